// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// How surprising each token of some sequences was to a model.
public struct TokenLoss: Sendable, CustomStringConvertible, Displayable {
  public let tokens: TokenBatch
  /// For each sequence and each token after the first, minus the logarithm of its probability.
  public let losses: [[Float]]

  /// The mean over all tokens that were predicted; NaN where there were none.
  public var mean: Double {
    let count = losses.reduce(0) { $0 + $1.count }
    return losses.reduce(0.0) { $0 + $1.reduce(0.0) { $0 + Double($1) } } / Double(count)
  }

  public var description: String {
    "loss \(mean) over \(losses.reduce(0) { $0 + $1.count }) tokens of \(losses.count) sequences"
  }

  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: description) }
}

extension Transformer {
  /// The loss of each token given those before it (cross-entropy, in nats); logits are never stored.
  public func loss(_ tokens: some TokenInput, changing interventions: [Intervention] = []) -> TokenLoss {
    let batch = checked(tokens.tokenBatch, "loss")
    var losses = batch.sequences.map { [Float](repeating: .nan, count: $0.count - 1) }
    let reader = LogitReader { logits, rows, chunk in
      var found: [(sequence: Int, position: Int)] = []
      var index = 0
      for row in rows.indices {
        while row >= chunk.starts[index + 1] { index += 1 }
        found.append((chunk.sequences[index], row - chunk.starts[index]))
      }
      let targets = found.map { batch.sequences[$0.sequence][$0.position + 1] }
      let values = Tensor<Float>(uninitialized: [targets.count])
      Kernels.logProbabilities(logits, targets, into: values.base)
      for (i, place) in found.enumerated() { losses[place.sequence][place.position] = -values.base[i] }
      withExtendedLifetime(values) {}
    }
    let positions = batch.sequences.map { Array(0..<$0.count - 1) }
    _ = execute(batch, [reader], [Demand(site: .logits, layers: nil, positions: positions)], interventions)
    return TokenLoss(tokens: batch, losses: losses)
  }

  /// The logits of residual streams: the last layer norm and the output head, applied to the last axis.
  ///
  /// Traps unless the last axis is `d_model` wide.
  public func unembed(_ residual: Tensor<Float>) -> Tensor<Float> {
    let width = configuration.dModel
    guard residual.shape.last == width else {
      trap("unembed: the last axis must be \(width) wide, but the shape is \(describe(shape: residual.shape))")
    }
    let rows = residual.count / width
    let logits = Tensor<Float>(uninitialized: residual.shape.dropLast() + [configuration.dVocab])
    forEachLogitBlock(residual.reshaped([rows, width])) { first, block, count in
      for row in 0..<count {
        (logits.base + (first + row) * configuration.dVocab).update(from: block[row], count: configuration.dVocab)
      }
    }
    return logits
  }

  /// Calls `body` with the logits of some rows at a time, for they are many.
  func forEachLogitBlock(_ residual: Tensor<Float>, _ body: (_ first: Int, RowBuffer, _ count: Int) -> Void) {
    let (rows, width, block) = (residual.shape[0], configuration.dModel, 128)
    let source = residual.contiguous()
    let normal = Tensor<Float>(uninitialized: [min(block, max(rows, 1)), width])
    let logits = Tensor<Float>(uninitialized: [min(block, max(rows, 1)), configuration.dVocab])
    for first in stride(from: 0, to: rows, by: block) {
      Interrupt.check()
      let count = min(block, rows - first)
      let target = RowBuffer(normal.base, width: width)
      Kernels.layerNorm(
        RowBuffer(source.base + first * width, width: width), Array(0..<count), weights.lnFinal,
        epsilon: Float(configuration.layerNormEpsilon), into: target)
      let buffer = RowBuffer(logits.base, width: configuration.dVocab)
      Kernels.productTransposed(target, count, weights.head, into: buffer)
      body(first, buffer, count)
    }
    withExtendedLifetime((source, normal, logits)) {}
  }
}
