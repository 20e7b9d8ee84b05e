// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

/// Writes JSON byte for byte as nbformat does: `json.dumps(…, sort_keys=True, indent=1, ensure_ascii=False)` and a line
/// break at the end.
struct NotebookJSONWriter {
  private var bytes: [UInt8] = []
  private let indent: Int

  /// - Parameter indent: columns per level; nbformat has one.
  static func write(_ value: JSONValue, indent: Int = 1) -> [UInt8] {
    var writer = NotebookJSONWriter(indent: indent)
    writer.write(value, depth: 0)
    writer.bytes.append(0x0A)
    return writer.bytes
  }

  private init(indent: Int) { self.indent = indent }

  private mutating func append(_ text: some StringProtocol) { bytes += text.utf8 }

  private mutating func breakLine(depth: Int) {
    bytes.append(0x0A)
    bytes += repeatElement(0x20, count: depth * indent)
  }

  private mutating func write(_ value: JSONValue, depth: Int) {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .int(let value): append(String(value))
    case .double(let value): append(Self.number(value))
    case .string(let value): write(value)
    case .array(let elements) where elements.isEmpty: append("[]")
    case .array(let elements):
      append("[")
      for (index, element) in elements.enumerated() {
        if index > 0 { append(",") }
        breakLine(depth: depth + 1)
        write(element, depth: depth + 1)
      }
      breakLine(depth: depth)
      append("]")
    case .object(let members) where members.isEmpty: append("{}")
    case .object(let members):
      append("{")
      // Python sorts by code point, which is the order of the UTF-8 bytes; Swift's own order is another.
      let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      for (index, member) in sorted.enumerated() {
        if index > 0 { append(",") }
        breakLine(depth: depth + 1)
        write(member.key)
        append(": ")
        write(member.value, depth: depth + 1)
      }
      breakLine(depth: depth)
      append("}")
    }
  }

  /// Python's `repr` of a float: exponents from 1e16 on.
  private static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    let text = "\(value)"
    guard abs(value) >= 1e16, !text.contains("e") else { return text }
    // Swift writes integers up to 2^54 in full.
    let digits = text.drop { $0 == "-" }.prefix { $0 != "." }
    let mantissa = digits.dropFirst().droppingSuffix { $0 == "0" }
    let fraction = mantissa.isEmpty ? "" : ".\(mantissa)"
    return "\(value < 0 ? "-" : "")\(digits.first!)\(fraction)e+\(digits.count - 1)"
  }

  private mutating func write(_ text: String) {
    bytes.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22: append("\\\"")
      case 0x5C: append("\\\\")
      case 0x0A: append("\\n")
      case 0x0D: append("\\r")
      case 0x09: append("\\t")
      case 0x08: append("\\b")
      case 0x0C: append("\\f")
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
  }
}
