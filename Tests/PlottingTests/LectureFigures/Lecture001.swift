// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Statistics
import Tensors

/// Sparse probes for the word before a noun.
enum Lecture001 {
  static let figures: [(name: String, figure: Figure)] = [
    ("001-1", activations), ("001-2", coefficients), ("001-3", neurons), ("001-4", density),
  ]

  private static let random = RandomState(seed: 2)
  /// GELU-like: nearly everything just below zero, few large values.
  private static let the = random.randn(70, 3072).mapElements { $0 > 1.5 ? $0 : -0.15 + 0.02 * $0 }
  private static let an = random.randn(70, 3072).mapElements { $0 > 1.6 ? $0 + 0.2 : -0.15 + 0.02 * $0 }
  private static let beta = random.randn(3072).mapElements { abs($0) < 2.2 ? 0 : $0 / 3 }
  private static let used = beta .!= 0

  static let activations = Figure(10, 4) {
    Plot("Distributions of activations") {
      Histogram(the, bins: 100, as: .line).lineWidth(2).label("\" the\"")
      Histogram(an, bins: 100, as: .line).lineWidth(2).label("\" an\"")
    }.labels(x: "Activation value", y: "Count").scale(y: .log)
  }

  static let coefficients = Figure(12, 4) {
    Plot("Coefficients: \(97.3)% are zero") {
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
        let jitter = random.randn(70) / 20
        Points(jitter + (Double(i) - 0.1), the[..., neuron], "ko").fill([0.9, 0.7, 0.7, 0.4]).label("\" the\"")
        Points(jitter + (Double(i) + 0.1), an[..., neuron], "ks").fill([0.7, 0.9, 0.7, 0.4]).label("\" an\"")
      }
    }.labels(x: "Neuron", y: "Activation").ticks(x: 0..<60, labels: chosen.map { "\($0)" }).limits(x: -1...60)
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
