// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Tensors

/// What scikit-learn answered, as written by `Fixtures/generate.py`.
struct ScikitLearnReference: Decodable {
  var coefficients: [Double]
  var intercept: Double
  var iterations: Int

  private static let entries: [String: ScikitLearnReference] = {
    let path = Bundle.module.resourceURL!.appendingPathComponent("Fixtures/sklearn.json").path
    return try! JSONDecoder().decode([String: Self].self, from: FileManager.default.contents(atPath: path)!)
  }()

  static subscript(name: String) -> ScikitLearnReference {
    guard let entry = entries[name] else { fatalError("sklearn.json has no entry \(name)") }
    return entry
  }
}

/// The generator's synthetic data: alternating labels, the first half of the features shifted for label 1.
func shiftedProblem(seed: Int, rows: Int, columns: Int, shift: Double) -> (data: Tensor<Double>, labels: Tensor<Int>) {
  let labels = Tensor((0..<rows).map { $0 % 2 })
  var data = RandomState(seed: seed).randn(rows, columns)
  data[..., ..<(columns / 2)] += shift * Tensor<Double>(labels)[..., newAxis]
  return (data, labels)
}
