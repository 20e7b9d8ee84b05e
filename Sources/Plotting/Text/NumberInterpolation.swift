// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension DefaultStringInterpolation {
  /// A number with so many decimals: `"r = \(r, 2)"` is "r = -0.07".
  ///
  /// - Precondition: `decimals` is from 0 to 15.
  public mutating func appendInterpolation(_ value: Double, _ decimals: Int) {
    precondition(
      (0...15).contains(decimals), "\"\\(value, decimals)\": \(decimals) decimals asked for; 0 to 15 are allowed")
    appendLiteral(NumberText.fixed(value, decimals: decimals).replacing(NumberText.minus, with: "-"))
  }

  /// A number with so many decimals: `"r = \(r, 2)"` is "r = -0.07".
  public mutating func appendInterpolation(_ value: Float, _ decimals: Int) {
    appendInterpolation(Double(value), decimals)
  }
}
