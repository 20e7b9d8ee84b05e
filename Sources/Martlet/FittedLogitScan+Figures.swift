// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import Plotting
import Probes
import Statistics
import Tensors

// What a scan draws of itself; each figure can be built from the same numbers with a few marks.

extension FittedLogitScan {
  /// Which share of each layer's neurons is significant, and how well those neurons tell the classes apart.
  ///
  /// Accuracies are means over the significant neurons of a layer, by the sign of β; a layer without any has no point.
  public func laminarProfile(
    _ correction: MultipleComparison = .bonferroni(0.05), by kind: LogitPValue = .wald,
    within scope: CorrectionScope = .layer
  ) -> Figure {
    let found = significant(correction, by: kind, within: scope)
    let layers = layers.map(Double.init)
    let extent = layers[0] - 0.5...layers[layers.count - 1] + 0.5
    let sides: [(SplitSide, String, Dash)] = [(.train, "Train", .dotted), (.test, "Test", .solid)]
    return Figure(12, 3.5) {
      Plot("Laminar profile of significance") {
        Points(layers, found.percentPerLayer, "kH").fill([0.9, 0.7, 0.9]).size(12)
      }.labels(x: "Layer", y: "Significant neurons (%)").limits(x: extent, y: 0...)
      Plot("Accuracy of significant neurons") {
        for sign in Sign.allCases {
          for (side, name, dash) in sides {
            let accuracy = found.meanAccuracy(side, sign)
            let present = layers.indices.filter { !accuracy[$0].isNaN }
            if !present.isEmpty {
              Line(present.map { layers[$0] }, present.map { 100 * accuracy[$0] })
                .color(sign == .positive ? [0.8, 0.2, 0.2] : [0.2, 0.3, 0.8]).dash(dash)
                .marker(sign == .positive ? .square : .triangle).size(6).label("\(name), β \(sign)")
            }
          }
        }
      }.labels(x: "Layer", y: "Accuracy (%)").limits(x: extent).legend()
    }.alt("\(found.count) of \(neurons.count) neurons are significant, by layer, and their mean accuracies")
  }

  /// β against -log₁₀ p, and accuracy against -log₁₀ p, for the neurons of one layer or of all.
  ///
  /// The dashed line is Bonferroni's threshold. Neurons without a p-value are not drawn, and said to be missing.
  public func volcano(layer: Int? = nil, level: Double = 0.05, by kind: LogitPValue = .wald) -> Figure {
    let table = (layer.map { neurons.inLayer($0) } ?? neurons).filter {
      !(kind == .wald ? $0.waldP : $0.likelihoodRatioP).isNaN
    }
    let all = layer.map { neurons.inLayer($0).count } ?? neurons.count
    let threshold = level / Double(all)
    let groups: [(name: String, color: Color, part: NeuronTable)] = Sign.allCases.flatMap { sign in
      let side = table.filter { sign == .positive ? $0.coefficient > 0 : $0.coefficient < 0 }
      func p(_ fit: NeuronFit) -> Double { kind == .wald ? fit.waldP : fit.likelihoodRatioP }
      let color: Color = sign == .positive ? [0.8, 0.2, 0.2] : [0.2, 0.3, 0.8]
      let pale: Color = sign == .positive ? [0.8, 0.2, 0.2, 0.25] : [0.2, 0.3, 0.8, 0.25]
      return [
        ("β \(sign), significant", color, side.filter { p($0) <= threshold }),
        ("β \(sign)", pale, side.filter { !(p($0) <= threshold) }),
      ]
    }
    let label = "$-\\log_{10}(p)$"
    let missing = all - table.count
    return Figure(10, 4) {
      Plot("Effect and significance") {
        for group in groups where !group.part.isEmpty {
          Points(group.part.coefficients, group.part.minusLog10P(kind)).marker(.circle).size(4).color(group.color)
            .fill(group.color).label(group.name)
        }
        Rule(y: -log10(threshold)).dash(.dashed).color(.black)
      }.labels(x: "β", y: label).legend()
      Plot("Test accuracy and significance") {
        for group in groups where !group.part.isEmpty {
          Points(100 * group.part.accuracy(.test), group.part.minusLog10P(kind)).marker(.circle).size(4)
            .color(group.color).fill(group.color)
        }
        Rule(y: -log10(threshold)).dash(.dashed).color(.black)
      }.labels(x: "Test accuracy (%)", y: label)
    }.caption(missing == 0 ? "" : "\(missing) of \(all) neurons have no p-value and are not drawn.")
  }
}
