// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

extension FittedLogitScan {
  /// What a reader of the numbers must know; nil if nothing.
  public var warning: String? {
    let sentences = [unconvergedSentence, constantSentence, separatedSentence].compactMap { $0 }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  private func marked(_ flag: Int) -> NeuronTable {
    let status = results[.status]
    return neurons.with(status.indices.filter { Int(status[$0]) & flag != 0 }, "")
  }

  /// The first few as "layer 3 neuron 17, …".
  private func names(_ table: NeuronTable) -> String {
    let shown = table.prefix(3).map { "layer \($0.layer) neuron \($0.neuron)" }.joined(separator: ", ")
    return table.count > 3 ? "\(shown), …" : shown
  }

  private func counted(_ table: NeuronTable) -> String { "\(table.count) neuron\(table.count == 1 ? "" : "s")" }

  private var unconvergedSentence: String? {
    let table = marked(4)
    guard !table.isEmpty else { return nil }
    let worst = table.map(\.kktResidual).max() ?? .nan
    return
      "\(counted(table)) stopped at the limit of rounding before the tolerance \(parameters.tolerance) was met; the "
      + "largest violation of the optimality conditions is \(worst.significant(2)) (\(names(table))). Scale the "
      + "activations or raise the tolerance."
  }

  private var constantSentence: String? {
    let table = marked(1)
    guard !table.isEmpty else { return nil }
    return "\(counted(table)) did not vary over the training rows: β is 0, p is NaN (\(names(table)))."
  }

  private var separatedSentence: String? {
    let table = marked(2)
    guard !table.isEmpty else { return nil }
    return
      "\(counted(table)) separate\(table.count == 1 ? "s" : "") the classes without error: Wald p-values mean nothing "
      + "there (only the penalty keeps β finite); go by the likelihood ratio (\(names(table)))."
  }

  private var trimmedNote: String? {
    let slopes = results[.slope]
    let (trimmed, constant) = (slopes.filter { $0 == 0 }.count, marked(1).count)
    guard trimmed > constant else { return nil }
    return "β is exactly 0 in \(trimmed - constant): no Wald p (NaN) there; the likelihood ratio has one."
  }
}

extension FittedLogitScan: CustomStringConvertible, Displayable {
  private var table: ResultTable {
    let (wald, ratio) = (significant(.bonferroni(0.05)), significant(.bonferroni(0.05), by: .likelihoodRatio))
    let (train, test) = (meanAccuracy(.train), meanAccuracy(.test))
    let (waldCounts, ratioCounts) = (wald.countPerLayer, ratio.countPerLayer)
    let best = neurons.byLayer.map { $0.neurons.min { $0.likelihoodRatio > $1.likelihoodRatio } }
    let rows = layers.indices.map { index -> [String] in
      let strongest = best[index].map {
        "\($0.neuron) (p = \(Double.text(pValue: $0.likelihoodRatioP, logarithm: $0.logP(.likelihoodRatio))))"
      }
      return [
        "\(layers[index])", "\(results.starts[index + 1] - results.starts[index])", "\(waldCounts[index])",
        "\(ratioCounts[index])", train[index].significant(3), test[index].significant(3), strongest ?? "",
      ]
    }
    let worst = results[.kkt].max() ?? 0
    let caption =
      "Logit scan of \(results.count) neurons in \(layers.count) layer\(layers.count == 1 ? "" : "s"): \(classes[1]) "
      + "against \(classes[0]), l1 = \(parameters.l1), \(trainCount) training and \(testCount) test rows each"
    let certificate =
      "Significant after Bonferroni's correction in each layer, 0.05. All optimal to \(worst.significant(2))."
    return ResultTable(
      caption: caption,
      heads: ["layer", "neurons", "significant (Wald)", "(LR)", "mean train accuracy", "test", "strongest neuron"],
      rows: rows, notes: [certificate] + [trimmedNote].compactMap { $0 }, warning: warning)
  }

  public var description: String { table.plainText }
  public var mimeBundle: MIMEBundle { table.mimeBundle }
}
