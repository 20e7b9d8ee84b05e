// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Writes formulas as MathML Core, which browsers lay out themselves: no script and no font travels with the page.
package struct MathMLRenderer {
  /// HTML for `source`: MathML, or the source itself in a code style when it is outside the subset.
  package static func html(for source: String, isDisplay: Bool) -> String {
    guard let formula = TeXParser.parse(source) else {
      let code = "<code class=\"tex\">\(source.htmlEscaped)</code>"
      return isDisplay ? "<div class=\"tex-display\">\(code)</div>" : code
    }
    let renderer = MathMLRenderer(isDisplay: isDisplay)
    let display = isDisplay ? " display=\"block\"" : ""
    // The source stays reachable for copying and for readers that do not speak MathML.
    return "<math\(display)><semantics>\(renderer.row(formula))"
      + "<annotation encoding=\"application/x-tex\">\(source.htmlEscaped)</annotation></semantics></math>"
  }

  private let isDisplay: Bool

  /// Exactly one element, as MathML wants it for every argument.
  private func row(_ node: TeXNode) -> String {
    if case .row(let nodes) = node, nodes.count != 1 { return "<mrow>\(spaced(nodes))</mrow>" }
    return element(node)
  }

  /// The elements of a row, with TeX's thin space around function names: `y log x`, but `log(x)`.
  private func spaced(_ nodes: [TeXNode]) -> String {
    let thinSpace = "<mspace width=\"0.167em\"></mspace>"
    var result = ""
    for (index, node) in nodes.enumerated() {
      if index > 0, node.isFunction || nodes[index - 1].isFunction, nodes[index - 1].endsTerm, node.beginsTerm {
        result += thinSpace
      }
      result += element(node)
    }
    return result
  }

  private func element(_ node: TeXNode) -> String {
    switch node {
    case .row(let nodes): return nodes.count == 1 ? element(nodes[0]) : row(node)
    case .identifier(let text, let isUpright):
      let variant = isUpright && text.count == 1 ? " mathvariant=\"normal\"" : ""
      return "<mi\(variant)>\(text.htmlEscaped)</mi>"
    case .number(let text): return "<mn>\(text.htmlEscaped)</mn>"
    case .symbol(let sign, let isLarge):
      // A bar that TeX leaves unstretched must not grow with its neighbours.
      let fixed = !isLarge && "|‖()[]{}⟨⟩∣".contains(sign) ? " stretchy=\"false\"" : ""
      // TeX sets a solidus like a letter.
      let spacing = sign == "/" ? " lspace=\"0\" rspace=\"0\"" : ""
      return "<mo\(fixed)\(spacing)>\(sign.htmlEscaped)</mo>"
    case .function(let name, _):
      return "<mi\(name.count == 1 ? " mathvariant=\"normal\"" : "")>\(name.htmlEscaped)</mi>"
    case .text(let text): return "<mtext>\(text.replacing(" ", with: "\u{A0}").htmlEscaped)</mtext>"
    case .space(let width): return "<mspace width=\"\(width)em\"></mspace>"
    case .fraction(let top, let bottom, let hasLine):
      return "<mfrac\(hasLine ? "" : " linethickness=\"0\"")>\(row(top))\(row(bottom))</mfrac>"
    case .root(let content, nil): return "<msqrt>\(row(content))</msqrt>"
    case .root(let content, let index?): return "<mroot>\(row(content))\(row(index))</mroot>"
    case .scripts(let base, let sub, let sup): return scripts(base, sub, sup)
    case .accent(let base, let mark, let isOver, let isStretchy): return accent(base, mark, isOver, isStretchy)
    case .fenced(let open, let content, let close):
      return "<mrow>\(fence(open, "prefix"))\(row(content))\(fence(close, "postfix"))</mrow>"
    case .table(let rows, let columns): return table(rows, columns)
    }
  }

  private func scripts(_ base: TeXNode, _ sub: TeXNode?, _ sup: TeXNode?) -> String {
    let takesLimits: Bool
    let nucleus: String
    switch base {
    case .symbol(_, isLarge: true):
      (takesLimits, nucleus) = (isDisplay, element(base))
    case .function(let name, let limits):
      (takesLimits, nucleus) = (limits && isDisplay, "<mi>\(name.htmlEscaped)</mi>")
    case .accent(let inner, let mark, _, let isStretchy) where mark.isEmpty || isStretchy && "⏞⏟".contains(mark):
      // A brace's label, and `\overset`, stand above or below.
      (takesLimits, nucleus) = (true, mark.isEmpty ? row(inner) : element(base))
    default:
      (takesLimits, nucleus) = (false, row(base))
    }
    switch (sub, sup) {
    case (let sub?, let sup?):
      let tag = takesLimits ? "munderover" : "msubsup"
      return "<\(tag)>\(nucleus)\(row(sub))\(row(sup))</\(tag)>"
    case (let sub?, nil):
      let tag = takesLimits ? "munder" : "msub"
      return "<\(tag)>\(nucleus)\(row(sub))</\(tag)>"
    case (nil, let sup?):
      let tag = takesLimits ? "mover" : "msup"
      return "<\(tag)>\(nucleus)\(row(sup))</\(tag)>"
    case (nil, nil): return nucleus
    }
  }

  private func accent(_ base: TeXNode, _ mark: String, _ isOver: Bool, _ isStretchy: Bool) -> String {
    let sign = "<mo stretchy=\"\(isStretchy)\">\(mark)</mo>"
    return isOver
      ? "<mover accent=\"true\">\(row(base))\(sign)</mover>"
      : "<munder accentunder=\"true\">\(row(base))\(sign)</munder>"
  }

  private func fence(_ sign: String, _ form: String) -> String {
    sign.isEmpty ? "" : "<mo fence=\"true\" form=\"\(form)\" stretchy=\"true\">\(sign.htmlEscaped)</mo>"
  }

  private func table(_ rows: [[TeXNode]], _ columns: TeXColumns) -> String {
    let body = rows.map { cells in
      let tds = cells.enumerated().map { index, cell in
        let side: String? =
          switch columns {
          case .centered: nil
          case .left: "left"
          case .alternating: cells.count == 1 ? nil : index.isMultiple(of: 2) ? "right" : "left"
          }
        // Nothing between the two sides of an aligned equation.
        let padding = columns == .alternating ? side.map { ";padding-\($0):0" } ?? "" : ""
        // MathML Core has no columnalign; the cell's own style does it.
        let style = side.map { " style=\"text-align:\($0);text-align:-webkit-\($0)\(padding)\"" } ?? ""
        return "<mtd\(style)>\(row(cell))</mtd>"
      }
      return "<mtr>\(tds.joined())</mtr>"
    }
    let display = columns == .alternating ? " displaystyle=\"true\"" : ""
    return "<mtable\(display)>\(body.joined())</mtable>"
  }
}

extension TeXNode {
  /// A function name, with or without scripts.
  fileprivate var isFunction: Bool {
    switch self {
    case .function: true
    case .scripts(.function, _, _): true
    default: false
    }
  }

  /// Whether a function name before this needs a space: not before a bracket, an operator or another space.
  fileprivate var beginsTerm: Bool {
    switch self {
    case .symbol, .fenced, .space: false
    default: true
    }
  }

  /// Whether a function name after this needs a space: not after an operator or an opening bracket.
  fileprivate var endsTerm: Bool {
    switch self {
    case .symbol(let sign, _): ")]}|".contains(sign)
    case .space: false
    default: true
    }
  }
}
