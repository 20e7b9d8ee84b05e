// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Tensors
import Testing

/// What NumPy answered, as written by `Fixtures/generate.py`; NaN and infinity in Python's JSON spelling.
enum NumPyReference {
  private static let entries: [String: [Double]] = {
    let path = Bundle.module.resourceURL!.appendingPathComponent("Fixtures/numpy.json").path
    let text = String(decoding: FileManager.default.contents(atPath: path)!, as: UTF8.self)
      .replacingOccurrences(of: "NaN", with: "\"NaN\"").replacingOccurrences(of: "Infinity", with: "\"Infinity\"")
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return try! decoder.decode([String: [Double]].self, from: Data(text.utf8))
  }()

  static subscript(name: String) -> Tensor<Double> {
    guard let values = entries[name] else { fatalError("numpy.json has no entry \(name)") }
    return Tensor(values)
  }

  /// The sample that the generator uses throughout.
  static let normal = RandomState(seed: 1).randn(1000)
}

/// Requires elements within `tolerance` relative to the larger magnitude; 0 means equal.
func expectClose(
  _ actual: Tensor<Double>, _ expected: Tensor<Double>, tolerance: Double = 0, _ comment: Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(actual.count == expected.count, comment, sourceLocation: sourceLocation)
  for (index, (a, b)) in zip(actual, expected).enumerated() {
    let close = a == b || (a.isNaN && b.isNaN) || Swift.abs(a - b) <= tolerance * Swift.max(Swift.abs(a), Swift.abs(b))
    #expect(close, "element \(index): \(a) instead of \(b)", sourceLocation: sourceLocation)
  }
}
