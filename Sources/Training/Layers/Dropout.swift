// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics
import Tensors

/// Sets elements to 0 at random while training and scales up the others, so that the mean stays; does nothing after
/// ``Module/eval()``: torch's `Dropout` (Srivastava et al. 2014).
public final class Dropout: Layer, TrainingModeLayer {
  /// How likely an element is set to 0.
  public let probability: Double
  /// Whether elements are dropped; ``Module/train()`` and ``Module/eval()`` set it.
  public var isTraining = true
  private let random: RandomState

  /// - Parameters:
  ///   - probability: from 0 up to, not including, 1.
  ///   - random: where the seed of each call is drawn from.
  public init(_ probability: Double = 0.5, random: RandomState = .session) {
    guard (0..<1).contains(probability) else {
      trap("Dropout: the probability must be from 0 up to, not including, 1, but is \(probability)")
    }
    self.probability = probability
    self.random = random
  }

  public var extraDescription: String { "probability \(probability)" }

  public func callAsFunction(_ x: Variable) -> Variable {
    guard isTraining, probability > 0 else { return x }
    let seed = UInt64(random.randint(0..<1 << 53)), probability = Float(probability)
    // What is dropped is a function of the seed and the element's number, so nothing need be kept for the way back.
    let input = x.value.contiguous()
    var output = Tensor<Float>(uninitialized: x.shape)
    drop(from: input, into: &output, probability, seed)
    return .recorded(output, "dropout", [x]) { gradient, inputs in
      let above = gradient.contiguous()
      gradient = Tensor(uninitialized: above.shape)
      drop(from: above, into: &gradient, probability, seed)
      inputs[0].accumulate(gradient)
    }
  }
}

private func drop(from x: Tensor<Float>, into y: inout Tensor<Float>, _ probability: Float, _ seed: UInt64) {
  x.withUnsafeBufferPointer { source in
    y.withUnsafeMutableBufferPointer { target in
      guard let from = source.baseAddress, let to = target.baseAddress else { return }
      parallel(source.count, grain: 1 << 15) {
        let start = $0.lowerBound
        martlet_dropout_f32(from + start, to + start, $0.count, start, seed, probability)
      }
    }
  }
}
