// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Text as a terminal would show it at the end: a carriage return goes back and writes over, so of a progress bar only
/// the last state remains; colours become spans; other control sequences vanish.
package struct TerminalText {
  private struct Cell {
    var character: Character
    var style: TerminalStyle
  }

  private var lines: [[Cell]] = []
  private var line: [Cell] = []
  private var column = 0
  private var style = TerminalStyle()

  /// How far a control sequence may move the cursor: its number comes from outside.
  private static let maximumColumn = 1000

  /// HTML for `text`, to stand in a `<pre>`.
  package static func html(_ text: String) -> String {
    var terminal = TerminalText()
    terminal.write(text)
    return (terminal.lines + [terminal.line]).map(html).joined(separator: "\n")
  }

  /// `text` as it is left on the screen, without colours.
  package static func plain(_ text: String) -> String {
    var terminal = TerminalText()
    terminal.write(text)
    return (terminal.lines + [terminal.line]).map { String($0.map(\.character)) }.joined(separator: "\n")
  }

  private static func html(_ line: [Cell]) -> String {
    var result = ""
    var rest = line[...]
    while let style = rest.first?.style {
      let run = rest.prefix { $0.style == style }
      let text = String(run.map(\.character)).htmlEscaped
      result += style.isPlain ? text : "<span\(style.htmlAttributes)>\(text)</span>"
      rest = rest.dropFirst(run.count)
    }
    return result
  }

  private mutating func write(_ text: String) {
    var rest = text[...]
    while let character = rest.popFirst() {
      switch character {
      case "\n", "\r\n":
        lines.append(line)
        line = []
        column = 0
      case "\r": column = 0
      case "\u{8}": column = max(0, column - 1)
      case "\u{1B}": escape(&rest)
      case "\t": put(character)
      case _ where character.unicodeScalars.allSatisfy { $0.value < 0x20 || $0.value == 0x7F }: break
      default: put(character)
      }
    }
  }

  private mutating func put(_ character: Character) {
    while line.count < column { line.append(Cell(character: " ", style: TerminalStyle())) }
    if column < line.count {
      line[column] = Cell(character: character, style: style)
    } else {
      line.append(Cell(character: character, style: style))
    }
    column += 1
  }

  /// What follows an escape character; sequences that are not understood are dropped whole.
  private mutating func escape(_ rest: inout Substring) {
    switch rest.first {
    case "[":
      rest.removeFirst()
      let parameters = rest.prefix { "0123456789;:?<=> ".contains($0) }
      rest.removeFirst(parameters.count)
      guard let final = rest.popFirst() else { return }
      let codes = parameters.split(omittingEmptySubsequences: false) { $0 == ";" || $0 == ":" }.map { Int($0) ?? 0 }
      control(final, codes)
    case "]":
      // An operating system command, such as a link's address: to BEL or ESC \.
      while let character = rest.popFirst() {
        if character == "\u{7}" { return }
        if character == "\u{1B}" {
          if rest.first == "\\" { rest.removeFirst() }
          return
        }
      }
    case nil: break
    default: rest.removeFirst()
    }
  }

  private mutating func control(_ final: Character, _ codes: [Int]) {
    switch final {
    case "m": style.apply(codes.isEmpty ? [0] : codes)
    case "K":
      switch codes.first ?? 0 {
      case 0: line.removeSubrange(min(column, line.count)...)
      case 2: line = []
      default: for index in line.indices.prefix(column + 1) { line[index].character = " " }
      }
    case "G": column = min(max(0, (codes.first ?? 1) - 1), Self.maximumColumn)
    case "C": column = min(column + min(max(1, codes.first ?? 1), Self.maximumColumn), Self.maximumColumn)
    case "D": column = max(0, column - min(max(1, codes.first ?? 1), Self.maximumColumn))
    default: break
    }
  }
}
