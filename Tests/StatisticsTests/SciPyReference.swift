// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Tensors
import Testing

/// What SciPy, statsmodels and mpmath answered, as written by `Fixtures/generate_tests.py`.
enum SciPyReference {
  private static let entries: [String: [Double]] = {
    let path = Bundle.module.resourceURL!.appendingPathComponent("Fixtures/tests.json").path
    var text = String(decoding: FileManager.default.contents(atPath: path)!, as: UTF8.self)
    for name in ["NaN", "-Infinity", "Infinity"] {
      for (before, after) in [("[", "]"), ("[", ","), (" ", ","), (" ", "]")] {
        text = text.replacingOccurrences(of: before + name + after, with: "\(before)\"\(name)\"\(after)")
      }
    }
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return try! decoder.decode([String: [Double]].self, from: Data(text.utf8))
  }()

  static subscript(name: String) -> Tensor<Double> {
    guard let values = entries[name] else { fatalError("tests.json has no entry \(name)") }
    return Tensor(values)
  }

  /// Rows of so many numbers.
  static func rows(_ name: String, _ width: Int) -> [[Double]] {
    let values = Array(self[name])
    return stride(from: 0, to: values.count, by: width).map { Array(values[$0..<$0 + width]) }
  }

  /// The samples that the generator uses throughout.
  static let sample = RandomState(seed: 2).randn(4000)

  static let a: Tensor<Double> = {
    var a = sample[..<600].reshaped(40, 15) + 0.4
    a[..., 1] += 1e4
    a[..., 2] += 200
    return a
  }()

  static let b: Tensor<Double> = {
    var b = sample[600..<1500].reshaped(60, 15) * 3
    b[..., 1] += 1e4
    b[..., 3] -= 1000
    return b
  }()
}
