// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// Writes the elements of one tensor alike, by NumPy's rules: as few decimals as tell the values apart,
/// and powers of ten where the values span more than three digits before or after the point.
struct ElementFormat {
  private let usesExponent: Bool
  private let digits: Int

  /// - Parameter digits: the most decimals that are shown.
  init<Scalar: TensorScalar>(for elements: [Scalar], digits: Int = 8) {
    self.digits = digits
    let magnitudes = elements.compactMap { Self.number($0).map(Swift.abs) }.filter { $0 > 0 && $0.isFinite }
    guard let smallest = magnitudes.min(), let largest = magnitudes.max() else {
      usesExponent = false
      return
    }
    usesExponent = largest >= 1e8 || smallest < 1e-4 || largest / smallest > 1000
  }

  func callAsFunction<Scalar: TensorScalar>(_ element: Scalar) -> String {
    guard let number = Self.number(element), number.isFinite else {
      // The sign of a NaN means nothing to a reader.
      return Self.number(element)?.isNaN == true ? "nan" : "\(element)"
    }
    let digits = element is Float ? min(self.digits, Self.decimals(of: Float(number))) : self.digits
    let text = Self.printed(usesExponent ? "%.\(self.digits)e" : "%.\(digits)f", number)
    let parts = text.split(separator: "e", maxSplits: 1)
    var mantissa = parts[0]
    while mantissa.hasSuffix("0") && !mantissa.hasSuffix(".0") { mantissa.removeLast() }
    return parts.count == 2 ? "\(mantissa)e\(parts[1])" : String(mantissa)
  }

  /// How many decimals the shortest text has that reads back as the same Float.
  private static func decimals(of value: Float) -> Int {
    let text = value.description
    guard !text.contains("e"), let point = text.firstIndex(of: ".") else { return 8 }
    return text.distance(from: point, to: text.endIndex) - 1
  }

  private static func number<Scalar: TensorScalar>(_ element: Scalar) -> Double? {
    switch element {
    case let value as Double: value
    case let value as Float: Double(value)
    default: nil
    }
  }

  private static func printed(_ format: String, _ value: Double) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
      let length = withVaList([value]) { vsnprintf(buffer.baseAddress!, buffer.count, format, $0) }
      return String(decoding: buffer.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
}
