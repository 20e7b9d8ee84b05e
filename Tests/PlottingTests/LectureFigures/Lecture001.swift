// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Plotting
import Statistics
import Tensors

/// Sparse probes for the word before a noun.
enum Lecture001 {
  static let figures: [(name: String, figure: Figure)] = [
    ("001-1", activations), ("001-2", coefficients), ("001-3", neurons), ("001-4", density),
  ]

  private static let random = RandomState(seed: 2)
  /// Activations after a GELU: x times the share of a normal distribution below x.
  private static func gelu(_ x: Tensor<Double>) -> Tensor<Double> {
    x.mapElements { $0 * 0.5 * erfc(-$0 / 2.0.squareRoot()) }
  }
  private static let the = gelu(random.randn(70, 3072) - 0.7)
  private static let an = gelu(random.randn(70, 3072) - 0.6)
  private static let beta = random.randn(3072).mapElements { abs($0) < 2.2 ? 0 : $0 / 3 }
  private static let used = beta .!= 0

  static let activations = Figure(10, 4) {
    Plot("Distributions of activations") {
      Histogram(the, bins: 100, as: .line).anchor(.leading).lineWidth(2).label("\" the\"")
      Histogram(an, bins: 100, as: .line).anchor(.leading).lineWidth(2).label("\" an\"")
    }.labels(x: "Activation value", y: "Count").scale(y: .log)
  }

  static let coefficients = Figure(12, 4) {
    Plot("\(used.sum()) of 3072 coefficients are not zero: \((used.mean() * 1000).rounded() / 10)% density") {
      Points(used.positions(), beta[used], "ko").fill([0.7, 0.9, 0.7, 0.7]).label("Non-zero")
      Points((.!used).positions(), beta[.!used], "rx").zIndex(-3).label("Zero")
    }.labels(x: "Neuron index", y: "$\\beta$").limits(x: -5...(3072 + 4)).weight(2)
    Plot("Non-zero coefficients") { Histogram(beta[used], bins: 30).color([0.7, 0.9, 0.7]).edge(.black) }
      .labels(x: "$\\beta$", y: "Count")
  }

  static let neurons = Figure(12, 4) {
    let chosen = used.positions()[..<60]
    Plot("Activations of neurons with non-zero coefficients") {
      for (i, neuron) in chosen.enumerated() {
        for (values, format, color, label) in [
          (the, "ko", [0.9, 0.7, 0.7, 0.4] as Color, "\" the\""), (an, "ks", [0.7, 0.9, 0.7, 0.4], "\" an\""),
        ] as [(Tensor<Double>, Format, Color, String)] {
          let shift = Double(i) + (format == "ko" ? -0.1 : 0.1)
          Points(random.randn(70) / 20 + shift, values[..., neuron], format).fill(color).label(label)
        }
      }
    }.labels(x: "Neuron (of those with coefficients)", y: "Activation").ticks(x: 0..<60).limits(x: -1...60)
  }

  static let density = Figure(12, 3) {
    let c = linspace(1, 100, 17)
    let share = c.mapElements { 40 * $0 / (20 + $0) }
    Plot("Thinking about $\\lambda$") { Line(c.mapElements { 1 / $0 }, share, "ko-").fill([0.9, 0.7, 0.7]).size(10) }
      .labels(x: "$\\lambda = 1/C$", y: "Density (%)").scale(x: .log)
    Plot("Thinking about $C$") { Line(c, share, "ko-").fill([0.7, 0.7, 0.9]).size(10) }
      .labels(x: "$C = 1/\\lambda$", y: "Density (%)")
  }
}
