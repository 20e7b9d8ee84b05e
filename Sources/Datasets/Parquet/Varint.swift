// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Reads an integer in seven bits a byte, the lowest first (LEB128), which parquet and Thrift write lengths and numbers in.
/// - Parameters:
///   - position: of its first byte; afterwards behind its last.
///   - bits: no number may begin a byte at or behind this bit.
///   - cut: thrown where the bytes end too early.
///   - tooLong: thrown where the number goes on behind `bits`.
func readVarint(
  _ bytes: ArraySlice<UInt8>, at position: inout Int, bits: UInt64 = 64, cut: PageError, tooLong: PageError
) throws(PageError) -> UInt64 {
  var (value, shift): (UInt64, UInt64) = (0, 0)
  while true {
    guard position < bytes.endIndex else { throw cut }
    guard shift < bits else { throw tooLong }
    let byte = bytes[position]
    position += 1
    value |= UInt64(byte & 0x7F) << shift
    if byte < 0x80 { return value }
    shift += 7
  }
}

/// Undoes the zigzag that keeps small negative numbers short: 0, -1, 1, -2, …
func zigzag(_ value: UInt64) -> Int { Int(bitPattern: UInt(value >> 1)) ^ -Int(value & 1) }
