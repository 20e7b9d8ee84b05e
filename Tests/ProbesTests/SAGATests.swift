// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Probes
import Tensors
import Testing

@Suite struct SAGATests {
  private func expect(
    _ fit: FittedLogisticRegression<Int>, like name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let expected = ScikitLearnReference[name]
    let coefficients = Tensor(expected.coefficients)
    #expect(fit.iterations == expected.iterations, sourceLocation: sourceLocation)
    #expect((fit.coefficients .== 0) == (coefficients .== 0), sourceLocation: sourceLocation)
    // The same steps with dot products added in another order.
    #expect(abs(fit.coefficients - coefficients).max() < 1e-13, sourceLocation: sourceLocation)
    #expect(Swift.abs(fit.intercept - expected.intercept) < 1e-13, sourceLocation: sourceLocation)
  }

  @Test func `coefficients, zeros and epochs are scikit-learn's`() {
    let (data, labels) = shiftedProblem(seed: 11, rows: 40, columns: 30, shift: 1)
    func fit(C: Double, seed: Int, epochs: Int, intercept: Bool = true) -> FittedLogisticRegression<Int> {
      LogisticRegression(penalty: .l1, C: C, solver: .saga(seed: seed, epochs: epochs), intercept: intercept)
        .fit(data, labels)
    }
    let short = fit(C: 2, seed: 0, epochs: 100)
    expect(short, like: "saga wide")
    #expect(!short.converged && short.warning != nil)
    let long = fit(C: 0.1, seed: 7, epochs: 3000)
    expect(long, like: "saga long")
    #expect(long.converged && long.warning == nil)
    expect(fit(C: 1, seed: 3, epochs: 50, intercept: false), like: "saga no intercept")
  }

  @Test func `one feature works too`() {
    let (data, labels) = shiftedProblem(seed: 12, rows: 25, columns: 1, shift: 2)
    expect(
      LogisticRegression(penalty: .l1, C: 5, solver: .saga(seed: 1, epochs: 30)).fit(data, labels),
      like: "saga one feature")
  }

  @Test func `fits along a path do not depend on each other`() {
    let (data, labels) = shiftedProblem(seed: 11, rows: 40, columns: 30, shift: 1)
    let path = LogisticRegression(penalty: .l1, solver: .saga(seed: 0)).path(data, labels, C: [5, 2, 0.5])
    expect(path.fits[1], like: "saga wide")
  }
}
