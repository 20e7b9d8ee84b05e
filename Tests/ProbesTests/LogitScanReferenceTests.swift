// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Probes
import Statistics
import Tensors
import Testing

/// Where the reference files of the "can" and "can't" lecture are; nil if nowhere.
private let canReferenceFolder: String? = {
  let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let beside = repository.deletingLastPathComponent().appendingPathComponent("shared/reference").path
  let named = ProcessInfo.processInfo.environment["MARTLET_SHARED"].map { $0 + "/reference" }
  return [named, beside].compactMap { $0 }.map { $0 + "/seed3_can_cant/" }
    .first { FileManager.default.fileExists(atPath: $0 + "layer3_can.npy") }
}()

/// The per-neuron scan of the "can" and "can't" lecture at full size: 4096 neurons of one layer, 1000 rows, with the
/// splits of the reference.
@Suite(
  .enabled(
    if: canReferenceFolder != nil,
    "no reference files: set MARTLET_SHARED to the folder that holds reference/seed3_can_cant"))
struct LogitScanReferenceTests {
  private func read(_ name: String) throws -> Tensor<Double> {
    try Tensor<Double>(npy: try #require(canReferenceFolder) + name + ".npy")
  }

  private func scan() throws -> FittedLogitScan {
    let folder = try #require(canReferenceFolder)
    let x = concatenate(
      try Tensor<Float>(npy: folder + "layer3_can.npy"), try Tensor<Float>(npy: folder + "layer3_cant.npy"))
    return LogitScan(l1: 0.1, seed: 0).fit(
      x, Tensor((0..<1000).map { $0 / 500 }), train: try Tensor<Int>(npy: folder + "layer3_train_index.npy"),
      test: try Tensor<Int>(npy: folder + "layer3_test_index.npy"))
  }

  @Test func `all 4096 fits are at the exact optimum`() throws {
    let (scan, exact) = (try scan(), try read("layer3_exact_params"))
    #expect(scan.kktResiduals.max() <= 1e-9)
    // The reference's own accuracy is 1e-8.
    #expect(abs(scan.intercepts - exact[..., 0]).max() < 1e-7)
    #expect(abs(scan.coefficients - exact[..., 1]).max() < 1e-7)
    #expect((scan.coefficients .== 0) == (exact[..., 1] .== 0))
    let (p, expected) = (scan.pValues(), try read("layer3_exact_pvalue"))
    #expect(p.isNaN == expected.isNaN && p.isNaN.sum() == 61)
    let present = .!p.isNaN
    #expect(abs(p[present] / expected[present] - 1).max() < 1e-6)
    #expect(scan.significant(.bonferroni(0.05)).count == 191)
  }

  @Test func `where statsmodels differs it is statsmodels that lies above the optimum`() throws {
    let scan = try scan()
    let (statsmodels, results) = (try read("layer3_params"), try read("layer3_results"))
    // Release 0.14.6 stops within 1e-9 of the least objective; that is up to 2e-3 of a coefficient.
    #expect(abs(scan.coefficients - statsmodels[..., 1]).max() < 1e-4)
    #expect(scan.pValues().isNaN == results[..., 0].isNaN)
    // Two numbers for each accuracy: rows on the boundary fall to either side.
    let differences = abs(scan.accuracy(.train) * 100 - results[..., 2])
    #expect(differences.max() <= 0.5 && (differences .> 1e-9).sum() < 100)
    // Release 0.15.0 zeroes hundreds of neurons that have an effect.
    let wrong = try read("layer3_scipy1.17.1_statsmodels0.15.0")
    let missing = wrong[..., 0].isNaN .& .!scan.pValues().isNaN
    #expect(missing.sum() > 100)
  }
}
