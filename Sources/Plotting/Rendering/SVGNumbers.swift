// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Shortens the numbers of path data to thousandths of a point.
///
/// Cairo has already snapped them to 1/256; the digits beyond are noise.
enum SVGNumbers {
  /// Copies the `d` of a path: numbers rounded, needless spaces and moves that draw nothing left out.
  static func copyPath(_ data: ArraySlice<UInt8>, to out: inout [UInt8]) {
    var i = data.startIndex
    /// Where the last move began, if nothing has been drawn since.
    var idleMove: Int?
    var needsSpace = false
    while i < data.endIndex {
      let byte = data[i]
      if byte == UInt8(ascii: " ") {
        i += 1
      } else if isNumber(byte) {
        let end = data[i...].firstIndex { !isNumber($0) } ?? data.endIndex
        if needsSpace { out.append(UInt8(ascii: " ")) }
        copyNumber(data[i..<end], to: &out)
        needsSpace = true
        i = end
      } else {
        if byte == UInt8(ascii: "M") {
          if let start = idleMove { out.removeLast(out.count - start) }
          idleMove = out.count
        } else {
          idleMove = nil
        }
        out.append(byte)
        needsSpace = false
        i += 1
      }
    }
    if let start = idleMove { out.removeLast(out.count - start) }
  }

  /// Copies one decimal number, rounded to three places.
  static func copyNumber(_ text: ArraySlice<UInt8>, to out: inout [UInt8]) {
    var digits = text
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits = digits.dropFirst() }
    var whole = 0
    var fraction = 0
    var places = 0
    var afterPoint = false
    for byte in digits {
      if byte == UInt8(ascii: ".") {
        afterPoint = true
        continue
      }
      guard byte >= 48, byte <= 57, whole < 1 << 50 else {
        out += text
        return
      }
      if !afterPoint {
        whole = whole * 10 + Int(byte - 48)
      } else if places < 4 {
        fraction = fraction * 10 + Int(byte - 48)
        places += 1
      }
    }
    while places < 4 {
      fraction *= 10
      places += 1
    }
    let thousandths = whole * 1000 + (fraction + 5) / 10
    if isNegative, thousandths > 0 { out.append(UInt8(ascii: "-")) }
    out.append(contentsOf: String(thousandths / 1000).utf8)
    let rest = thousandths % 1000
    guard rest > 0 else { return }
    out.append(UInt8(ascii: "."))
    out.append(UInt8(48 + rest / 100))
    if rest % 100 > 0 { out.append(UInt8(48 + rest / 10 % 10)) }
    if rest % 10 > 0 { out.append(UInt8(48 + rest % 10)) }
  }

  private static func isNumber(_ byte: UInt8) -> Bool {
    byte >= 48 && byte <= 57 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }
}
