// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// Numbers as readers see them: a true minus sign, no locale, no negative zero.
package enum NumberText {
  package static let minus = "\u{2212}"

  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? minus + "∞" : "∞" }
    let scaled = (abs(value) * pow(10, Double(decimals))).rounded()
    guard scaled < 9e15 else { return (value < 0 ? minus : "") + "\(abs(value))" }
    var digits = String(Int64(scaled))
    let sign = value < 0 && scaled != 0 ? minus : ""
    guard decimals > 0 else { return sign + digits }
    if digits.count <= decimals { digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits }
    let point = digits.index(digits.endIndex, offsetBy: -decimals)
    return sign + digits[..<point] + "." + digits[point...]
  }
}
