// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Plotting
import Statistics
import Tensors

/// "Can" and "can't" by a logistic regression for each neuron.
enum Lecture003 {
  static let figures: [(name: String, figure: Figure)] = [
    ("003-1", significance), ("003-2", accuracies), ("003-3", laminar),
  ]

  private static let count = 4096
  private static let random = RandomState(seed: 4)
  private static let beta = random.randn(count) / 2
  /// The largest effect is beyond what a double can say: p is 0 there.
  private static let logp = beta.mapElements { abs($0) > 1.75 ? .infinity : pow($0, 2) * 18 }
  private static let train = random.randn(count) * 3 + beta.mapElements { 50 + abs($0) * 12 }
  private static let test = train - 2
  private static let cut = -log10(0.05 / Double(count))

  private static let groups: [(mask: Tensor<Bool>, color: String, isFilled: Bool, name: String)] = {
    let (isPositive, isSignificant) = (beta .> 0, logp .> cut)
    return [
      (isPositive .& isSignificant, "r", true, "Positive and sig."),
      (isPositive .& .!isSignificant, "r", false, "Positive and non-sig."),
      (.!isPositive .& isSignificant, "g", true, "Negative and sig."),
      (.!isPositive .& .!isSignificant, "g", false, "Negative and non-sig."),
    ]
  }()

  private static func points(_ x: Tensor<Double>, _ y: Tensor<Double>, labelled: Bool = false) -> [any Mark] {
    groups.map { group in
      let points = Points(x[group.mask], y[group.mask], Format(group.color + (group.isFilled ? "o" : "x")))
        .fill([0.7, 0.7, 0.7, 0.5]).size(group.isFilled ? 6 : 3)
      return labelled ? points.label(group.name) : points
    }
  }

  @MarkBuilder private static func volcano(_ x: Tensor<Double>) -> [any Mark] {
    points(x, logp)
    Rule(y: cut).color(.blue).dash(.dashed).label("Significance threshold")
  }

  static let significance = Figure(11, 7, theme: .lecture) {
    Column {
      Plot("A) Statistical parameters of \"can\" classification") {
        points(Tensor<Double>(arange(count)), beta, labelled: true)
      }.labels(x: "Neuron index", y: "Beta coefficient").limits(x: -10...(count + 9)).legend(.best, size: 8)
      Row {
        Plot("B) Betas by p-values") { volcano(beta) }.labels(x: "Beta coeff", y: "$-log_{10}(p)$").legend(
          .best, size: 8)
        Plot("C) TRAIN accuracy by p-values") {
          volcano(train)
          Rule(x: 50).dash(.dashed).color(.black).lineWidth(0.5).label("Chance")
        }.labels(x: "Prediction accuracy (%)", y: "$-log_{10}(p)$").legend(.best, size: 8)
        Plot("D) TEST accuracy by p-values") {
          volcano(test)
          Rule(x: 50).dash(.dashed).color(.black).lineWidth(0.5)
        }.labels(x: "Prediction accuracy (%)", y: "$-log_{10}(p)$").legend(nil)
      }
    }
  }

  static let accuracies = Figure(8, 3, theme: .lecture) {
    Plot("Distributions of accuracy") {
      Histogram(train, bins: .fd, statistic: .density, as: .line).anchor(.leading).lineWidth(2).label("TRAIN")
      Histogram(test, bins: .fd, statistic: .density, as: .line).anchor(.leading).lineWidth(2).label("TEST")
      Rule(x: 50).dash(.dashed).color(.black).lineWidth(0.5).label("Chance")
    }.labels(x: "Accuracy (%)", y: "Density")
  }

  static let laminar = Figure(12, 3.5, theme: .lecture) {
    let layers = Tensor<Double>(arange(24))
    let percent = layers.mapElements { 25 * exp(-pow($0 - 9, 2) / 40) }
    // A layer without a significant neuron has no mean.
    let accuracy = layers.mapElements { $0 == 20 ? .nan : 55 + 5 * exp(-pow($0 - 9, 2) / 60) }
    Plot("A) Laminar profile of significance") { Points(percent, "kH").fill([0.9, 0.7, 0.9]).size(12) }
      .labels(x: "Layer", y: "Percent significant neurons (%)")
    Plot("B) Average accuracy") {
      Points(accuracy + 2, "gs").fill([0.7, 0.9, 0.7]).size(10).label("TRAIN $\\beta$s>0")
      Points(accuracy + 3, "b^").fill([0.7, 0.7, 0.9]).size(10).label("TRAIN $\\beta$s<0")
      Line(accuracy, "gs-").fill([0.7, 0.9, 0.7]).size(5).zIndex(-10).label("TEST $\\beta$s>0")
      Line(accuracy + 1, "b^-").fill([0.7, 0.7, 0.9]).size(5).zIndex(-10).label("TEST $\\beta$s<0")
    }.labels(x: "Layer", y: "Prediction accuracy (%)")
  }
}
