// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Parses the TeX that lectures use. What it does not know it refuses, so that a formula is never shown half.
package struct TeXParser {
  private var lexer: TeXLexer
  private var lookahead: TeXToken?
  private var depth = 0

  private static let maximumDepth = 64

  private struct Unsupported: Error {}

  /// The formula, or nil when it uses something outside the subset or does not balance.
  package static func parse(_ source: String) -> TeXNode? {
    var parser = TeXParser(source)
    return try? parser.formula()
  }

  private init(_ source: String) {
    lexer = TeXLexer(source)
    lookahead = lexer.next()
  }

  private mutating func take() -> TeXToken? {
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
  private mutating func rows() throws -> [[TeXNode]] {
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

  private mutating func row() throws -> TeXNode {
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
  private mutating func scripted() throws -> TeXNode? {
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
  private mutating func argument() throws -> TeXNode {
    if lookahead == .open { return try group() }
    guard let node = try atom() else { throw Unsupported() }
    return node
  }

  private mutating func group() throws -> TeXNode {
    guard take() == .open else { throw Unsupported() }
    let content = try row()
    guard take() == .close else { throw Unsupported() }
    return content
  }

  private mutating func atom() throws -> TeXNode? {
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

// MARK: - Commands

extension TeXParser {
  private static let textCommands: Set<String> = [
    "text", "textrm", "textbf", "textit", "texttt", "mbox", "operatorname", "mathrm", "label",
  ]
  private static let ignored: Set<String> = [
    "displaystyle", "textstyle", "limits", "nolimits", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr",
    "biggl", "biggr", "nonumber", "notag",
  ]
  private static let alphabets: Set<String> = ["mathit", "mathnormal"]

  private mutating func textCommand(_ name: String) throws -> TeXNode? {
    guard let text = lexer.rawGroup() else { throw Unsupported() }
    lookahead = lexer.next()
    switch name {
    case "label": return nil
    case "operatorname": return .function(text.replacing("\\,", with: " "), takesLimits: text.hasPrefix("arg"))
    case "mathrm": return .identifier(text, isUpright: true)
    default:
      // Formulas inside text are beyond the subset.
      guard !text.contains("$"), !text.contains("\\") else { throw Unsupported() }
      return .text(text)
    }
  }

  private mutating func command(_ name: String) throws -> TeXNode? {
    if let letter = TeXSymbols.identifiers[name] { return .identifier(letter, isUpright: false) }
    if let letter = TeXSymbols.uprightIdentifiers[name] { return .identifier(letter, isUpright: true) }
    if let sign = TeXSymbols.operators[name] { return .symbol(sign, isLarge: false) }
    if let sign = TeXSymbols.largeOperators[name] { return .symbol(sign, isLarge: true) }
    if let sign = TeXSymbols.integrals[name] { return .symbol(sign, isLarge: false) }
    if TeXSymbols.functions.contains(name) { return .function(name, takesLimits: false) }
    if TeXSymbols.limitFunctions.contains(name) { return .function(name, takesLimits: true) }
    if let width = TeXSymbols.spaces[name] { return .space(width) }
    if let accent = TeXSymbols.accents[name] {
      return .accent(try argument(), accent.mark, isOver: true, isStretchy: accent.isStretchy)
    }
    if let accent = TeXSymbols.underAccents[name] {
      return .accent(try argument(), accent.mark, isOver: false, isStretchy: accent.isStretchy)
    }
    if let alphabet = TeXAlphabet(rawValue: name) { return try argument().mapped(to: alphabet) }
    if Self.alphabets.contains(name) { return try argument() }
    if Self.ignored.contains(name) { return nil }
    switch name {
    case "frac", "dfrac", "tfrac", "cfrac": return .fraction(try argument(), try argument(), hasLine: true)
    case "binom", "dbinom":
      return .fenced(open: "(", .fraction(try argument(), try argument(), hasLine: false), close: ")")
    case "sqrt": return try root()
    case "left": return try fenced()
    case "begin": return try environment()
    case "bmod", "mod": return .function("mod", takesLimits: false)
    case "not": return try negated()
    case "stackrel", "overset":
      let over = try argument()
      return .scripts(base: .accent(try argument(), "", isOver: true, isStretchy: false), sub: nil, sup: over)
    default: throw Unsupported()
    }
  }

  private mutating func root() throws -> TeXNode {
    guard lookahead == .character("[") else { return .root(try argument(), index: nil) }
    _ = take()
    var index: [TeXNode] = []
    while lookahead != .character("]") {
      guard let node = try scripted() else { throw Unsupported() }
      index.append(node)
    }
    _ = take()
    return .root(try argument(), index: .row(index))
  }

  private mutating func fenced() throws -> TeXNode {
    let open = try fence()
    let content = try row()
    guard take() == .command("right") else { throw Unsupported() }
    return .fenced(open: open, content, close: try fence())
  }

  private mutating func fence() throws -> String {
    switch take() {
    case .character("."): return ""
    case .character(let character): return String(character)
    case .command(let name):
      guard let sign = TeXSymbols.operators[name] else { throw Unsupported() }
      return sign
    default: throw Unsupported()
    }
  }

  private mutating func negated() throws -> TeXNode {
    guard case .symbol(let sign, _)? = try atom() else { throw Unsupported() }
    return .symbol(sign + "\u{338}", isLarge: false)
  }

  private mutating func environmentName() throws -> String {
    var name = ""
    guard take() == .open else { throw Unsupported() }
    while case .character(let character) = lookahead {
      name.append(character)
      _ = take()
    }
    guard take() == .close else { throw Unsupported() }
    return name
  }

  private mutating func environment() throws -> TeXNode {
    let name = try environmentName()
    if name == "array" { _ = try group() }
    let rows = try rows()
    guard take() == .command("end"), try environmentName() == name else { throw Unsupported() }
    switch name {
    case "matrix", "array", "smallmatrix": return .table(rows, columns: .centered)
    case "pmatrix": return .fenced(open: "(", .table(rows, columns: .centered), close: ")")
    case "bmatrix": return .fenced(open: "[", .table(rows, columns: .centered), close: "]")
    case "vmatrix": return .fenced(open: "|", .table(rows, columns: .centered), close: "|")
    case "cases": return .fenced(open: "{", .table(rows, columns: .left), close: "")
    case "align", "align*", "aligned", "split", "gather", "gather*", "gathered", "equation", "equation*":
      if rows.count == 1, rows[0].count == 1 { return rows[0][0] }
      return .table(rows, columns: name.hasPrefix("gather") ? .centered : .alternating)
    default: throw Unsupported()
    }
  }
}

extension TeXNode {
  /// The letters and digits in another alphabet; everything else as it is.
  func mapped(to alphabet: TeXAlphabet) -> TeXNode {
    switch self {
    case .row(let nodes): .row(nodes.map { $0.mapped(to: alphabet) })
    case .identifier(let text, _): .identifier(alphabet.apply(to: text), isUpright: true)
    case .number(let text): .number(alphabet.apply(to: text))
    case .scripts(let base, let sub, let sup): .scripts(base: base.mapped(to: alphabet), sub: sub, sup: sup)
    case .accent(let base, let mark, let isOver, let isStretchy):
      .accent(base.mapped(to: alphabet), mark, isOver: isOver, isStretchy: isStretchy)
    default: self
    }
  }
}
