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
    let value = SwiftPhrase(elements[2...].flatMap { Array($0.tokens(viewMode: .sourceAccurate)) }).text
    if elements[1].is(AssignmentExprSyntax.self) {
      return Advice(
        "'\(name)' is new: a variable is declared with 'let' or 'var'", write: "let \(name) = \(value)",
        remedies: ["or 'var \(name) = \(value)' if its value changes later"], scope: sequence.byteRange,
        mark: finding.token.byteRange)
    }
    guard let symbol = elements[1].as(BinaryOperatorExprSyntax.self)?.operator.text,
      ["+=", "-=", "*=", "/="].contains(symbol)
    else { return nil }
    let start = value.hasPrefix("[") ? "[]" : value.hasPrefix("\"") ? "\"\"" : value.contains(".") ? "0.0" : "0"
    let type = start == "[]" ? "var \(name) = \(value)" : "var \(name) = \(start)"
    return Advice(
      "'\(name)' is new: it needs a value before '\(symbol)' can change it",
      remedies: ["declare it before: '\(type)'"], scope: sequence.byteRange, mark: finding.token.byteRange)
  }
}
