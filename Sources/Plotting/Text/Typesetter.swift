// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Sets texts: lines, kerning, mathematics, characters from other fonts.
package struct Typesetter {
  /// Digits and capitals of DejaVu Sans are this high, in ems.
  package static let capHeight = 0.729
  static let lineAscent = 0.77
  static let lineDescent = 0.236
  static let lineSpacing = 1.2

  package var size: Double
  package var bold = false

  package init(size: Double, bold: Bool = false) {
    self.size = size
    self.bold = bold
  }

  /// Sets a text in one or more lines.
  /// - Parameters:
  ///   - maxWidth: lines longer than this break at spaces, where there are any.
  ///   - centered: whether several lines are centred; otherwise they begin at the left.
  package func typeset(_ text: String, maxWidth: Double = .infinity, centered: Bool = true) -> TypesetText {
    var lines: [TypesetText] = []
    for source in text.split(separator: "\n", omittingEmptySubsequences: false) {
      lines += wrapped(String(source), maxWidth: maxWidth)
    }
    guard lines.count > 1 else {
      var only = lines[0]
      only.source = text
      return only
    }
    var block = TypesetText()
    let width = lines.map(\.width).max() ?? 0
    for (i, line) in lines.enumerated() {
      block.append(line, at: Point(centered ? (width - line.width) / 2 : 0, Double(i) * size * Self.lineSpacing))
    }
    block.width = width
    block.source = text
    return block
  }

  private func wrapped(_ text: String, maxWidth: Double) -> [TypesetText] {
    let whole = line(text)
    guard whole.width > maxWidth else { return [whole] }
    var lines: [TypesetText] = []
    var current = ""
    for word in Self.words(of: text) {
      let longer = current.isEmpty ? word : current + " " + word
      if !current.isEmpty, line(longer).width > maxWidth {
        lines.append(line(current))
        current = word
      } else {
        current = longer
      }
    }
    lines.append(line(current))
    return lines
  }

  /// Splits at spaces outside mathematics.
  private static func words(of text: String) -> [String] {
    var words = [""]
    var inMath = false
    for character in text {
      if character == "$" { inMath.toggle() }
      if character == " ", !inMath {
        words.append("")
      } else {
        words[words.count - 1].append(character)
      }
    }
    return words
  }

  private func line(_ text: String) -> TypesetText {
    var line = TypesetText()
    line.ascent = Self.lineAscent * size
    line.descent = Self.lineDescent * size
    var pen = 0.0
    let pieces = text.contains("$") ? MathParser.pieces(of: text) : text.isEmpty ? [] : [.plain(text)]
    for piece in pieces {
      let part =
        switch piece {
        case .plain(let words): run(words, style: bold ? .bold : .regular)
        case .math(let nodes): MathLayout(size: size).set(nodes)
        }
      line.append(part, at: Point(pen, 0))
      pen += part.width
    }
    line.width = pen
    return line
  }

  /// One line of plain characters in one style, kerned.
  func run(_ text: String, style: FontStyle) -> TypesetText {
    let fonts = FontLibrary.shared
    var run = TypesetText()
    var pen = 0.0
    var previous: (face: FaceID, glyph: UInt32)?
    for scalar in text.unicodeScalars where !scalar.properties.isDefaultIgnorableCodePoint {
      let visible: Unicode.Scalar = scalar.value < 32 ? " " : scalar
      let own = fonts.glyph(for: visible, style: style)
      if own == nil { run.problems.append(Self.missing(scalar)) }
      guard let found = own ?? fonts.glyph(for: "\u{FFFD}", style: style) else {
        pen += 0.6 * size
        previous = nil
        continue
      }
      if let previous, previous.face == found.face { pen += fonts.kern(found.face, previous.glyph, found.glyph) * size }
      let metrics = fonts.metrics(found.face, found.glyph)
      if visible != " " {
        run.glyphs.append(.init(face: found.face, index: found.glyph, size: size, at: Point(pen, 0)))
        run.ascent = max(run.ascent, metrics.top * size)
        run.descent = max(run.descent, -metrics.bottom * size)
      }
      pen += metrics.advance * size
      previous = found
    }
    run.width = pen
    return run
  }

  private static func missing(_ scalar: Unicode.Scalar) -> String {
    let code = String(scalar.value, radix: 16, uppercase: true)
    return missingPrefix + String(repeating: "0", count: max(0, 4 - code.count)) + code
  }

  static let missingPrefix = "U+"

  /// Problems in words, those about single characters gathered into one.
  static func told(_ problems: [String]) -> [String] {
    var seen: Set<String> = []
    let all = problems.filter { seen.insert($0).inserted }
    let missing = all.filter { $0.hasPrefix(missingPrefix) }
    guard !missing.isEmpty else { return all }
    let named = missing.prefix(5).joined(separator: ", ") + (missing.count > 5 ? " and \(missing.count - 5) more" : "")
    let note =
      "no font on this machine has \(missing.count == 1 ? "the character" : "the characters") \(named): install one that "
      + "does, such as fonts-noto"
    return all.filter { !$0.hasPrefix(missingPrefix) } + [note]
  }
}
