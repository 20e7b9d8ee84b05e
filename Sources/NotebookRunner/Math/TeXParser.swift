// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Parses the TeX that lectures use. What it does not know it refuses, so that a formula is never shown half.
package struct TeXParser {
  var lexer: TeXLexer
  var lookahead: TeXToken?
  private var depth = 0

  private static let maximumDepth = 64

  struct Unsupported: Error {}

  /// The formula, or nil when it uses something outside the subset or does not balance.
  package static func parse(_ source: String) -> TeXNode? {
    var parser = TeXParser(source)
    return try? parser.formula()
  }

  private init(_ source: String) {
    lexer = TeXLexer(source)
    lookahead = lexer.next()
  }

  mutating func take() -> TeXToken? {
    let token = lookahead
    lookahead = lexer.next()
    return token
  }

  private mutating func formula() throws -> TeXNode {
    let rows = try rows()
    guard lookahead == nil else { throw Unsupported() }
    return rows.count == 1 && rows[0].count == 1 ? rows[0][0] : .table(rows, columns: .alternating)
  }

  /// Rows separated by `\\`, cells by `&`, to a token that ends them.
  mutating func rows() throws -> [[TeXNode]] {
    var rows: [[TeXNode]] = [[]]
    while true {
      rows[rows.count - 1].append(try row())
      if lookahead == .ampersand {
        _ = take()
      } else if lookahead == .newline {
        _ = take()
        rows.append([])
      } else {
        if rows.count > 1, rows.last == [.row([])] { rows.removeLast() }
        return rows
      }
    }
  }

  mutating func row() throws -> TeXNode {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.maximumDepth else { throw Unsupported() }
    var nodes: [TeXNode] = []
    while let token = lookahead {
      switch token {
      case .close, .ampersand, .newline, .command("right"), .command("end"): return .row(nodes)
      default: if let node = try scripted() { nodes.append(node) }
      }
    }
    return .row(nodes)
  }

  /// An atom and its scripts; nil for what shows nothing.
  mutating func scripted() throws -> TeXNode? {
    var base: TeXNode
    if lookahead == .superscript || lookahead == .subscript {
      base = .row([])
    } else {
      guard let atom = try atom() else { return nil }
      base = atom
    }
    var sub: TeXNode?
    var sup: TeXNode?
    while true {
      switch lookahead {
      case .subscript where sub == nil:
        _ = take()
        sub = try argument()
      case .superscript where sup == nil:
        _ = take()
        sup = try argument()
      case .prime(let count) where sup == nil:
        _ = take()
        sup = .symbol(String(repeating: "′", count: count), isLarge: false)
      case .subscript, .superscript, .prime: throw Unsupported()
      default:
        if sub != nil || sup != nil { base = .scripts(base: base, sub: sub, sup: sup) }
        return base
      }
    }
  }

  /// A braced group or a single atom.
  mutating func argument() throws -> TeXNode {
    if lookahead == .open { return try group() }
    guard let node = try atom() else { throw Unsupported() }
    return node
  }

  mutating func group() throws -> TeXNode {
    guard take() == .open else { throw Unsupported() }
    let content = try row()
    guard take() == .close else { throw Unsupported() }
    return content
  }

  mutating func atom() throws -> TeXNode? {
    switch lookahead {
    case .open: return try group()
    // The text of `\text` is read from the lexer, so the command must not be followed by a token already taken.
    case .command(let name) where Self.textCommands.contains(name): return try textCommand(name)
    default: break
    }
    switch take() {
    case .number(let digits): return .number(digits)
    case .tilde: return .space(0.25)
    case .character(let character): return Self.node(for: character)
    case .command(let name): return try command(name)
    default: throw Unsupported()
    }
  }

  private static func node(for character: Character) -> TeXNode {
    switch character {
    case "-": .symbol("−", isLarge: false)
    case "*": .symbol("∗", isLarge: false)
    case _ where character.isLetter: .identifier(String(character), isUpright: false)
    default: .symbol(String(character), isLarge: false)
    }
  }
}
