// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

extension Double {
  /// The value to a reader's precision, as C's `%g` writes it.
  func significant(_ digits: Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
      let length = withVaList([digits, self]) { vsnprintf(buffer.baseAddress!, buffer.count, "%.*g", $0) }
      return String(decoding: buffer.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
}
