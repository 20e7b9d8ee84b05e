// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The header of a `.npy` file: a Python dictionary in text form, after a magic string, a version and its length.
///
/// The format is described in NumPy's `numpy.lib.format`.
struct NPYHeader {
  var type: String
  var isFortranOrder: Bool
  var shape: [Int]
  /// Where the elements begin.
  var dataOffset: Int

  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  init(_ bytes: UnsafeRawBufferPointer, path: String) throws(NPYError) {
    guard bytes.count >= 10, bytes.prefix(6).elementsEqual(Self.magic) else { throw .notNPY(path: path) }
    let major = Int(bytes[6])
    guard (1...3).contains(major) else { throw .unknownVersion(path: path, major: major) }
    let lengthBytes = major == 1 ? 2 : 4
    let start = 8 + lengthBytes
    guard bytes.count >= start else { throw .truncated(path: path, expectedBytes: start, actualBytes: bytes.count) }
    let length = (0..<lengthBytes).reduce(0) { $0 | Int(bytes[8 + $1]) << (8 * $1) }
    dataOffset = start + length
    guard bytes.count >= dataOffset else {
      throw .truncated(path: path, expectedBytes: dataOffset, actualBytes: bytes.count)
    }
    let text = String(decoding: bytes[start..<dataOffset], as: UTF8.self)
    func malformed(_ reason: String) -> NPYError { .malformedHeader(path: path, header: text, reason: reason) }

    guard let descr = Self.value(of: "descr", in: text) else { throw malformed("'descr' is missing") }
    guard let quote = descr.first, quote == "'" || quote == "\"", let end = descr.dropFirst().firstIndex(of: quote)
    else {
      throw .unsupportedType(path: path, type: String(descr.prefix(40)))
    }
    type = String(descr[descr.index(after: descr.startIndex)..<end])
    guard let order = Self.value(of: "fortran_order", in: text), order.hasPrefix("True") || order.hasPrefix("False")
    else {
      throw malformed("'fortran_order' is missing or neither True nor False")
    }
    isFortranOrder = order.hasPrefix("True")
    guard let tuple = Self.value(of: "shape", in: text), tuple.hasPrefix("("), let close = tuple.firstIndex(of: ")")
    else {
      throw malformed("'shape' is missing or not a tuple")
    }
    shape = []
    var elements = 1
    for field in tuple[tuple.index(after: tuple.startIndex)..<close].split(separator: ",") {
      let digits = field.filter { $0 != " " }
      if digits.isEmpty { continue }
      guard let length = Int(digits), length >= 0 else { throw malformed("'\(digits)' in 'shape' is not a length") }
      let (product, overflow) = elements.multipliedReportingOverflow(by: Swift.max(length, 1))
      guard !overflow, product < 1 << 48 else { throw malformed("the shape has more elements than memory can hold") }
      elements = product
      shape.append(length)
    }
  }

  /// The text that follows `'key':`.
  private static func value(of key: String, in text: String) -> Substring? {
    for quote in ["'", "\""] {
      let pattern = Array((quote + key + quote).utf8)
      let utf8 = Array(text.utf8)
      guard utf8.count >= pattern.count else { return nil }
      for start in 0...(utf8.count - pattern.count) where utf8[start..<start + pattern.count].elementsEqual(pattern) {
        let rest = String(decoding: utf8[(start + pattern.count)...], as: UTF8.self)
        guard let colon = rest.firstIndex(of: ":") else { return nil }
        return rest[rest.index(after: colon)...].drop { $0 == " " }
      }
    }
    return nil
  }

  /// A header of version 1, or 2 where it is too long for that, padded so that the elements start at a multiple of 64.
  static func encoded(type: String, shape: [Int]) -> [UInt8] {
    let lengths = shape.count == 1 ? "\(shape[0])," : shape.map(String.init).joined(separator: ", ")
    let text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(lengths)), }"
    func body(after prefix: Int) -> [UInt8] {
      let padding = (64 - (prefix + text.utf8.count + 1) % 64) % 64
      return Array(text.utf8) + [UInt8](repeating: 0x20, count: padding) + [0x0a]
    }
    let short = body(after: 10)
    if short.count <= UInt16.max {
      return magic + [1, 0, UInt8(short.count & 0xff), UInt8(short.count >> 8)] + short
    }
    let long = body(after: 12)
    return magic + [2, 0] + (0..<4).map { UInt8(long.count >> (8 * $0) & 0xff) } + long
  }
}
