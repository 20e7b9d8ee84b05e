// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension CompletionCandidate {
  /// The text a front end inserts; nil where nothing sensible is left without placeholders.
  ///
  /// `moved(by: <#T##Double#>)` gives `moved`, the argument `by: <#T##Double#>` gives `by: `, and a requirement to be
  /// implemented gives its whole head, `func hash(into hasher: inout Hasher)`.
  var insertion: String? {
    var text = Substring(sourceText)
    if let body = text.range(of: " {") {
      let head = text[..<body.lowerBound]
      if !head.contains("<#") { return head.isEmpty ? nil : String(head) }
      text = head
    }
    if let placeholder = text.range(of: "<#") { text = text[..<placeholder.lowerBound] }
    if let parenthesis = text.firstIndex(of: "(") { text = text[..<parenthesis] }
    let core = text.hasPrefix("?.") ? text.dropFirst(2) : text
    guard let first = core.unicodeScalars.first else { return nil }
    let startsWord = CellText.isIdentifierPart(first) && !CellText.isDigit(first)
    guard startsWord || first == "`" || first == "#" || first == "@" else { return nil }
    return kind == .keyword ? String(text.prefix { $0 != " " }) : String(text)
  }

  /// Name, parameters and type in Swift's words.
  var signature: String? {
    let shown = description.dropPrefix("?.")
    switch kind {
    case .keyword: return nil
    case .class: return "\(sourceKind.hasSuffix("actor") ? "actor" : "class") \(shown)"
    case .struct: return "struct \(shown)"
    case .interface: return "protocol \(shown)"
    case .module: return "module \(shown)"
    case .type: return typeName.isEmpty || typeName == shown ? "type \(shown)" : "typealias \(shown) = \(typeName)"
    case .enum where sourceKind == "decl.enum": return "enum \(shown)"
    case .enum: return "case \(shown)" + (typeName.isEmpty ? "" : " of \(typeName)")
    case .function:
      return typeName.isEmpty || typeName == "Void" ? shown : "\(shown) -> \(typeName)"
    case .macro: return "macro \(shown)"
    case .instance, .property, .param:
      return typeName.isEmpty || shown.contains(": ") ? shown : "\(shown): \(typeName)"
    }
  }
}
