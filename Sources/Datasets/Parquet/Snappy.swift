// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Unpacks Snappy's raw format (google/snappy, format_description.txt), which parquet uses for its pages.
enum Snappy {
  static func unpack(_ packed: [UInt8], size expected: Int) -> Result<[UInt8], PageError> {
    var (length, shift, position) = (0, 0, 0)
    while true {
      guard position < packed.count, shift < 35 else { return cut }
      let byte = packed[position]
      position += 1
      length |= Int(byte & 0x7F) << shift
      shift += 7
      if byte < 0x80 { break }
    }
    guard length == expected else {
      return .failure(PageError("Snappy announces \(length) bytes, the page \(expected)"))
    }
    var result: Result<[UInt8], PageError>?
    let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      result = unpack(packed, from: position, into: buffer, length: length)
      count = result == nil ? length : 0
    }
    return result ?? .success(bytes)
  }

  private static let cut = Result<[UInt8], PageError>.failure(PageError("the Snappy data end too early"))

  /// - Returns: nil if all went well.
  private static func unpack(
    _ packed: [UInt8], from start: Int, into buffer: UnsafeMutableBufferPointer<UInt8>, length: Int
  ) -> Result<[UInt8], PageError>? {
    packed.withUnsafeBufferPointer { packed -> Result<[UInt8], PageError>? in
      var (position, filled) = (start, 0)
      func number(_ bytes: Int) -> Int? {
        guard position + bytes <= packed.count else { return nil }
        var value = 0
        for i in 0..<bytes { value |= Int(packed[position + i]) << (8 * i) }
        position += bytes
        return value
      }
      while position < packed.count {
        let tag = Int(packed[position])
        position += 1
        if tag & 3 == 0 {
          var count = tag >> 2 + 1
          if count > 60 {
            guard let long = number(count - 60) else { return cut }
            count = long + 1
          }
          guard position + count <= packed.count, filled + count <= length else { return cut }
          (buffer.baseAddress! + filled).update(from: packed.baseAddress! + position, count: count)
          position += count
          filled += count
          continue
        }
        let count: Int
        let offset: Int?
        switch tag & 3 {
        case 1:
          count = (tag >> 2) & 7 + 4
          offset = number(1).map { $0 | (tag >> 5) << 8 }
        case 2:
          count = tag >> 2 + 1
          offset = number(2)
        default:
          count = tag >> 2 + 1
          offset = number(4)
        }
        guard let offset, offset > 0, offset <= filled, filled + count <= length else { return cut }
        // Byte by byte: a copy may repeat what it has just written.
        for i in 0..<count { buffer[filled + i] = buffer[filled + i - offset] }
        filled += count
      }
      return filled == length ? nil : cut
    }
  }
}
