// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension TeXParser {
  static let textCommands: Set<String> = [
    "text", "textrm", "textbf", "textit", "texttt", "mbox", "operatorname", "mathrm", "label",
  ]
  private static let ignored: Set<String> = [
    "displaystyle", "textstyle", "limits", "nolimits", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr",
    "biggl", "biggr", "nonumber", "notag",
  ]
  private static let alphabets: Set<String> = ["mathit", "mathnormal"]

  mutating func textCommand(_ name: String) throws -> TeXNode? {
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

  mutating func command(_ name: String) throws -> TeXNode? {
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
