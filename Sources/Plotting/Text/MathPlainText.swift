// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension MathParser {
  /// A text as one can read it aloud or search it: commands as the characters they stand for, without dollar signs.
  package static func plainText(_ text: String) -> String {
    pieces(of: text).map { piece in
      switch piece {
      case .plain(let words): words
      case .math(let nodes): nodes.map(\.plainText).joined()
      }
    }.joined()
  }
}

extension MathNode {
  fileprivate var plainText: String {
    switch self {
    case .symbol(let scalar, _, .relation): return " \(Character(scalar)) "
    case .symbol(let scalar, _, _): return String(Character(scalar))
    case .word(let word, _): return word
    case .group(let nodes): return nodes.map(\.plainText).joined()
    case .scripts(let base, let below, let above):
      return base.plainText + (below.map { "_" + $0.grouped } ?? "") + (above.map { "^" + $0.grouped } ?? "")
    case .fraction(let top, let bottom): return top.grouped + "/" + bottom.grouped
    case .root(let body): return "√" + body.grouped
    case .accent(_, let body), .line(let body, _): return body.plainText
    case .space(let ems): return ems > 0.2 ? " " : ""
    case .unknown(let source): return source
    }
  }

  /// In parentheses if it is more than one character long.
  private var grouped: String {
    let text = plainText
    return text.count > 1 && text.contains(where: { !$0.isNumber }) ? "(\(text))" : text
  }
}
