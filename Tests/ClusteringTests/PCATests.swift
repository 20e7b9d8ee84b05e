// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Clustering
import Tensors
import Testing

@Suite struct PCATests {
  private func compare(_ data: Tensor<Double>, _ parameters: PCA, _ name: String, tolerance: Double = 1e-10) throws {
    let expected = try #require(ScikitLearnReference.answers.pca[name])
    let fit = parameters.fit(data)
    expectClose(fit.components, Tensor(expected.components), tolerance)
    expectClose(fit.explainedVariance, Tensor(expected.variance), tolerance)
    expectClose(fit.explainedVarianceRatio, Tensor(expected.ratio), tolerance)
    expectClose(fit.singularValues, Tensor(expected.singular), tolerance)
    #expect(abs(fit.noiseVariance - expected.noise) <= tolerance * max(expected.noise, 1))
    let scores = fit.transform(data)
    expectClose(scores[..<5, ...], Tensor(expected.scores), tolerance)
    expectClose(fit.inverseTransform(scores)[..<5, ...], Tensor(expected.restored), tolerance)
  }

  @Test func `components, variances and coordinates are scikit-learn's`() throws {
    try compare(wide, PCA(components: 3, solver: .full), "full")
    try compare(plane, PCA(solver: .covariance), "covariance")
    try compare(low, PCA(components: 5), "wide")
  }

  @Test func `whitened coordinates are scikit-learn's`() throws {
    try compare(wide, PCA(components: 4, whiten: true), "whiten")
  }

  @Test func `a share of the variance chooses the number of components`() throws {
    try compare(wide, PCA(components: 0.9), "share")
  }

  @Test func `randomised components are scikit-learn's for the same seed`() throws {
    // Both iterate on the same subspace, but along different bases: rounding differs by more than in a direct solver.
    try compare(low, PCA(components: 3, solver: .randomized(seed: 7)), "randomized", tolerance: 1e-8)
  }

  @Test func `the solvers agree`() {
    let full = PCA(solver: .full).fit(wide)
    let covariance = PCA(solver: .covariance).fit(wide)
    expectClose(covariance.components, full.components, 1e-9)
    expectClose(covariance.explainedVariance, full.explainedVariance, 1e-12)
  }

  @Test func `all components restore the data, and whitened ones have unit variance`() {
    let fit = PCA().fit(wide)
    expectClose(fit.inverseTransform(fit.transform(wide)), wide, 1e-13)
    let whitened = PCA(components: 5, whiten: true).fit(wide).transform(wide)
    expectClose(whitened.variance(axis: 0, ddof: 1), ones(5), 1e-12)
  }

  @Test func `a far mean costs no digits`() {
    // 1e6 times the spread leaves ten of sixteen digits.
    let near = PCA(solver: .covariance).fit(plane)
    let far = PCA(solver: .covariance).fit(plane + 1e6)
    expectClose(far.explainedVariance, near.explainedVariance, 1e-9)
  }

  @Test func `data that do not vary are fitted with a warning`() {
    let fit = PCA(components: 1).fit(ones(5, 3))
    #expect(fit.explainedVariance[0] == 0 && fit.explainedVarianceRatio[0].isNaN)
    #expect(fit.warning?.contains("do not vary") == true && fit.description.contains("Warning"))
  }

  @Test func `too many components and data that are not finite are refused`() async {
    let many = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = PCA(components: 4).fit(zeros(10, 3))
    }
    expect(many, toSay: "4 components cannot be computed from data of shape 10 × 3; choose 1 to 3")
    let bad = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var data = zeros(10, 3)
      data[4, 2] = .nan
      _ = PCA().fit(data)
    }
    expect(bad, toSay: "PCA.fit: the data hold nan in row 4, column 2")
  }
}
