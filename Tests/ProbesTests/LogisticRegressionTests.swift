// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Probes
import Tensors
import Testing

@Suite struct LogisticRegressionTests {
  @Test(arguments: [("tall", 120, 8), ("wide", 30, 60), ("square", 50, 50)])
  func `the optimum is the one scikit-learn creeps up to`(name: String, rows: Int, columns: Int) {
    let (data, labels) = shiftedProblem(seed: 21, rows: rows, columns: columns, shift: 0.8)
    for C in [0.05, 0.5, 2] {
      let expected = ScikitLearnReference["optimum \(name) \(C)"]
      let fit = LogisticRegression(penalty: .l1, C: C).fit(data, labels)
      #expect(fit.converged && fit.warning == nil)
      // The reference stopped where its steps fell below 1e-14 of the largest weight; a step is far smaller than the
      // distance that is left, hence 1e-6.
      #expect(abs(fit.coefficients - Tensor(expected.coefficients)).max() < 1e-6, "C = \(C)")
      // SAGA's test ignores the intercept: with all coefficients at zero it stops before that has settled.
      if fit.sparsity < 1 { #expect(Swift.abs(fit.intercept - expected.intercept) < 1e-6) }
      #expect((fit.coefficients .!= 0) == (Tensor(expected.coefficients) .!= 0))
    }
  }

  @Test(arguments: [("tall", 120, 8), ("wide", 30, 60)])
  func `the L2 optimum is scikit-learn's`(name: String, rows: Int, columns: Int) {
    let (data, labels) = shiftedProblem(seed: 21, rows: rows, columns: columns, shift: 0.8)
    for C in [0.05, 1, 100] {
      let expected = ScikitLearnReference["l2 \(name) \(C)"]
      let fit = LogisticRegression(C: C).fit(data, labels)
      #expect(fit.converged)
      // Both stop where the gradient vanishes to 1e-8 or better, and the penalty's curvature is 1.
      #expect(abs(fit.coefficients - Tensor(expected.coefficients)).max() < 1e-7)
      #expect(Swift.abs(fit.intercept - expected.intercept) < 1e-7)
      #expect(fit.certificate.dualityGap < 1e-7 * C * Double(rows) && fit.certificate.dualityGap > -1e-10)
    }
  }

  @Test func `a path equals its fits one by one, in any order`() {
    let (data, labels) = shiftedProblem(seed: 5, rows: 60, columns: 200, shift: 1)
    let path = LogisticRegression(penalty: .l1).path(data, labels, C: [2, 0.3, 1])
    #expect(path.C == [2, 0.3, 1] && path.converged && path.coefficients.shape == [3, 200])
    for (index, C) in [2, 0.3, 1].enumerated() {
      let single = LogisticRegression(penalty: .l1, C: C).fit(data, labels)
      // Both are within a KKT residual of 1e-8 of the same optimum.
      #expect(abs(single.coefficients - path.fits[index].coefficients).max() < 1e-6)
      #expect(Swift.abs(single.objective - path.objective[index]) < 1e-8)
    }
    #expect(path.sparsity[1] > path.sparsity[0])
  }

  @Test func `labels of any type name the same classes`() {
    let (data, labels) = shiftedProblem(seed: 3, rows: 40, columns: 5, shift: 2)
    let model = LogisticRegression(penalty: .l1, C: 1)
    let byInt = model.fit(data, labels)
    let byBool = model.fit(data, labels .== 1)
    #expect(byBool.coefficients == byInt.coefficients && byBool.classes == [false, true])
    #expect(byBool.predict(data) == (byInt.predict(data) .== 1))
    let renamed = model.fit(data, labels.map { $0 == 1 ? 9 : -2 })
    #expect(Set(renamed.predict(data)) == [-2, 9])
    #expect(byInt.accuracy(data, labels) > 0.8)
    #expect(model.fit(data, 1 - labels).intercept + byInt.intercept < 1e-6)
    let probabilities = byInt.probabilities(data)
    #expect((probabilities .> 0.5) == byBool.predict(data))
  }

  @Test func `so strong a penalty that all are zero leaves the log odds as intercept`() {
    let (data, _) = shiftedProblem(seed: 3, rows: 40, columns: 5, shift: 0)
    let labels = Tensor((0..<40).map { $0 < 10 ? 1 : 0 })
    let fit = LogisticRegression(penalty: .l1, C: 1e-6).fit(data, labels)
    #expect(fit.sparsity == 1)
    #expect(Swift.abs(fit.intercept - log(1.0 / 3)) < 1e-12)
    let bare = LogisticRegression(penalty: .l1, C: 1e-6, intercept: false).fit(data, labels)
    #expect(bare.intercept == 0 && bare.sparsity == 1)
  }

  @Test func `a fit that ran out of steps says so`() {
    let (data, labels) = shiftedProblem(seed: 5, rows: 60, columns: 200, shift: 1)
    let fit = LogisticRegression(penalty: .l1, C: 2, maxIterations: 1).fit(data, labels)
    #expect(!fit.converged && fit.certificate.dualityGap > 1e-3)
    #expect(fit.description.contains("Warning: Not converged after 1 Newton steps"))
    let path = LogisticRegression(penalty: .l1, solver: .saga(seed: 0, epochs: 2)).path(data, labels, C: [1, 2])
    #expect(path.description.contains("2 of 2 fits did not converge"))
  }
}
