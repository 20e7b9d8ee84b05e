// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// `x ** 2`, `i++`, `1 < x < 5`, `"a" * 3`, `"%d" % n`: operators that Swift does not have, or not for these types.
struct OperatorHabit: CompilerHabit {
  func advice(on finding: Finding) -> Advice? {
    if finding.isKind("non_associative_adjacent_operators") { return chain(finding) }
    if finding.token.text == "**" || finding.token.text == "**=" { return power(finding) }
    if ["++", "--"].contains(finding.token.text) { return step(finding) }
    guard let operation = finding.operation else { return nil }
    if operation.symbol == "%", finding.quoted.first == "String" || operation.left.hasPrefix("\"") {
      return format(operation, finding)
    }
    guard finding.isKind("cannot_apply_binop_to_args") else { return nil }
    let types = finding.quoted.suffix(2).map { $0 }
    if operation.symbol == "*", types == ["String", "Int"] {
      return Advice(
        "a string is repeated by an initialiser",
        write: "String(repeating: \(operation.left), count: \(operation.right))",
        scope: operation.range)
    }
    if operation.symbol == "*", types.last == "Int", types.first?.hasPrefix("[") == true, operation.left.hasPrefix("[")
    {
      let element = operation.left.dropFirst().dropLast()
      guard !element.contains(",") else { return nil }
      return Advice(
        "a list is repeated by an initialiser", write: "Array(repeating: \(element), count: \(operation.right))",
        scope: operation.range)
    }
    if operation.symbol == "+", types.contains("String") {
      let left = types[0] == "String" ? operation.left : "String(\(operation.left))"
      let right = types[1] == "String" ? operation.right : "String(\(operation.right))"
      return Advice(
        "only strings are joined to a string", write: "\(left) + \(right)",
        remedies: [
          "or put the value into the string: \"…\\(\(types[0] == "String" ? operation.right : operation.left))…\""
        ],
        scope: operation.range)
    }
    return nil
  }

  private func power(_ finding: Finding) -> Advice? {
    guard let sequence = finding.enclosing(SequenceExprSyntax.self) else { return nil }
    let elements = sequence.elements.map { $0 }
    guard
      let index = elements.firstIndex(where: { $0.as(BinaryOperatorExprSyntax.self)?.operator.id == finding.token.id }),
      index > 0, index + 1 < elements.count
    else { return nil }
    let base = KeywordArgumentHabit.phrase(elements[index - 1])
    let exponent = KeywordArgumentHabit.phrase(elements[index + 1])
    let isAssigning = finding.token.text == "**="
    let power = SwiftPhrase.power(base, exponent)
    return Advice(
      "Swift has no operator '**' for powers", write: isAssigning ? "\(base) = \(power)" : power,
      remedies: power.hasPrefix("pow") ? ["of a whole number 'pow(Double(\(base)), \(exponent))'"] : [],
      scope: elements[index - 1].byteRange.lowerBound..<elements[index + 1].byteRange.upperBound)
  }

  private func step(_ finding: Finding) -> Advice? {
    let parent = finding.token.parent
    let operand =
      parent?.as(PostfixOperatorExprSyntax.self)?.expression ?? parent?.as(PrefixOperatorExprSyntax.self)?.expression
    guard let operand, let parent else { return nil }
    let sign = finding.token.text.prefix(1)
    return Advice(
      "Swift has no operator '\(finding.token.text)'", write: "\(KeywordArgumentHabit.phrase(operand)) \(sign)= 1",
      scope: parent.byteRange)
  }

  /// `a < x < b`.
  private func chain(_ finding: Finding) -> Advice? {
    guard let sequence = finding.enclosing(SequenceExprSyntax.self) else { return nil }
    let elements = sequence.elements.map { $0 }
    guard elements.count == 5 else { return nil }
    let texts = elements.map { KeywordArgumentHabit.phrase($0) }
    guard ElementwiseHabit.comparisons.contains(texts[1]), ElementwiseHabit.comparisons.contains(texts[3]) else {
      return nil
    }
    return Advice(
      "a comparison has two sides: join two of them with '&&'",
      write: "\(texts[0]) \(texts[1]) \(texts[2]) && \(texts[2]) \(texts[3]) \(texts[4])",
      remedies: texts[1].hasPrefix("<") && texts[3] == "<=" && texts[1] == "<="
        ? ["or '(\(texts[0])...\(texts[4])).contains(\(texts[2]))'"] : [], scope: sequence.byteRange)
  }

  private func format(_ operation: Operation, _ finding: Finding) -> Advice {
    let values = operation.right.hasPrefix("(") ? operation.right.dropFirst().dropLast().description : operation.right
    var parts = values.split(separator: ",").map { String($0).trimmingCharacters { $0 == " " } }
    var text = operation.left.replacing(/%(?:\.(\d+))?[a-z]/) { match -> String in
      guard !parts.isEmpty else { return String(match.0) }
      return "\\(" + parts.removeFirst() + (match.1.map { ", \($0)" } ?? "") + ")"
    }
    if text == operation.left { text = "\"\\(\(values))\"" }
    return Advice("values are put into a string with '\\(…)'", write: text, scope: operation.range)
  }
}
