// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Probes
import Statistics
import Tensors
import Testing

/// Where the reference files of the sparse regression lecture are; nil if nowhere.
private let lectureReferenceFolder: String? = {
  let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let beside = repository.deletingLastPathComponent().appendingPathComponent("shared/reference").path
  let named = ProcessInfo.processInfo.environment["MARTLET_SHARED"].map { $0 + "/reference" }
  return [named, beside].compactMap { $0 }.map { $0 + "/seed0_sparse_logreg/" }
    .first { FileManager.default.fileExists(atPath: $0 + "data.npy") }
}()

/// The sparse regression lecture at full size, against reference files that are too large to keep here: a folder
/// `shared` named by MARTLET_SHARED or beside the repository.
@Suite(
  .enabled(
    if: lectureReferenceFolder != nil,
    "no reference files: set MARTLET_SHARED to the folder that holds reference/seed0_sparse_logreg"))
struct LectureReferenceTests {
  private func read(_ name: String) throws -> Tensor<Double> {
    try Tensor<Double>(npy: try #require(lectureReferenceFolder) + name + ".npy")
  }

  @Test func `the data are drawn from the seed, and their histograms agree`() throws {
    let labels = Tensor([0, 1]).repeated(100)
    var data = RandomState(seed: 20_250_800).randn(200, 3000)
    data += Tensor<Double>(labels)[..., newAxis] * 5
    #expect(data == (try read("data")))
    for label in 0...1 {
      let bins = histogram(data[labels .== label, ...], bins: 100)
      #expect(Tensor<Double>(bins.counts) == (try read("hist\(label)_counts")))
      #expect(bins.edges == (try read("hist\(label)_edges")))
    }
    let d = cohensD(data[labels .== 1, ...], data[labels .== 0, ...], scale: .averageDeviation)
    #expect(abs(d / (try read("cohens_d")) - 1).max() < 1e-13)
  }

  @Test func `SAGA's sweep and long run have scikit-learn's coefficients and zeros`() throws {
    let (data, labels) = (try read("data"), try read("labels"))
    let path = LogisticRegression(penalty: .l1, solver: .saga(seed: 0)).path(data, labels, C: linspace(1, 5, 17))
    let coefficients = try read("sweep_coef")
    #expect((path.coefficients .== 0) == (coefficients .== 0))
    #expect(abs(path.coefficients - coefficients).max() < 1e-13)
    #expect(Tensor<Double>(path.iterations) == (try read("sweep_n_iter")))
    #expect(path.sparsity * 100 == (try read("sparsityByC")))
    let final = LogisticRegression(penalty: .l1, C: 3, solver: .saga(seed: 0, epochs: 1000)).fit(data, labels)
    #expect((final.coefficients .== 0) == (try read("final_coef") .== 0))
    #expect(abs(final.coefficients - (try read("final_coef"))).max() < 1e-13)
    #expect(final.predict(data) == (try read("final_predict")))
  }

  @Test func `the exact path is certified and below everything the references reach`() throws {
    let (data, labels) = (try read("data"), try read("labels"))
    let path = LogisticRegression(penalty: .l1).path(data, labels, C: linspace(1, 5, 17))
    #expect(path.converged && path.dualityGap.max() < 1e-6)
    #expect((path.objective * 10 .< (try read("sweep_objective"))).all())
    let optimum = try read("optimum_coef")
    let fit = path.fits[8]
    #expect(fit.C == 3 && (fit.coefficients .!= 0) == (optimum .!= 0))
    // liblinear stops early: its objective is 2e-6 above.
    #expect(abs(fit.coefficients - optimum).max() < 2e-3)
  }

  private func readProbe<Scalar: TensorScalar>(_ name: String, as type: Scalar.Type) throws -> Tensor<Scalar> {
    let folder = try #require(lectureReferenceFolder).replacingOccurrences(
      of: "seed0_sparse_logreg", with: "seed1_sparse_probe")
    return try Tensor<Scalar>(npy: folder + name + ".npy")
  }

  @Test func `the sparse probe lecture in single precision has scikit-learn's bits`() throws {
    let data = try readProbe("alldata", as: Float.self)
    let labels = try readProbe("labels", as: Int.self)
    let train = try readProbe("train_index", as: Int.self)
    let test = try readProbe("test_index", as: Int.self)
    let (trainData, trainLabels) = (data[train, ...], labels[train, ...])
    let model = LogisticRegression(penalty: .l1, C: 10, solver: .saga(seed: 0, epochs: 1000))
    let fit = model.fit(trainData, trainLabels)
    #expect(fit.coefficients == Tensor<Double>(try readProbe("coef_C10", as: Float.self)))
    #expect(fit.intercepts == Tensor<Double>(try readProbe("intercept_C10", as: Float.self)))
    let predicted = fit.predict(data[test, ...])
    #expect(predicted == (try readProbe("y_pred", as: Int.self)))
    let report = classificationReport(labels[test, ...], predicted, names: ["the", "an"])
    let folder = try #require(lectureReferenceFolder).replacingOccurrences(
      of: "seed0_sparse_logreg", with: "seed1_sparse_probe")
    let expected = String(
      decoding: FileManager.default.contents(atPath: folder + "classification_report.txt") ?? Data(), as: UTF8.self)
    #expect(report.description.trimmingCharacters(in: .newlines) == expected.trimmingCharacters(in: .newlines))
    // The exact optimum has far fewer neurons; liblinear, which penalises the intercept, nearly the same ones.
    let exact = LogisticRegression(penalty: .l1, C: 10).fit(trainData, trainLabels)
    #expect(exact.converged && exact.certificate.dualityGap < 1e-6)
    #expect(exact.objective < fit.objective && exact.nonZeroCount <= fit.nonZeroCount)
  }

  @Test func `the path of the sparse probe lecture has scikit-learn's bits and epochs`() throws {
    let data = try readProbe("alldata", as: Float.self)
    let labels = try readProbe("labels", as: Int.self)
    let train = try readProbe("train_index", as: Int.self)
    let epochs = try readProbe("sweep_n_iter", as: Int32.self).mapElements { Int($0) }
    let path = LogisticRegression(penalty: .l1, solver: .saga(seed: 0, epochs: epochs.max())).path(
      data[train, ...], labels[train, ...], C: linspace(1, 100, 17))
    #expect(path.iterations == epochs)
    #expect(path.coefficients == Tensor<Double>(try readProbe("sweep_coef", as: Float.self)))
  }
}
