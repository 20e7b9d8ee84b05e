// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// `x = 5` for a name that nothing has declared.
struct NewVariableHabit: CompilerHabit {
  func advice(on finding: Finding) -> Advice? {
    guard let name = finding.missingName, let reference = finding.reference,
      let sequence = reference.parent?.parent?.as(SequenceExprSyntax.self),
      sequence.elements.first?.id == Syntax(reference).id, sequence.elements.count > 2,
      sequence.parent?.parent?.is(CodeBlockItemListSyntax.self) == true
        || sequence.parent?.is(CodeBlockItemSyntax.self) == true
    else { return nil }
    // A cell that did not compile or run declares it: that is the cause, and told elsewhere.
    guard finding.session.failedNames[name] == nil, finding.session.lostNames[name] == nil else { return nil }
    let elements = sequence.elements.map { $0 }
    let value =
      elements.count == 3
      ? KeywordArgumentHabit.phrase(elements[2])
      : SwiftPhrase(elements[2...].flatMap { Array($0.tokens(viewMode: .sourceAccurate)) }).text
    let similar = SimilarNames.nearest(to: name, among: finding.session.liveNames.map(\.declaration.name))
      .map { "or did you mean '\($0)'?" }
    if elements[1].is(AssignmentExprSyntax.self) {
      let message = "'\(name)' is new: a variable is declared with 'let' or 'var'"
      if finding.cell.changes(name) {
        return Advice(
          message, write: "var \(name) = \(value)", scope: sequence.byteRange, mark: finding.token.byteRange)
      }
      return Advice(
        message, write: "let \(name) = \(value)",
        remedies: ["or 'var \(name) = \(value)' if its value changes later"] + similar, scope: sequence.byteRange,
        mark: finding.token.byteRange)
    }
    guard let symbol = elements[1].as(BinaryOperatorExprSyntax.self)?.operator.text,
      ["+=", "-=", "*=", "/="].contains(symbol)
    else { return nil }
    let start = value.hasPrefix("[") ? "[]" : value.hasPrefix("\"") ? "\"\"" : value.contains(".") ? "0.0" : "0"
    let type = start == "[]" ? "var \(name) = \(value)" : "var \(name) = \(start)"
    return Advice(
      "'\(name)' is new: it needs a value before '\(symbol)' can change it",
      remedies: ["declare it before: '\(type)'"] + similar, scope: sequence.byteRange, mark: finding.token.byteRange)
  }
}

extension ParsedCell {
  /// Whether the cell assigns a name more than once, or changes it in place.
  fileprivate func changes(_ name: String) -> Bool {
    let lines = TokenLine.lines(of: self)
    let places = lines.flatMap { line in
      line.words.indices.dropLast().filter {
        line.words[$0] == name && ["=", "+=", "-=", "*=", "/="].contains(line.words[$0 + 1])
      }
    }
    return places.count > 1
  }
}
