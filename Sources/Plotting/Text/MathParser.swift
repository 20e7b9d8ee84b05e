// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Reads plain text with mathematics between dollar signs.
///
/// The subset: letters, digits, Greek, `_ ^ { }`, `\frac`, `\sqrt[3]{}`, `\mathrm \mathbf \mathit \mathbb \text`, accents,
/// `\overline`, spacing, relations, arrows, operators, brackets and function names. Nothing is an error: an unknown command
/// shows as its source.
package struct MathParser {
  private var rest: Substring

  private init(_ text: Substring) { rest = text }

  /// Splits a text at its dollar signs; `\$` is a dollar, and a sign without a partner is an ordinary character.
  package static func pieces(of text: String) -> [TextPiece] {
    var pieces: [TextPiece] = []
    var plain = ""
    var rest = Substring(text)
    while let character = rest.first {
      if rest.hasPrefix("\\$") {
        plain += "$"
        rest.removeFirst(2)
      } else if character == "$", let end = closing(in: rest.dropFirst()) {
        if !plain.isEmpty { pieces.append(.plain(plain)) }
        plain = ""
        var parser = MathParser(rest.dropFirst()[..<end])
        pieces.append(.math(parser.list(until: nil)))
        rest = rest[rest.index(after: end)...]
      } else {
        plain.append(character)
        rest.removeFirst()
      }
    }
    if !plain.isEmpty { pieces.append(.plain(plain)) }
    return pieces
  }

  private static func closing(in text: Substring) -> Substring.Index? {
    var escaped = false
    for index in text.indices {
      if escaped {
        escaped = false
      } else if text[index] == "\\" {
        escaped = true
      } else if text[index] == "$" {
        return index
      }
    }
    return nil
  }

  private mutating func list(until end: Character?) -> [MathNode] {
    var nodes: [MathNode] = []
    while let character = rest.first {
      if character == end {
        rest.removeFirst()
        break
      }
      switch character {
      case " ": rest.removeFirst()
      case "^", "_":
        rest.removeFirst()
        let script = argument()
        var (base, below, above): (MathNode, MathNode?, MathNode?) = (nodes.popLast() ?? .group([]), nil, nil)
        if case .scripts(let b, let l, let a) = base { (base, below, above) = (b, l, a) }
        if character == "_" { below = script } else { above = script }
        nodes.append(.scripts(base: base, below: below, above: above))
      default: nodes.append(atom())
      }
    }
    return nodes
  }

  /// The next character, command or braced group.
  private mutating func argument() -> MathNode {
    while rest.first == " " { rest.removeFirst() }
    return rest.isEmpty ? .group([]) : atom()
  }

  private mutating func atom() -> MathNode {
    let character = rest.removeFirst()
    switch character {
    case "{": return .group(list(until: "}"))
    case "\\": return command()
    case "-": return .symbol("\u{2212}", italic: false, kind: .binary)
    case "*": return .symbol("∗", italic: false, kind: .binary)
    case "'": return .scripts(base: .group([]), below: nil, above: .symbol("′", italic: false, kind: .ordinary))
    case "+": return .symbol("+", italic: false, kind: .binary)
    case "=", "<", ">", ":", "≠", "≤", "≥", "≈":
      return .symbol(character.unicodeScalars.first!, italic: false, kind: .relation)
    case "(", "[": return .symbol(character.unicodeScalars.first!, italic: false, kind: .opening)
    case ")", "]", "!", "?": return .symbol(character.unicodeScalars.first!, italic: false, kind: .closing)
    case ",", ";": return .symbol(character.unicodeScalars.first!, italic: false, kind: .punctuation)
    default:
      let italic = character.isLetter
      let scalars = character.unicodeScalars.map { MathNode.symbol($0, italic: italic, kind: .ordinary) }
      return scalars.count == 1 ? scalars[0] : .group(scalars)
    }
  }

  private mutating func command() -> MathNode {
    var name = String(rest.prefix { $0.isASCII && $0.isLetter })
    if name.isEmpty { name = String(rest.prefix(1)) }
    rest.removeFirst(name.count)
    if let scalar = MathSymbols.italic[name] { return .symbol(scalar, italic: true, kind: .ordinary) }
    if let scalar = MathSymbols.upright[name] { return .symbol(scalar, italic: false, kind: .ordinary) }
    if let scalar = MathSymbols.binary[name] { return .symbol(scalar, italic: false, kind: .binary) }
    if let scalar = MathSymbols.relation[name] { return .symbol(scalar, italic: false, kind: .relation) }
    if let width = MathSymbols.spaces[name] { return .space(width) }
    if let scalar = MathSymbols.opening[name] { return .symbol(scalar, italic: false, kind: .opening) }
    if let scalar = MathSymbols.closing[name] { return .symbol(scalar, italic: false, kind: .closing) }
    if MathSymbols.functions.contains(name) { return .word(name) }
    if let scalar = MathSymbols.accents[name] { return .accent(scalar, argument()) }
    switch name {
    case "frac", "dfrac", "tfrac":
      let top = argument()
      return .fraction(top, argument())
    case "sqrt":
      guard rest.first == "[" else { return .root(argument()) }
      rest.removeFirst()
      let degree = list(until: "]")
      return .group([.scripts(base: .space(0), below: nil, above: .group(degree)), .space(-0.25), .root(argument())])
    case "mathrm", "text", "textrm", "operatorname", "mathsf", "texttt", "mathtt": return .word(source())
    case "mathbf", "textbf", "boldsymbol", "bf": return .word(source(), style: .bold)
    case "mathit", "textit": return .word(source(), style: .oblique)
    case "mathbb":
      let letters = source().map { MathSymbols.blackboard[$0] }
      return letters.contains { $0 == nil }
        ? .unknown("\\mathbb") : .group(letters.map { .symbol($0!, italic: false, kind: .ordinary) })
    case "overline": return .line(argument(), isOver: true)
    case "underline": return .line(argument(), isOver: false)
    case "displaystyle", "limits", "nolimits": return .space(0)
    case "left", "right", "big", "Big", "bigl", "bigr":
      // A full stop stands for no bracket.
      if rest.first == "." {
        rest.removeFirst()
        return .space(0)
      }
      return argument()
    default: return .unknown("\\" + name)
    }
  }

  /// A braced group as it is written.
  private mutating func source() -> String {
    guard rest.first == "{" else { return rest.isEmpty ? "" : String(rest.removeFirst()) }
    rest.removeFirst()
    let text = rest.prefix { $0 != "}" }
    rest.removeFirst(min(rest.count, text.count + 1))
    return String(text)
  }
}
