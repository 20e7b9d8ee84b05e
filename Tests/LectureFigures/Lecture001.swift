// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Plotting
import Statistics
import Tensors

/// Sparse probes for the word before a noun.
package struct Lecture001: Sendable {
  /// Activations, texts x neurons, at " the" and at " an".
  let the: Tensor<Double>
  let an: Tensor<Double>
  let beta: Tensor<Double>
  let c: Tensor<Double>
  let density: Tensor<Double>
  /// Small shifts to the side, so that equal values do not cover each other: neurons x texts.
  let jitter: [Tensor<Double>]

  var used: Tensor<Int> { (beta .!= 0).positions() }

  init(all: Tensor<Double>, beta: Tensor<Double>, c: Tensor<Double>, density: Tensor<Double>) {
    (self.beta, self.c, self.density) = (beta, c, density)
    let half = all.shape[0] / 2
    (the, an) = (all[..<half, ...], all[half..., ...])
    let random = RandomState(seed: 7)
    jitter = [0, 1].map { _ in random.randn((beta .!= 0).sum(), half) / 50 }
  }

  init(reference folder: String) throws {
    let folder = "\(folder)/seed1_sparse_probe/"
    try self.init(
      all: Tensor(npy: folder + "alldata.npy"),
      beta: Tensor(npy: folder + "coef_C10.npy"), c: Tensor(npy: folder + "seas.npy"),
      density: Tensor(npy: folder + "densities.npy"))
  }

  /// Of the same kind, from a fixed seed: activations after a GELU.
  init() {
    let random = RandomState(seed: 2)
    let all = (random.randn(140, 3072) - 0.6).mapElements { $0 * 0.5 * erfc(-$0 / 2.0.squareRoot()) }
    let c = linspace(1, 100, 17)
    self.init(
      all: all, beta: random.randn(3072).mapElements { abs($0) < 2.2 ? 0 : $0 / 3 }, c: c,
      density: c.mapElements { 40 * $0 / (20 + $0) })
  }
}

extension Lecture001 {
  var figures: [LectureFigure] {
    [
      LectureFigure("001-1", "distributions of activations") { activations },
      LectureFigure("001-2", "the coefficients of a sparse probe") { coefficients },
      LectureFigure("001-3", "activations of the neurons that the probe uses") { neurons },
      LectureFigure("001-4", "density by the strength of the penalty") { densities },
    ]
  }

  var activations: Figure {
    Figure(10, 4) {
      Plot {
        Histogram(the, bins: 100, as: .line).anchor(.leading).lineWidth(2).label("The")
        Histogram(an, bins: 100, as: .line).anchor(.leading).lineWidth(2).label("An")
      }.labels(x: "Activation", y: "Count").scale(y: .log)
    }
  }

  var coefficients: Figure {
    let (n, isZero) = (beta.count, beta .== 0)
    return Figure(12, 4) {
      Plot("L1 probe selected \(used.count)/\(n) coefficients (\(100 * Double(used.count) / Double(n), 2)% dense)") {
        Points(used, beta[used], "ko").fill([0.7, 0.9, 0.7, 0.7]).label("Non-zero")
        Points(isZero.positions(), beta[isZero], "rx").zIndex(-3).label("Exact zero")
      }.labels(x: "MLP neuron", y: "Coefficient").limits(x: -5...(n + 4)).weight(2)
      Plot("Distribution of non-zero coefficients") {
        Histogram(beta[used], bins: 30).fill([0.7, 0.7, 0.9]).edge(.black)
      }.labels(x: "Coefficient value", y: "Count")
    }
  }

  var neurons: Figure {
    Figure(12, 4) {
      Plot {
        for (i, neuron) in used.enumerated() {
          let x = Double(i)
          Points(jitter[0][i, ...] + x - 0.15, the[..., neuron], "ko").fill([0.9, 0.7, 0.7, 0.4]).label("\"The\"")
          Points(jitter[1][i, ...] + x + 0.15, an[..., neuron], "ks").fill([0.7, 0.9, 0.7, 0.4]).label("\"An\"")
        }
      }.labels(x: "Neurons with non-zero coefficients (index)", y: "Activations")
        .ticks(x: 0..<used.count).limits(x: -1...used.count)
    }
  }

  var densities: Figure {
    Figure(12, 3) {
      Plot("Thinking about $\\lambda$") { Line(1 / c, density, "ko-").fill([0.7, 0.7, 0.9]).size(10) }
        .labels(x: "$\\lambda = 1/C$", y: "Density (% non-zero neurons)").scale(x: .log)
      Plot("Thinking about $C$") { Line(c, density, "ko-").fill([0.7, 0.7, 0.9]).size(10) }
        .labels(x: "$C = 1/\\lambda$", y: "Density (% non-zero neurons)")
    }
  }
}
