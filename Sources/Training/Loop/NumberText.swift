// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// C's %.4g, or %.4f-like digits for numbers of everyday size.
func formatted(_ number: Double, fixed: Bool, into buffer: UnsafeMutableBufferPointer<CChar>) -> Int {
  withVaList([number]) { Int(vsnprintf(buffer.baseAddress, buffer.count, fixed ? "%.4g" : "%.3e", $0)) }
}
