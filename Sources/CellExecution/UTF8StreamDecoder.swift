// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Text out of a byte stream that is cut anywhere: a character's bytes wait for the rest, and bytes that are no UTF-8
/// become U+FFFD.
package struct UTF8StreamDecoder {
  private var pending: [UInt8] = []

  package init() {}

  package mutating func decode(_ bytes: some Sequence<UInt8>) -> String {
    pending += bytes
    let cut = pending.count - incompleteTail()
    defer { pending.removeFirst(cut) }
    return String(decoding: pending[..<cut], as: UTF8.self)
  }

  /// What is left when the stream ends or must be shown now.
  package mutating func finish() -> String {
    defer { pending = [] }
    return String(decoding: pending, as: UTF8.self)
  }

  /// Bytes at the end that begin a character without ending it.
  private func incompleteTail() -> Int {
    for back in 1...3 where back <= pending.count {
      let byte = pending[pending.count - back]
      if byte & 0b1100_0000 == 0b1000_0000 { continue }
      let length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
      return length > back ? back : 0
    }
    return 0
  }
}
