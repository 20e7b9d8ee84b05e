// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

extension Transformer: CustomStringConvertible, Displayable {
  public var description: String {
    let parameters = weights.tensors.reduce(0) { $0 + $1.value.shape.reduce(1, *) }
    let changes =
      attached.isEmpty ? "" : "\n\(attached.count) intervention\(attached.count == 1 ? "" : "s") attached"
    return """
      GPT-2, \(parameters) parameters (\(source))
      \(configuration.sizes)
      """ + changes
  }

  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: description) }
}

extension GPT2Configuration {
  /// In a sentence.
  var sizes: String {
    "\(nLayers) blocks of width \(dModel), \(nHeads) heads, \(dMLP) neurons each; \(dVocab) tokens, context \(nContext)"
  }
}

extension TransformerRun: CustomStringConvertible, Displayable {
  public var description: String {
    let lengths = tokens.sequences.map(\.count)
    let span =
      lengths.min() == lengths.max() ? "\(lengths.first ?? 0)" : "\(lengths.min() ?? 0) to \(lengths.max() ?? 0)"
    let what = "Run on \(lengths.count) sequence\(lengths.count == 1 ? "" : "s") of \(span) tokens"
    return ([what] + captures.map { "  \($0.layout.summary)" } + ["\(plan)"]).joined(separator: "\n")
  }

  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: description) }
}

extension ActivationLayout {
  /// The hook points and the shape of what a run has for them.
  fileprivate var summary: String {
    let name = points.count > 1 ? "\(points[0]) to \(points[points.count - 1])" : "\(points[0])"
    guard let shape else { return "\(name): positions differ between the sequences" }
    return "\(name): \(describe(shape: (keepsLayers ? [layers.count] : []) + shape))"
  }
}
