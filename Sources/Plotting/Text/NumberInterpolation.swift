// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

// Numbers in texts: for tables that are printed, titles and labels.
extension DefaultStringInterpolation {
  /// A number with so many decimals, padded on the left: `"r = \(r, 2)"` is "r = -0.07", `"\(r, 2, width: 8)"` has eight
  /// characters at least.
  /// - Precondition: `decimals` is from 0 to 15.
  public mutating func appendInterpolation(_ value: some BinaryFloatingPoint, _ decimals: Int, width: Int = 0) {
    let decimals = checked(decimals)
    // What is no number is written as everywhere in Swift, and without a sign that means nothing.
    let text = value.isFinite ? NumberText.fixed(Double(value), decimals: decimals) : value.isNaN ? "nan" : "\(value)"
    appendNumber(text, width)
  }

  /// A whole number with so many decimals, all of them zeros: `"\(12, 2)"` is "12.00".
  public mutating func appendInterpolation(_ value: some BinaryInteger, _ decimals: Int, width: Int = 0) {
    let zeros = checked(decimals) > 0 ? "." + String(repeating: "0", count: decimals) : ""
    appendNumber("\(value)" + zeros, width)
  }

  /// A number as it is, padded on the left: `"\(layer, width: 4)"`.
  public mutating func appendInterpolation(_ value: some Numeric & CustomStringConvertible, width: Int) {
    appendNumber((value as? any FloatingPoint)?.isNaN == true ? "nan" : value.description, width)
  }

  private func checked(_ decimals: Int) -> Int {
    guard (0...15).contains(decimals) else {
      trap("\"\\(value, decimals)\": \(decimals) decimals asked for; choose 0 to 15")
    }
    return decimals
  }

  private mutating func appendNumber(_ text: String, _ width: Int) {
    let plain = text.replacing(NumberText.minus, with: "-")
    appendLiteral(String(repeating: " ", count: max(0, width - plain.count)) + plain)
  }
}
