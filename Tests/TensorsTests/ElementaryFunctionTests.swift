// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Tensors
import Testing

/// Elementary functions against 80-bit results rounded once (`Fixtures/generate_functions.py`).
@Suite struct ElementaryFunctionTests {
  struct Entry: Decodable {
    var inputs: [[Double]]
    var values: [Double]
  }

  static let entries: [String: Entry] = {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let data = FileManager.default.contents(atPath: NumPyReference.folder + "/functions.json")!
    return try! decoder.decode([String: Entry].self, from: data)
  }()

  static let doubles: [(String, @Sendable (Tensor<Double>) -> Tensor<Double>)] = [
    ("exp", { exp($0) }), ("expm1", { expm1($0) }), ("log", { log($0) }), ("log2", { log2($0) }),
    ("log10", { log10($0) }), ("log1p", { log1p($0) }), ("sin", { sin($0) }), ("cos", { cos($0) }),
    ("tanh", { tanh($0) }), ("tan", { tan($0) }), ("arcsin", { asin($0) }), ("arccos", { acos($0) }),
    ("arctan", { atan($0) }), ("sinh", { sinh($0) }), ("cosh", { cosh($0) }),
  ]

  static let floats: [(String, @Sendable (Tensor<Float>) -> Tensor<Float>)] = [
    ("exp", { exp($0) }), ("expm1", { expm1($0) }), ("log", { log($0) }), ("log2", { log2($0) }),
    ("log10", { log10($0) }), ("log1p", { log1p($0) }), ("sin", { sin($0) }), ("cos", { cos($0) }),
    ("tanh", { tanh($0) }), ("tan", { tan($0) }), ("arcsin", { asin($0) }), ("arccos", { acos($0) }),
    ("arctan", { atan($0) }), ("sinh", { sinh($0) }), ("cosh", { cosh($0) }),
  ]

  /// Equal, both NaN, or at most 2 units in the last place apart; zeros have the same sign.
  func expectAccurate<S: TensorScalar & BinaryFloatingPoint>(
    _ actual: Tensor<S>, _ expected: [Double], _ inputs: [[Double]], _ name: String
  ) {
    for (index, (a, wanted)) in zip(actual, expected).enumerated() {
      let b = S(wanted)
      let isClose =
        a.isNaN == b.isNaN && (a.isNaN || a == b || (b.isFinite && a.isFinite && abs(a - b) <= 2 * b.ulp))
        && (a != 0 || b != 0 || a.sign == b.sign)
      #expect(isClose, "\(name)\(inputs.map { $0[index] }) is \(a) instead of \(b)")
    }
  }

  @Test(arguments: 0..<15) func `functions of doubles are within two units in the last place`(index: Int) throws {
    let (name, function) = Self.doubles[index]
    let entry = try #require(Self.entries["\(name).double"])
    expectAccurate(function(Tensor(entry.inputs[0])), entry.values, entry.inputs, name)
  }

  @Test(arguments: 0..<15) func `functions of floats are within two units in the last place`(index: Int) throws {
    let (name, function) = Self.floats[index]
    let entry = try #require(Self.entries["\(name).float"])
    expectAccurate(function(Tensor(entry.inputs[0].map { Float($0) })), entry.values, entry.inputs, name)
  }

  @Test func `powers are within two units in the last place, and at the edges those of C`() throws {
    let double = try #require(Self.entries["power.double"])
    expectAccurate(pow(Tensor(double.inputs[0]), Tensor(double.inputs[1])), double.values, double.inputs, "pow")
    let float = try #require(Self.entries["power.float"])
    let (base, exponent) = (Tensor(float.inputs[0].map { Float($0) }), Tensor(float.inputs[1].map { Float($0) }))
    expectAccurate(pow(base, exponent), float.values, float.inputs, "powf")
  }

  /// Blocks without zeros, infinities, NaN and negative bases take a shorter way.
  @Test func `powers of ordinary numbers among themselves are within two units in the last place`() throws {
    let double = try #require(Self.entries["power.double"])
    let all = zip(zip(double.inputs[0], double.inputs[1]), double.values)
    let ordinary = all.filter { $0.0.0.isNormal && $0.0.0 > 0 && $0.0.1.isFinite && $0.1.isNormal }
    #expect(ordinary.count > 60)
    let (bases, exponents) = (ordinary.map(\.0.0), ordinary.map(\.0.1))
    expectAccurate(pow(Tensor(bases), Tensor(exponents)), ordinary.map(\.1), [bases, exponents], "pow")
    let float = try #require(Self.entries["power.float"])
    let few = zip(zip(float.inputs[0], float.inputs[1]), float.values).filter {
      $0.0.0 >= 1e-37 && $0.0.0.isFinite && $0.0.1.isFinite
    }
    let (base, exponent) = (few.map(\.0.0), few.map(\.0.1))
    expectAccurate(
      pow(Tensor(base.map { Float($0) }), Tensor(exponent.map { Float($0) })), few.map(\.1), [base, exponent], "powf")
  }

  @Test func `one exponent for all gives what one for each gives, over blocks of every kind`() {
    let x = Tensor(count: 3000) {
      $0 < 1000 ? 1e-3 * Double($0 + 1) : $0 < 2000 ? Double($0 - 1500) : 1e150 * Double($0)
    }
    for exponent in [3, 1.7, -2.5, 0, .infinity, .nan, 4, -1000] {
      let (one, each) = (pow(x, exponent), pow(x, Tensor(repeating: exponent, shape: [3000])))
      #expect(zip(one, each).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }, "\(exponent)")
      #expect(
        zip(one[every(7)], pow(x[every(7)], exponent)).allSatisfy {
          $0 == $1 || ($0.isNaN && $1.isNaN) || abs($0 - $1) <= $0.ulp
        })
    }
  }

  @Test func `strided, long and empty tensors give what short ones give`() {
    let x = Tensor(count: 300_001) { Double($0) * 1e-3 - 20 }
    let whole = tanh(x)
    #expect(whole[every(-3)] == tanh(x[every(-3)]) && whole[17..<40] == tanh(x[17..<40]))
    #expect(exp(x.reshaped([1, -1]).transposed) == exp(x).reshaped([-1, 1]))
    #expect(log(Tensor<Double>([])).shape == [0] && pow(Tensor<Float>([]), 3).shape == [0])
  }
}
