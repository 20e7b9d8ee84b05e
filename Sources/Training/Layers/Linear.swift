// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// x Wᵀ + b over the last axis: torch's `Linear`.
public struct Linear: Layer {
  /// outputs × inputs, or the other way round where ``layout`` says so.
  public let weight: Parameter
  /// One number per output; nil without bias.
  public let bias: Parameter?
  public let layout: WeightLayout

  public var inputs: Int { weight.shape[layout == .outputsByInputs ? 1 : 0] }
  public var outputs: Int { weight.shape[layout == .outputsByInputs ? 0 : 1] }

  /// - Parameters:
  ///   - inputs: length of the last axis of what comes in.
  ///   - outputs: length of the last axis of what goes out.
  ///   - layout: how the weight lies in memory; GPT-2's `Conv1D` is a linear layer with `.inputsByOutputs`.
  ///   - random: where the parameters' first values are drawn from.
  public init(
    _ inputs: Int, _ outputs: Int, bias: Bool = true, layout: WeightLayout = .outputsByInputs,
    initialization: Initialization = .torch, random: RandomState = .session
  ) {
    guard inputs > 0, outputs > 0 else {
      trap("Linear: the numbers of inputs and outputs must be at least 1, but are \(inputs) and \(outputs)")
    }
    self.layout = layout
    let shape = layout == .outputsByInputs ? [outputs, inputs] : [inputs, outputs]
    weight = Parameter(initialization.weight(shape, inputs: inputs, random))
    self.bias = bias ? Parameter(initialization.bias(outputs, inputs: inputs, random)) : nil
  }

  public func callAsFunction(_ x: Variable) -> Variable { linear(x, weight, bias, layout: layout) }
}
