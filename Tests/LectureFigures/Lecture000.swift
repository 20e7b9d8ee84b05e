// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Statistics
import Tensors

/// Sparse logistic regression in large data sets.
package struct Lecture000: Sendable {
  /// Activations, tokens x neurons; the first half of the tokens is category 0.
  let data: Tensor<Double>
  let c: Tensor<Double>
  let sparsity: Tensor<Double>
  let beta: Tensor<Double>
  let effect: Tensor<Double>
  /// Correlations between the neurons without a coefficient, and between those with one.
  let correlations: [Tensor<Double>]

  var categories: [Tensor<Double>] { [data[..<100, ...], data[100..., ...]] }
  var isZero: Tensor<Bool> { beta .== 0 }

  init(data: Tensor<Double>, c: Tensor<Double>, sparsity: Tensor<Double>, beta: Tensor<Double>) {
    (self.data, self.c, self.sparsity, self.beta) = (data, c, sparsity, beta)
    effect = cohensD(data[100..., ...], data[..<100, ...], scale: .averageDeviation)
    correlations = [beta .== 0, beta .!= 0].map { mask in
      let all = corrcoef(data[100..., ...][..., mask].transposed)
      return all[triuMask(all.shape[0], 1)]
    }
  }

  init(reference folder: String) throws {
    func load(_ name: String) throws -> Tensor<Double> { try Tensor(npy: "\(folder)/seed0_sparse_logreg/\(name).npy") }
    try self.init(data: load("data"), c: load("Cvals"), sparsity: load("sparsityByC"), beta: load("final_coef"))
  }

  /// Of the same kind, from a fixed seed.
  init() {
    let random = RandomState(seed: 0)
    var data = random.randn(200, 3000)
    data[100..., ...] += 5
    let c = linspace(1, 5, 17)
    self.init(
      data: data, c: c, sparsity: c.mapElements { 30 - 5 * $0 },
      beta: random.randn(3000).mapElements { abs($0) < 0.1 ? 0 : $0 / 20 })
  }
}

extension Lecture000 {
  var figures: [LectureFigure] {
    [
      LectureFigure("000-1", "the data as an image, and its distributions") { image },
      LectureFigure("000-2", "sparsity by the strength of the penalty") { sparsityByC },
      LectureFigure("000-3", "effect sizes and coefficients") { effects },
      LectureFigure("000-4", "the neurons with the most extreme coefficients") { extremes },
      LectureFigure("000-5", "these neurons against each other") { extremePair },
      LectureFigure("000-6", "variances and coefficients") { variances },
      LectureFigure("000-7", "correlations and coefficients") { correlationDensities },
    ]
  }

  var image: Figure {
    Figure(12, 3.5) {
      Plot("Image of activations") { Heatmap(data, range: -3...6) }
        .labels(x: "Neuron index", y: "Token index").colorbar(pad: 0.01)
      Plot("Distributions of category-specific activations") {
        for (k, category) in categories.enumerated() {
          Histogram(category, bins: 100, as: .line).anchor(.leading).lineWidth(3).label("Category \(k)")
        }
      }.labels(x: "Activation value", y: "Count").limits(y: (-100)...)
    }
  }

  var sparsityByC: Figure {
    Figure(8, 5) {
      Plot("Sparsity (proportion of zero-valued coefficients) as a function of C") {
        Line(c, sparsity, "ks-").fill([0.9, 0.7, 0.7]).size(10)
      }.labels(x: "C parameter", y: "Sparsity (% total params)")
    }
  }

  var effects: Figure {
    Figure(8, 6) {
      Plot("Large effect sizes in zeroed coefficients") {
        Points(beta[.!isZero], effect[.!isZero], "ko").fill([0.7, 0.9, 0.7]).size(8).opacity(0.6)
        Points(beta[isZero], effect[isZero], "ko").fill([0.9, 0.7, 0.7]).size(8).opacity(0.8)
      }.labels(x: "$\\beta$ coefficient", y: "Effect size (Cohen's d)").grid(.dashed, width: 0.4)
    }
  }

  var extremes: Figure {
    Figure(12, 4) {
      for neuron in [beta.argmin(), beta.argmax()] {
        Plot("Neuron \(neuron) with $\\beta$=\(beta[neuron], 2)") {
          for (k, color) in [[0.9, 0.7, 0.7], [0.7, 0.9, 0.7] as Color].enumerated() {
            Histogram(categories[k][..., neuron], bins: 20).fill(color).edge(.black, width: 0.1).label("Label \(k)")
          }
        }.labels(x: "Data value", y: "Count")
      }
    }
  }

  var extremePair: Figure {
    let pair = data[..., [beta.argmin(), beta.argmax()]]
    return Figure {
      Plot("r = \(corrcoef(pair.transposed)[0, 1], 2)") {
        Points(pair[..<100, 0], pair[..<100, 1], "ko").fill([0.7, 0.9, 0.9]).opacity(0.5).label("Category 0")
        Points(pair[100..., 0], pair[100..., 1], "ko").fill([0.9, 0.7, 0.9]).opacity(0.5).label("Category 1")
      }.labels(x: "Min-beta neuron", y: "Max-beta neuron")
    }
  }

  var variances: Figure {
    let variance = data.variance(axis: 0)
    return Figure(8, 5) {
      Plot("Variance in zeroed coefficients") {
        for (mask, color, name) in [
          (.!isZero, [0.7, 0.9, 0.9], "Non-zero"), (isZero, [0.9, 0.7, 0.7] as Color, "Zero"),
        ] {
          Points(beta[mask], variance[mask], "ko").fill(color).size(8).opacity(0.6).label("\(name) coefs")
        }
      }.labels(x: "$\\beta$ coefficient", y: "Data variance")
    }
  }

  var correlationDensities: Figure {
    Figure(10, 3) {
      Plot {
        for (r, sign) in zip(correlations, ["=", "\\neq"]) {
          Histogram(r, bins: 80, statistic: .density, as: .line).anchor(.leading).label("$\\beta \(sign) 0$")
        }
      }
    }
  }
}
