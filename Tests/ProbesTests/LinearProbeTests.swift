// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Probes
import Statistics
import Tensors
import Testing

@Suite struct LinearProbeTests {
  private func expect(
    _ fit: some FittedLinearClassifier, like name: String, within tolerance: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let coefficients = ProbeReference.numbers(name + " coefficients")
    let intercepts = ProbeReference.numbers(name + " intercepts")
    #expect(abs(fit.coefficients.flattened() - coefficients).max() < tolerance, sourceLocation: sourceLocation)
    #expect(abs(fit.intercepts - intercepts).max() < tolerance, sourceLocation: sourceLocation)
  }

  @Test func `the coefficients are scikit-learn's`() {
    let (data, labels) = classProblem(seed: 31, rows: 90, columns: 6, classes: 3)
    let (binary, two) = classProblem(seed: 32, rows: 60, columns: 8, classes: 2)
    expect(LogisticRegression(C: 0.5).fit(data, labels), like: "softmax", within: 1e-7)
    let weights = Tensor((0..<90).map { Double($0 % 5) + 0.5 })
    let weighted = LogisticRegression(C: 0.5, classWeights: .balanced).fit(data, labels, sampleWeights: weights)
    expect(weighted, like: "weighted softmax", within: 1e-7)
    // SAGA creeps: its last step was 1e-13, what was left is more.
    let net = LogisticRegression(penalty: .elasticNet(l1Ratio: 0.5), C: 0.5)
    expect(net.fit(data, labels), like: "softmax net", within: 1e-6)
    expect(net.fit(binary, two), like: "net", within: 1e-6)
    expect(LinearDiscriminant().fit(data, labels), like: "lda", within: 1e-10)
    expect(LinearDiscriminant().fit(binary, two), like: "lda two", within: 1e-10)
    expect(RidgeClassifier(alpha: 2).fit(data, labels), like: "ridge", within: 1e-10)
    // liblinear stops at a violation of 1e-12 and 1e-10.
    expect(LinearSVM(C: 0.5).fit(binary, two), like: "svm", within: 1e-7)
    expect(LinearSVM(C: 0.5, loss: .hinge).fit(binary, two), like: "hinge", within: 1e-3)
  }

  @Test(arguments: [2, 4]) func `renaming classes only renames predictions`(classes: Int) {
    let (data, labels) = classProblem(seed: 7, rows: 80, columns: 5, classes: classes)
    let renamed = labels.mapElements { Double($0) * 2.5 - 1 }
    let models: [any Classifier] = [
      LogisticRegression(), LogisticRegression(penalty: .l1), DifferenceOfMeans(), LinearDiscriminant(),
      RidgeClassifier(), LinearSVM(),
    ]
    for model in models {
      let plain = model.fitClassifier(data, labels).predict(data)
      let other = model.fitClassifier(data, renamed).predict(data)
      #expect(other == plain.mapElements { Double($0) * 2.5 - 1 }, "\(model.name)")
    }
  }

  @Test func `the order of rows does not matter, and scaled features have scaled coefficients`() {
    let (data, labels) = classProblem(seed: 8, rows: 60, columns: 5, classes: 2)
    let order = RandomState(seed: 1).permutation(60)
    for model in [LogisticRegression(), LogisticRegression(penalty: .l1), LogisticRegression(penalty: .none)] {
      let fit = model.fit(data, labels)
      let shuffled = model.fit(data[order, ...], labels[order, ...])
      #expect(abs(fit.coefficients - shuffled.coefficients).max() < 1e-6)
    }
    let plain = LogisticRegression(penalty: .none).fit(data, labels)
    let scaled = LogisticRegression(penalty: .none).fit(data * 8, labels)
    #expect(abs(plain.coefficients - scaled.coefficients * 8).max() < 1e-6)
    // Data times a and C by a² is the same L2 problem with w / a.
    let ridge = LogisticRegression(C: 2).fit(data, labels)
    let other = LogisticRegression(C: 2.0 / 64).fit(data * 8, labels)
    #expect(abs(ridge.coefficients - other.coefficients * 8).max() < 1e-6)
  }

  @Test func `separable classes without a penalty are said to be so`() {
    let (data, labels) = classProblem(seed: 9, rows: 40, columns: 3, classes: 2)
    let apart = data + Tensor<Double>(labels)[..., newAxis] * 20
    let fit = LogisticRegression(penalty: .none).fit(apart, labels)
    #expect(!fit.converged && fit.warning?.contains("can be separated") == true)
    #expect(fit.description.contains("NOT CONVERGED") && fit.certificate.dualityGap.isNaN)
    #expect(LogisticRegression(penalty: .none).fit(data, labels).warning == nil)
  }

  @Test func `a probe's direction is a unit vector along its coefficients`() {
    let (data, labels) = classProblem(seed: 7, rows: 80, columns: 5, classes: 3)
    let fit = DifferenceOfMeans().fit(data, labels)
    #expect(fit.direction.shape == [3, 5])
    #expect(abs(fit.direction.norm(axis: 1) - 1).max() < 1e-12)
  }
}
