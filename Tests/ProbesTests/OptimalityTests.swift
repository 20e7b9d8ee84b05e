// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Probes
import Tensors
import Testing

/// The optimality conditions, checked from the data alone on problems of every kind.
@Suite struct OptimalityTests {
  /// A problem and its difficulty.
  struct Problem: CustomTestStringConvertible, Sendable {
    var name: String
    var data: Tensor<Double>
    var labels: Tensor<Int>
    var testDescription: String { name }
  }

  static let problems: [Problem] = (0..<6).flatMap { seed -> [Problem] in
    let rng = RandomState(seed: 100 + seed)
    let labels = Tensor((0..<40).map { $0 % 2 })
    let column = Tensor<Double>(labels)[..., newAxis]
    let noise = rng.randn(40, 12)
    var collinear = noise
    collinear[..., 6...] = noise[..., ..<6]
    var constant = noise + column
    constant[..., 3] = Tensor(repeating: 7, shape: [40])
    var repeated = noise
    repeated[20..., ...] = noise[..<20, ...]
    let scales = exp(Tensor<Double>(arange(12)) - 6)
    return [
      Problem(name: "noise \(seed)", data: noise, labels: labels),
      Problem(name: "separable \(seed)", data: noise + column * 8, labels: labels),
      Problem(name: "collinear \(seed)", data: collinear + column, labels: labels),
      Problem(name: "scales from e^-6 to e^5 \(seed)", data: (noise + column) * scales, labels: labels),
      Problem(name: "constant column \(seed)", data: constant, labels: labels),
      Problem(name: "contradicting rows \(seed)", data: repeated, labels: Tensor((0..<40).map { $0 < 20 ? 0 : 1 })),
      Problem(name: "far from zero \(seed)", data: noise + 100, labels: labels),
      Problem(name: "wide \(seed)", data: rng.randn(15, 400), labels: labels[..<15].contiguous()),
      Problem(name: "two rows \(seed)", data: rng.randn(2, 3), labels: [0, 1]),
      Problem(name: "one feature \(seed)", data: noise[..., 0..<1] + column, labels: labels),
    ]
  }

  @Test(arguments: problems) func `each fit satisfies the conditions its certificate claims`(problem: Problem) {
    for C in [0.01, 0.3, 1, 30] {
      let fit = LogisticRegression(penalty: .l1, C: C).fit(problem.data, problem.labels)
      #expect(fit.converged, "C = \(C): \(fit)")
      let targets = Tensor<Double>(problem.labels)
      let residual = (targets - fit.probabilities(problem.data)) * C
      let gradient = problem.data.transposed.matmul(residual)
      // The solver stops at 1e-8; recomputing the margins in another order adds rounding at the scale of the data.
      let slack = 1e-7 * Swift.max(1, C * abs(problem.data).max())
      for (weight, g) in zip(fit.coefficients, gradient) {
        #expect(weight == 0 ? Swift.abs(g) <= 1 + slack : Swift.abs(g - (weight > 0 ? 1 : -1)) <= slack)
      }
      #expect(Swift.abs(residual.sum()) <= slack)
      // Weak duality holds for any point; at an optimum the gap closes up to the tolerance.
      let scale = C * log(2) * Double(problem.labels.count)
      #expect(fit.certificate.dualityGap >= -1e-12 * scale)
      #expect(fit.certificate.dualityGap <= 1e-6 * scale, "C = \(C): \(fit)")
    }
  }

  @Test func `no other coefficients are better than the gap allows`() {
    let (data, labels) = shiftedProblem(seed: 8, rows: 30, columns: 50, shift: 1)
    let optimum = LogisticRegression(penalty: .l1, C: 2).fit(data, labels)
    let rough = LogisticRegression(penalty: .l1, C: 2, solver: .saga(seed: 1, epochs: 5)).fit(data, labels)
    #expect(rough.objective > optimum.objective)
    #expect(rough.objective - rough.certificate.dualityGap <= optimum.objective)
  }

  @Test func `the order of rows and features does not matter`() {
    let (data, labels) = shiftedProblem(seed: 9, rows: 30, columns: 20, shift: 1)
    let rng = RandomState(seed: 1)
    let (rows, columns) = (rng.permutation(30), rng.permutation(20))
    let fit = LogisticRegression(penalty: .l1, C: 1).fit(data, labels)
    let shuffled = LogisticRegression(penalty: .l1, C: 1).fit(data[rows, ...][..., columns], labels[rows, ...])
    #expect(abs(shuffled.coefficients - fit.coefficients[columns, ...]).max() < 1e-7)
  }
}
