// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Tensors
import Testing

/// What NumPy answered, as written by `Fixtures/generate.py`, `generate_operations.py` and `generate_features.py`.
enum NumPyReference {
  private struct Entry: Decodable {
    var shape: [Int]
    var values: [Double]
  }

  static let folder = Bundle.module.resourceURL!.appendingPathComponent("Fixtures").path

  private static let entries: [String: Entry] = {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return ["numpy", "operations", "features"].reduce(into: [:]) { all, name in
      let data = FileManager.default.contents(atPath: folder + "/\(name).json")!
      all.merge(try! decoder.decode([String: Entry].self, from: data)) { $1 }
    }
  }()

  static subscript(name: String) -> Tensor<Double> {
    guard let entry = entries[name] else { fatalError("no entry \(name) in the fixtures") }
    return Tensor(entry.values, shape: entry.shape)
  }
}

/// Requires equal shapes and elements within `tolerance`, relative to the larger magnitude; 0 means the same bits.
func expectClose(
  _ actual: Tensor<Double>, _ expected: Tensor<Double>, tolerance: Double = 0, _ comment: Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(actual.shape == expected.shape, comment, sourceLocation: sourceLocation)
  guard actual.shape == expected.shape else { return }
  for (index, (a, b)) in zip(actual, expected).enumerated() {
    let close = a == b || (a.isNaN && b.isNaN) || Swift.abs(a - b) <= tolerance * Swift.max(Swift.abs(a), Swift.abs(b))
    #expect(close, "element \(index): \(a) instead of \(b)", sourceLocation: sourceLocation)
  }
}
