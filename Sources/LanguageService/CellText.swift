// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A cell's code with its prelude, and the cursor in the units that each side counts in: Jupyter in Unicode code
/// points of the code, the compiler in UTF-8 bytes of the whole file.
package struct CellText {
  /// The whole file: prelude, line break, code. NUL characters are spaces here; the compiler uses NUL as its marker.
  package let source: String
  private let scalars: [Unicode.Scalar]
  private let preludeBytes: Int
  /// Number of lines before the code's first.
  package let preludeLines: Int
  /// The cursor in code points, brought into the code's bounds.
  package let cursor: Int

  package init(prelude: String, code: String, cursor: Int) {
    var head = prelude
    if let last = head.unicodeScalars.last, last != "\n" { head.unicodeScalars.append("\n") }
    scalars = code.unicodeScalars.map { $0 == "\0" ? " " : $0 }
    var text = head
    text.unicodeScalars.append(contentsOf: scalars)
    source = text
    preludeBytes = head.utf8.count
    preludeLines = head.unicodeScalars.count { $0 == "\n" }
    self.cursor = min(max(cursor, 0), scalars.count)
  }

  package var count: Int { scalars.count }
  package subscript(index: Int) -> Unicode.Scalar { scalars[index] }

  package func text(_ range: Range<Int>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars[range])
    return text
  }

  /// Byte offset into `source` of a code point of the code.
  package func byteOffset(_ index: Int) -> Int {
    scalars[..<index].reduce(preludeBytes) { $0 + UTF8.width($1) }
  }

  /// The identifier that ends at, or holds, the given place; nil where there is none.
  package func identifier(around place: Int) -> Range<Int>? {
    var end = place
    while end < count, Self.isIdentifierPart(scalars[end]) { end += 1 }
    let range = identifierStart(endingAt: place)..<end
    guard let first = range.first, !Self.isDigit(scalars[first]) else { return nil }
    return range
  }

  /// Where the identifier that ends at the given place starts; the place itself where there is none.
  package func identifierStart(endingAt place: Int) -> Int {
    var start = place
    while start > 0, Self.isIdentifierPart(scalars[start - 1]) { start -= 1 }
    return start
  }

  static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  /// Letters, digits, `_`, and the emoji and combining characters that Swift allows in names.
  static func isIdentifierPart(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return scalar == "_" || isDigit(scalar) || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }
    switch scalar.properties.generalCategory {
    case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control, .format, .mathSymbol, .initialPunctuation,
      .finalPunctuation, .openPunctuation, .closePunctuation, .dashPunctuation, .otherPunctuation, .currencySymbol,
      .privateUse, .surrogate:
      // Joiners hold emoji sequences together.
      return scalar.value == 0x200D
    default: return true
    }
  }
}
