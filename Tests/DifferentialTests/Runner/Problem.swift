// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// How a problem is answered.
typealias Task = @Sendable (Problem) throws -> Answer

/// A question with its arrays, numbers and texts.
struct Problem: Decodable {
  struct Array: Decodable {
    var shape: [Int]
    var values: [Double]
  }

  var task: String
  var arrays: [String: Array]
  var numbers: [String: Double]
  var texts: [String: String]

  /// A matrix or vector; NaN travels as a number that no test uses.
  func tensor(_ name: String) throws -> Tensor<Double> {
    guard let array = arrays[name] else { throw ProblemError("the problem has no array \(name)") }
    return Tensor(array.values.map { $0 == Self.missing ? .nan : $0 }, shape: array.shape)
  }

  func integers(_ name: String) throws -> Tensor<Int> { Tensor<Int>(try tensor(name)) }

  func number(_ name: String) throws -> Double {
    guard let number = numbers[name] else { throw ProblemError("the problem has no number \(name)") }
    return number
  }

  func integer(_ name: String) throws -> Int { Int(try number(name)) }
  func has(_ name: String) -> Bool { arrays[name] != nil || numbers[name] != nil || texts[name] != nil }

  func text(_ name: String) throws -> String {
    guard let text = texts[name] else { throw ProblemError("the problem has no text \(name)") }
    return text
  }

  /// Stands for NaN in both directions, as JSON has none.
  static let missing = -8.98846567431158e307
}

struct ProblemError: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

/// Arrays, numbers and texts by name.
struct Answer {
  struct Value: Encodable {
    var shape: [Int]?
    var values: [Double]?
    var text: String?
  }

  private(set) var values: [String: Value] = [:]

  subscript(name: String) -> Tensor<Double>? {
    get { nil }
    set {
      guard let newValue else { return }
      let finite = newValue.map { value -> Double in
        value.isNaN ? Problem.missing : min(max(value, -Double.greatestFiniteMagnitude), .greatestFiniteMagnitude)
      }
      values[name] = Value(shape: newValue.shape, values: finite)
    }
  }

  mutating func add(_ name: String, _ number: Double) { self[name] = Tensor(scalar: number) }
  mutating func add(_ name: String, _ integers: Tensor<Int>) { self[name] = Tensor<Double>(integers) }
  mutating func add(_ name: String, _ flags: Tensor<Bool>) { self[name] = Tensor<Double>(flags) }
  mutating func add(_ name: String, text: String) { values[name] = Value(text: text) }
}
