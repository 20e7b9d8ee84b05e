// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

extension Double {
  /// A p-value whose natural logarithm is `logarithm`, also where it is too small for a number.
  package static func text(pValue: Double, logarithm: @autoclosure () -> Double) -> String {
    if pValue > 1e-300 || pValue.isNaN { return pValue.significant(3) }
    let decimal = logarithm() / log(10)
    guard decimal.isFinite else { return "0" }
    let exponent = decimal.rounded(.down)
    return "\(pow(10, decimal - exponent).significant(3))e\(Int(exponent))"
  }
}
