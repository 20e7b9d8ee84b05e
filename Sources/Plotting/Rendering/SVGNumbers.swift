// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Writes path data and numbers short.
///
/// Coordinates are counted in thousandths of a point: Cairo has snapped them to 1/256, the digits beyond are noise.
/// Counting in whole numbers keeps relative coordinates free of drift.
enum SVGNumbers {
  /// Copies the `d` of a path in relative coordinates, without moves that draw nothing.
  static func copyPath(_ data: ArraySlice<UInt8>, to out: inout [UInt8]) {
    var writer = PathWriter()
    var i = data.startIndex
    var command = UInt8(ascii: "M")
    var arguments: [Int] = []
    while i < data.endIndex {
      let byte = data[i]
      if isNumber(byte) {
        let end = data[i...].firstIndex { !isNumber($0) } ?? data.endIndex
        arguments.append(thousandths(data[i..<end]) ?? 0)
        i = end
        if writer.write(command, arguments, to: &out) { arguments.removeAll(keepingCapacity: true) }
      } else {
        if byte != UInt8(ascii: " ") {
          command = byte
          _ = writer.write(command, [], to: &out)
        }
        i += 1
      }
    }
  }

  /// Copies one decimal number, rounded to three places; anything else as it is.
  static func copyNumber(_ text: ArraySlice<UInt8>, to out: inout [UInt8]) {
    guard let value = thousandths(text) else {
      out += text
      return
    }
    write(value, to: &out)
  }

  /// A decimal number in thousandths; nil for anything else.
  private static func thousandths(_ text: ArraySlice<UInt8>) -> Int? {
    var digits = text
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits = digits.dropFirst() }
    var tenThousandths = 0
    var places = -1
    for byte in digits {
      if byte == UInt8(ascii: "."), places < 0 {
        places = 0
        continue
      }
      guard byte >= 48, byte <= 57, tenThousandths < 1 << 55 else { return nil }
      if places < 4 {
        tenThousandths = tenThousandths * 10 + Int(byte - 48)
        if places >= 0 { places += 1 }
      }
    }
    for _ in max(places, 0)..<4 { tenThousandths *= 10 }
    let value = (tenThousandths + 5) / 10
    return isNegative ? -value : value
  }

  /// A number with at most three decimals.
  static func text(_ value: Double) -> String {
    var out: [UInt8] = []
    write(Int((value * 1000).rounded()), to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  static func write(_ value: Int, to out: inout [UInt8]) {
    if value < 0 { out.append(UInt8(ascii: "-")) }
    let (whole, rest) = abs(value).quotientAndRemainder(dividingBy: 1000)
    if whole > 0 || rest == 0 { out.append(contentsOf: String(whole).utf8) }
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

/// Turns the commands Cairo uses (M, L, C, Z, absolute) into short relative ones.
private struct PathWriter {
  private var at = (x: 0, y: 0)
  private var start = (x: 0, y: 0)
  /// A move not yet written, since it may turn out to draw nothing.
  private var pendingMove: (x: Int, y: Int)?
  private var last: UInt8 = 0
  private var hasBegun = false

  /// - Returns: whether the command had all its arguments and is done.
  mutating func write(_ command: UInt8, _ v: [Int], to out: inout [UInt8]) -> Bool {
    switch (command, v.count) {
    case (UInt8(ascii: "M"), 2):
      pendingMove = (v[0], v[1])
    case (UInt8(ascii: "L"), 2):
      flushMove(to: &out)
      let (dx, dy) = (v[0] - at.x, v[1] - at.y)
      if dy == 0 {
        emit("h", [dx], to: &out)
      } else if dx == 0 {
        emit("v", [dy], to: &out)
      } else {
        emit("l", [dx, dy], to: &out)
      }
      at = (v[0], v[1])
    case (UInt8(ascii: "C"), 6):
      flushMove(to: &out)
      emit("c", [v[0] - at.x, v[1] - at.y, v[2] - at.x, v[3] - at.y, v[4] - at.x, v[5] - at.y], to: &out)
      at = (v[4], v[5])
    case (UInt8(ascii: "Z"), 0):
      flushMove(to: &out)
      emit("z", [], to: &out)
      at = start
    default: return false
    }
    return true
  }

  private mutating func flushMove(to out: inout [UInt8]) {
    guard let move = pendingMove else { return }
    pendingMove = nil
    if !hasBegun {
      emit("M", [move.x, move.y], to: &out)
      hasBegun = true
    } else {
      emit("m", [move.x - at.x, move.y - at.y], to: &out)
    }
    at = move
    start = move
  }

  private mutating func emit(_ letter: Unicode.Scalar, _ values: [Int], to out: inout [UInt8]) {
    let command = UInt8(ascii: letter)
    let repeats = command == last && "hvlc".utf8.contains(command)
    if !repeats { out.append(command) }
    for (i, value) in values.enumerated() {
      if (i > 0 || repeats) && value >= 0 { out.append(UInt8(ascii: " ")) }
      SVGNumbers.write(value, to: &out)
    }
    last = command
  }
}
