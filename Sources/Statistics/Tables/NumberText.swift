// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

extension Double {
  /// The value to a reader's precision, as C's `%g` writes it: `0.0123`, `1.5e-30`.
  package func text(_ digits: Int = 4) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
      let length = withVaList([Int32(digits), self]) { vsnprintf(buffer.baseAddress!, buffer.count, "%.*g", $0) }
      return String(decoding: buffer.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  /// A p-value whose natural logarithm is `logarithm`, also where it is too small for a number.
  package static func text(pValue: Double, logarithm: @autoclosure () -> Double) -> String {
    if pValue > 1e-300 || pValue.isNaN { return pValue.text(3) }
    let decimal = logarithm() / log(10)
    guard decimal.isFinite else { return "0" }
    let exponent = decimal.rounded(.down)
    return "\(pow(10, decimal - exponent).text(3))e\(Int(exponent))"
  }
}
