// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// `n += 1` for a constant of an earlier cell.
struct ConstantHabit: CompilerHabit {
  func advice(on finding: Finding) -> Advice? {
    guard let match = finding.message.firstMatch(of: /'(\w+)' is a 'let' constant/) else { return nil }
    let name = String(match.1)
    if let condition = finding.enclosing(ConditionElementSyntax.self),
      let sequence = finding.enclosing(SequenceExprSyntax.self), sequence.parent?.id == condition.id,
      sequence.elements.dropFirst().first?.is(AssignmentExprSyntax.self) == true
    {
      let parts = sequence.elements.map { $0.is(AssignmentExprSyntax.self) ? "==" : KeywordArgumentHabit.phrase($0) }
      return Advice(
        "'=' assigns; a comparison has '=='", write: parts.joined(separator: " "), scope: sequence.byteRange)
    }
    let place: String
    if finding.cell.declarations.contains(where: { $0.name == name }) {
      place = "where this cell declares it"
    } else if let reference = finding.session.declarations(of: name).last {
      place = "in cell \(finding.session.executionCount(of: reference.module)), which declares it, and re-run that cell"
    } else {
      return nil
    }
    var remedies = ["write 'var \(name)' instead of 'let \(name)' \(place)"]
    if let sequence = finding.enclosing(SequenceExprSyntax.self), sequence.elements.count > 2,
      sequence.parent?.is(CodeBlockItemSyntax.self) == true,
      sequence.elements.first?.trimmedDescription == name
    {
      let elements = sequence.elements.map { $0 }
      let value = SwiftPhrase(elements[2...].flatMap { Array($0.tokens(viewMode: .sourceAccurate)) }).text
      if elements[1].is(AssignmentExprSyntax.self), finding.cell.declarations.allSatisfy({ $0.name != name }) {
        remedies.append("or declare it again: 'let \(name) = \(value)'")
      }
    }
    return Advice("'\(name)' is a constant, declared with 'let'", remedies: remedies, scope: finding.token.byteRange)
  }
}

/// A value that may be missing where one is needed.
struct OptionalHabit: CompilerHabit {
  func advice(on finding: Finding) -> Advice? {
    guard finding.isKind("optional_not_unwrapped", "optional_base_not_unwrapped") else { return nil }
    let operand =
      finding.enclosing(SubscriptCallExprSyntax.self).map { access in
        finding.token.text == "[" ? ExprSyntax(access) : finding.operand ?? ExprSyntax(access)
      } ?? finding.operand
    guard let operand else { return nil }
    let text = KeywordArgumentHabit.phrase(operand)
    let type = finding.quoted.first ?? ""
    let other =
      type.hasPrefix("Int") || type.hasPrefix("Double") || type.hasPrefix("Float")
      ? "0" : type.hasPrefix("String") ? "\"\"" : "…"
    return Advice(
      "'\(text)' may be nil: its type is '\(type)'", write: "(\(text) ?? \(other))",
      remedies: ["or '\(text)!' where nil would be a mistake; the cell then stops with an error"],
      scope: operand.byteRange)
  }
}
