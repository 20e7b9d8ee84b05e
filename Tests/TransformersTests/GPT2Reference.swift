// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Tensors
import Testing
import Transformers

/// A tiny checkpoint, and what Hugging Face's implementation computes with it (Fixtures/generate_gpt2.py).
struct GPT2Reference: Sendable, CustomTestStringConvertible {
  let name: String

  static let all = ["gpt2-tied", "gpt2-untied", "gpt2-scaled"].map(GPT2Reference.init)
  static let tied = all[0]

  struct Answers: Decodable {
    var sequences: [[Int]]
    var greedy: [Int]
    var losses: [[Double]]
  }

  var folder: String { Bundle.module.resourceURL!.appendingPathComponent("Fixtures/\(name)").path }
  var testDescription: String { name }

  func model() throws -> Transformer { try Transformer.load(directory: folder) }

  func answers() throws -> Answers {
    try JSONDecoder().decode(Answers.self, from: Data(contentsOf: URL(fileURLWithPath: folder + "/answers.json")))
  }

  /// The activations of one sequence at a hook point.
  func activation(_ point: String, sequence: Int) throws -> Tensor<Float> {
    try Safetensors(folder + "/activations.safetensors").tensor("\(sequence)/\(point)")
  }

  /// All hook points of the model.
  func points() throws -> [HookPoint] {
    let names = try Safetensors(folder + "/activations.safetensors").names.filter { $0.hasPrefix("0/") }
    return names.map { HookPoint(String($0.dropFirst(2)))! }
  }
}

/// Requires equal shapes and elements within `tolerance` of the largest magnitude: the reference is in double precision,
/// and 32-bit sums of a few dozen products, through up to three layers, stay within some 20 units in the last place of
/// the largest.
func expectClose(
  _ actual: Tensor<Float>, _ expected: Tensor<Float>, tolerance: Float = 3e-6, _ comment: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard actual.shape == expected.shape else {
    Issue.record("\(comment): shape \(actual.shape), expected \(expected.shape)", sourceLocation: sourceLocation)
    return
  }
  let scale = expected.reduce(Float(1e-3)) { $1.isFinite ? max($0, abs($1)) : $0 }
  for (index, (a, b)) in zip(actual, expected).enumerated() {
    guard a == b || abs(a - b) <= tolerance * scale else {
      Issue.record(
        "\(comment): element \(index) is \(a), expected \(b) (scale \(scale))", sourceLocation: sourceLocation)
      return
    }
  }
}
