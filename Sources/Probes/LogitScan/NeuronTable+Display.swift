// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics

extension NeuronTable: CustomStringConvertible, Displayable {
  private static let heads = [
    "layer", "neuron", "β", "SE", "Wald p", "LR p", "train", "test",
  ]

  private func cells(_ fit: NeuronFit) -> [String] {
    [
      "\(fit.layer)", "\(fit.neuron)", fit.coefficient.significant(4), fit.standardError.significant(3),
      Double.text(pValue: fit.waldP, logarithm: fit.logP(.wald)) + (fit.isSeparated ? " (separable)" : ""),
      Double.text(pValue: fit.likelihoodRatioP, logarithm: fit.logP(.likelihoodRatio)),
      fit.trainAccuracy.significant(3),
      fit.testAccuracy.significant(3),
    ]
  }

  private var table: ResultTable {
    let limit = 12
    let shown = first(count > limit ? limit - 2 : limit)
    let more = count - shown.count
    return ResultTable(
      caption: "\(count) of \(results.count) neurons\(title.isEmpty ? "" : ": \(title)")", heads: Self.heads,
      rows: shown.map(cells), notes: more > 0 ? ["… and \(more) more; sorted(by:), filter and first(_:) choose."] : [])
  }

  public var description: String { table.plainText }
  public var mimeBundle: MIMEBundle { table.mimeBundle }
}
