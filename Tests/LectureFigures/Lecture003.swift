// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Plotting
import Statistics
import Tensors

/// "Can" and "can't" by a logistic regression for each neuron.
package struct Lecture003: Sendable {
  let neurons = 4096
  /// Of one layer, by neuron: p value of the coefficient, the coefficient, accuracies in per cent.
  let p: Tensor<Double>
  let beta: Tensor<Double>
  let train: Tensor<Double>
  let test: Tensor<Double>
  /// Of all layers: layers x neurons, the significant ones of which have a place in the means.
  let layers: (p: Tensor<Double>, beta: Tensor<Double>, train: Tensor<Double>, test: Tensor<Double>)

  var threshold: Double { 0.05 / Double(neurons) }
  var logP: Tensor<Double> { -log10(p) }

  /// - Parameters:
  ///   - layer: neurons x (p, coefficient, training accuracy, test accuracy).
  ///   - layers: layers x neurons x the same.
  init(layer: Tensor<Double>, layers all: Tensor<Double>) {
    (p, beta, train, test) = (layer[..., 0], layer[..., 1], layer[..., 2], layer[..., 3])
    layers = (all[..., 0], all[..., 1], all[..., 2], all[..., 3])
  }

  init(reference folder: String) throws {
    let folder = "\(folder)/seed3_can_cant/"
    try self.init(
      layer: Tensor(npy: folder + "layer3_results.npy"), layers: Tensor(npy: folder + "laminar_results.npy"))
  }

  /// Of the same kind, from a fixed seed: the strongest effects have a p value of 0, the last layers none at all.
  init() {
    let random = RandomState(seed: 4)
    func results(_ shape: Int..., strength: (Int) -> Double = { _ in 1 }) -> Tensor<Double> {
      var all = zeros(shape[0], shape[1], 4)
      for layer in 0..<shape[0] {
        let beta = random.randn(shape[1]) * (0.5 * strength(layer))
        all[layer, ..., 1] = beta
        all[layer, ..., 0] = beta.mapElements { abs($0) > 1.75 ? 0 : pow(10, -$0 * $0 * 18) }
        all[layer, ..., 2] = random.randn(shape[1]) * 3 + abs(beta) * 12 + 50
        all[layer, ..., 3] = all[layer, ..., 2] - 2
      }
      return all
    }
    self.init(
      layer: results(1, 4096)[0, ...],
      layers: results(24, 60, strength: { $0 > 19 ? 0.5 : exp(-pow(Double($0) - 9, 2) / 200) }))
  }
}

extension Lecture003 {
  var figures: [LectureFigure] {
    [
      LectureFigure("003-1", "coefficients, p values and accuracies of all neurons") { significance },
      LectureFigure("003-2", "distributions of accuracies") { accuracies },
      LectureFigure("003-3", "significance and accuracy by layer") { laminar },
    ]
  }

  /// Points of the four groups: by the sign of the coefficient and by its significance.
  private func groups(_ x: Tensor<Double>, _ y: Tensor<Double>, filled face: Color, named: Bool = false) -> [any Mark] {
    [("r", "Positive", beta .> 0), ("g", "Negative", beta .< 0)].flatMap { color, sign, mask in
      let (yes, no) = (mask .& (p .< threshold), mask .& .!(p .< threshold))
      let significant = Points(x[yes], y[yes], Format(color + "o")).fill(face)
      let others = Points(x[no], y[no], Format(color + "x")).size(3)
      return named
        ? [significant.label("\(sign) and sig."), others.label("\(sign) and non-sig.")] : [significant, others]
    }
  }

  @MarkBuilder private func volcano(_ x: Tensor<Double>) -> [any Mark] {
    groups(x, logP, filled: [0.7, 0.7, 0.7, 0.5])
    Rule(y: -log10(threshold)).color(.blue).dash(.dashed).label("Significance threshold")
  }

  private var chance: Rule { Rule(x: 50).color(.black).dash(.dashed).lineWidth(0.5).label("Chance") }

  var significance: Figure {
    Figure(11, 7, theme: .lecture) {
      Column {
        Plot("A) Statistical parameters of \"can\" classification") {
          groups(Tensor<Double>(arange(neurons)), beta, filled: [0.7, 0.7, 0.7], named: true)
        }.labels(x: "Neuron index", y: "Beta coefficient").limits(x: -10...(neurons + 9)).legend(size: 8)
        Row {
          Plot("B) Betas by p-values") { volcano(beta) }
            .labels(x: "Beta coeff", y: "$-log_{10}(p)$").legend(size: 8)
          Plot("C) TRAIN accuracy by p-values") { volcano(train) + [chance] }
            .labels(x: "Prediction accuracy (%)", y: "$-log_{10}(p)$").legend(size: 8)
          Plot("D) TEST accuracy by p-values") { volcano(test) + [chance] }
            .labels(x: "Prediction accuracy (%)", y: "$-log_{10}(p)$").legend(nil)
        }
      }
    }
  }

  var accuracies: Figure {
    Figure(8, 3, theme: .lecture) {
      Plot("Distribution of prediction accuracies") {
        Histogram(train, bins: .fd, statistic: .density, as: .line).anchor(.leading).lineWidth(2).label("TRAIN")
        Histogram(test, bins: .fd, statistic: .density, as: .line).anchor(.leading).lineWidth(2).label("TEST")
        chance
      }.labels(x: "Prediction accuracy (%)", y: "Density")
    }
  }

  var laminar: Figure {
    let (isSignificant, isPositive) = (layers.p .< threshold, layers.beta .> 0)
    func mean(_ accuracy: Tensor<Double>, _ mask: Tensor<Bool>) -> Tensor<Double> {
      accuracy.replacing(with: .nan, where: .!(mask .& isSignificant)).nanmean(axis: 1)
    }
    let signs: [(Tensor<Bool>, String, String, Color)] = [
      (isPositive, ">", "gs", [0.7, 0.9, 0.7]), (.!isPositive, "<", "b^", [0.7, 0.7, 0.9]),
    ]
    return Figure(12, 3.5, theme: .lecture) {
      Plot("A) Laminar profile of significance") {
        Points(Tensor<Double>(isSignificant).sum(axis: 1) * (100 / Double(neurons)), "kH").fill([0.9, 0.7, 0.9]).size(
          12)
      }.labels(x: "Layer", y: "Percent significant neurons (%)")
      Plot("B) Average prediction accuracies in significant neurons") {
        for (mask, sign, style, face) in signs {
          Points(mean(layers.train, mask), Format(style)).fill(face).size(10).label("TRAIN $\\beta$s\(sign)0")
        }
        for (mask, sign, style, face) in signs {
          Line(mean(layers.test, mask), Format(style + "-")).fill(face).size(5).zIndex(-10).label(
            "TEST $\\beta$s\(sign)0")
        }
      }.labels(x: "Layer", y: "Prediction accuracy (%)")
    }
  }
}
