// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// How much each part of a model adds to a logit, or to the difference of two (direct logit attribution).
///
/// The residual stream is a sum; with the scale of the last layer norm held fixed, so is every logit. The
/// parts add up to the logit exactly, but for rounding.
public struct LogitAttribution: Sendable {
  /// `embed`, `pos_embed`, then for each layer `0.attn` (or `0.head 3`) and `0.mlp`, then `bias`.
  public let labels: [String]
  /// Part × sequence.
  public let values: Tensor<Float>

  /// The logit, or the difference of two, of each sequence.
  public var total: Tensor<Float> { values.sum(axis: 0) }

  /// The contribution of one part, for each sequence.
  ///
  /// Traps on a label that is none.
  public subscript(label: String) -> Tensor<Float> {
    guard let place = labels.firstIndex(of: label) else {
      trap(
        "LogitAttribution: no part is called '\(label)'; parts are called \(labels.prefix(4).joined(separator: ", ")), …"
      )
    }
    return values[place, ...]
  }
}

extension LogitAttribution: CustomStringConvertible, Displayable {
  /// The parts that count most in the first sequence, and the total.
  public var description: String {
    let first = values[0..., 0]
    let order = labels.indices.sorted { abs(first[$0]) > abs(first[$1]) }
    let lines = order.prefix(12).map { "\(labels[$0]): \(first[$0])" }
    return (lines + ["total: \(total[0])"]).joined(separator: "\n")
  }

  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: description) }
}

extension Transformer {
  /// How much each part of the model adds to the logit of a token, or to its lead over another.
  /// - Parameters:
  ///   - other: the token whose logit is subtracted.
  ///   - position: one position of each sequence.
  ///   - perHead: attention is told apart by heads; its output biases then count to `bias`.
  public func logitAttribution(
    _ tokens: some TokenInput, of token: Int, against other: Int? = nil, at position: Positions = .last,
    perHead: Bool = false
  ) -> LogitAttribution {
    let (d, heads) = (configuration.dModel, configuration.nHeads)
    guard position.isSingle else { trap("logitAttribution: name one position of each sequence, such as .last") }
    for token in [token] + (other.map { [$0] } ?? []) where !(0..<configuration.dVocab).contains(token) {
      trap("logitAttribution: token \(token) is outside the vocabulary, 0 to \(configuration.dVocab - 1)")
    }
    var direction = weights.head[token, ...]
    if let other { direction -= weights.head[other, ...] }
    let weighted = direction * weights.lnFinal.weight
    // The layer norm takes the mean away from each part; taking it from the direction does the same.
    let reading = weighted - weighted.sum() / Float(d)

    let attention: HookPoints = perHead ? .blocks[0...].attn.result : .blocks[0...].attn.out
    let run = self.run(
      tokens, capturing: [.embed, .posEmbed, attention, .blocks[0...].mlp.out, .lnFinal.scale], at: position)
    let scale = run.packed(.lnFinal.scale)[0..., 0]
    func contribution(_ part: Tensor<Float>) -> Tensor<Float> { part.matmul(reading) / scale }

    var (labels, parts) = (
      ["embed", "pos_embed"], [contribution(run.packed(.embed)), contribution(run.packed(.posEmbed))]
    )
    var bias = Tensor<Float>(repeating: direction.matmul(weights.lnFinal.bias).item, shape: scale.shape)
    for layer in 0..<configuration.nLayers {
      if perHead {
        let results = run.packed(.blocks[layer].attn.result)
        for head in 0..<heads {
          labels.append("\(layer).head \(head)")
          parts.append(contribution(results[0..., head, 0...]))
        }
        bias += reading.matmul(weights.blocks[layer].attentionOutput.bias).item / scale
      } else {
        labels.append("\(layer).attn")
        parts.append(contribution(run.packed(.blocks[layer].attn.out)))
      }
      labels.append("\(layer).mlp")
      parts.append(contribution(run.packed(.blocks[layer].mlp.out)))
    }
    return LogitAttribution(labels: labels + ["bias"], values: stack(parts + [bias]))
  }
}
