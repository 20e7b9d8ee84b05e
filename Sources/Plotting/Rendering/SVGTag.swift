// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// One tag of the raw document.
struct SVGTag {
  let name: String
  let isEmpty: Bool
  /// Everything but how the element looks.
  private(set) var attributes: [(name: String, value: Range<Int>)] = []
  /// How it looks, as declarations: Cairo 1.16 writes a style attribute, 1.18 one attribute a property.
  private(set) var style: [UInt8] = []
  private let bytes: [UInt8]

  init(_ bytes: [UInt8], _ open: Int, _ close: Int) {
    self.bytes = bytes
    var i = open + 1
    let stop: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "\n") }
    var end = bytes[i...close].firstIndex(where: stop) ?? close
    isEmpty = bytes[close - 1] == UInt8(ascii: "/")
    if isEmpty, end == close { end -= 1 }
    name = String(decoding: bytes[i..<end], as: UTF8.self)
    i = end
    while let equals = bytes[i..<close].firstIndex(of: UInt8(ascii: "=")) {
      let first = bytes[i..<equals].firstIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") } ?? equals
      guard equals + 1 < close, let last = bytes[(equals + 2)..<close].firstIndex(of: UInt8(ascii: "\"")) else { break }
      let attribute = String(decoding: bytes[first..<equals], as: UTF8.self)
      if attribute == "style" {
        style += bytes[equals + 2..<last]
      } else if attribute.hasPrefix("fill") || attribute.hasPrefix("stroke") {
        style += bytes[first..<equals] + [UInt8(ascii: ":")] + bytes[equals + 2..<last] + [UInt8(ascii: ";")]
      } else {
        attributes.append((attribute, equals + 2..<last))
      }
      i = last + 1
    }
  }

  func value(_ attribute: String) -> Substring? {
    attributes.first { $0.name == attribute }.map { Substring(decoding: bytes[$0.value], as: UTF8.self) }
  }
}
