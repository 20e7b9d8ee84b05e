// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Statistics
import Tensors

/// Sparse logistic regression in large data sets.
enum Lecture000 {
  static let figures: [(name: String, figure: Figure)] = [
    ("000-1", data), ("000-2", sparsity), ("000-3", effects), ("000-4", extremes), ("000-5", pair),
    ("000-6", variances),
    ("000-7", correlations),
  ]

  private static let activations: Tensor<Double> = {
    var data = RandomState(seed: 0).randn(200, 3000)
    data[100..., ...] += 5
    return data
  }()
  private static let (category0, category1) = (activations[..<100, ...], activations[100..., ...])
  private static let random = RandomState(seed: 1)
  private static let beta = random.randn(3000).mapElements { abs($0) < 0.6 ? 0 : $0 / 20 }
  private static let effect = cohensD(category1, category0, scale: .averageDeviation)
  private static let isZero = beta .== 0

  static let data = Figure(12, 3.5) {
    Plot("Image of activations") { Heatmap(activations, range: -3...6) }
      .labels(x: "Neuron index", y: "Token index").colorbar(pad: 0.01)
    Plot("Distributions of category-specific activations") {
      Histogram(category0, bins: 100, as: .line).anchor(.leading).lineWidth(3).label("Category 0")
      Histogram(category1, bins: 100, as: .line).anchor(.leading).lineWidth(3).label("Category 1")
    }.labels(x: "Activation value", y: "Count").limits(y: (-100)...)
  }

  static let sparsity = Figure(8, 5) {
    let c = linspace(1, 5, 17)
    Plot("Sparsity (proportion of zero-valued coefficients) as a function of C") {
      Line(c, c.mapElements { 30 - 5 * $0 }, "ks-").fill([0.9, 0.7, 0.7]).size(10)
    }.labels(x: "C parameter", y: "Sparsity (% total params)")
  }

  static let effects = Figure(8, 6) {
    Plot("Effect sizes and model coefficients") {
      Points(beta[.!isZero], effect[.!isZero], "ko").fill([0.7, 0.9, 0.7]).size(8).opacity(0.6)
      Points(beta[isZero], effect[isZero], "ko").fill([0.9, 0.7, 0.7]).size(8).opacity(0.8)
    }.labels(x: "$\\beta$ coefficient", y: "Cohen's d").grid(.dashed, width: 0.4)
  }

  static let extremes = Figure(12, 4) {
    for neuron in [beta.argmin(), beta.argmax()] {
      Plot("Neuron \(neuron) ($\\beta$ = \(hundredths(beta[neuron])))") {
        Histogram(category0[..., neuron], bins: 20).color([0.9, 0.7, 0.7]).edge(.black, width: 0.1).label("Category 0")
        Histogram(category1[..., neuron], bins: 20).color([0.7, 0.9, 0.7]).edge(.black, width: 0.1).label("Category 1")
      }.labels(x: "Activation value", y: "Count")
    }
  }

  static let pair: Figure = {
    let r = corrcoef(Tensor([Array(activations[..., 0]), Array(activations[..., 1])]))[0, 1]
    return Figure {
      Plot("r = \(hundredths(r))") {
        Points(category0[..., 0], category0[..., 1], "ko").fill([0.9, 0.7, 0.7]).opacity(0.5).label("Category 0")
        Points(category1[..., 0], category1[..., 1], "ko").fill([0.7, 0.9, 0.7]).opacity(0.5).label("Category 1")
      }.labels(x: "Neuron 0", y: "Neuron 1")
    }
  }()

  static let variances = Figure(8, 5) {
    let variance = category1.variance(axis: 0)
    Plot("Do the zeros belong to neurons of low variance?") {
      Points(beta[isZero], variance[isZero], "ko").fill([0.9, 0.7, 0.7]).size(8).opacity(0.6).label("$\\beta = 0$")
      Points(beta[.!isZero], variance[.!isZero], "ko").fill([0.7, 0.9, 0.7]).size(8).opacity(0.6).label(
        "$\\beta \\neq 0$")
    }.labels(x: "$\\beta$ coefficient", y: "Variance")
  }

  static let correlations = Figure(10, 3) {
    Plot {
      for (mask, label) in [(isZero, "$\\beta = 0$"), (.!isZero, "$\\beta \\neq 0$")] {
        let neurons = mask.positions()[..<200]
        let r = corrcoef(category1[..., neurons].transposed)[triuMask(200, 1)]
        Histogram(r, bins: 80, statistic: .density, as: .line).anchor(.leading).label(label)
      }
    }
  }

  private static func hundredths(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
