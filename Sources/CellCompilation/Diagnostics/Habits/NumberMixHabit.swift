// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// `n * 0.5`, `sqrt(n)`, `let q: Double = n` for an `Int` n: numbers of different types meet.
struct NumberMixHabit: CompilerHabit {
  /// From narrow to wide: of two, the narrower one is converted.
  private static let order = [
    "Int8", "UInt8", "Int16", "UInt16", "Int32", "UInt32", "UInt", "Int64", "UInt64", "Int", "Float", "CGFloat",
    "Double",
  ]

  private static func rank(_ type: String) -> Int? { order.firstIndex(of: type) }

  func advice(on finding: Finding) -> Advice? {
    if finding.isKind("cannot_apply_binop_to_args") { return operands(finding) }
    if finding.isKind("no_overloads_match_exactly_in_call") { return argument(finding) }
    guard finding.diagnostic.kind?.hasPrefix("cannot_convert_") == true else { return nil }
    return quotient(finding) ?? conversion(finding)
  }

  /// `v.reduce(0, +) / v.count`: the compiler takes the sum for a whole number, and complains about the `+`.
  private func quotient(_ finding: Finding) -> Advice? {
    guard finding.quoted.count >= 2, finding.quoted[0].contains("->"), finding.quoted[1].contains("->"),
      let call = finding.enclosing(FunctionCallExprSyntax.self),
      let sequence = call.parent?.parent?.as(SequenceExprSyntax.self),
      let operation = Operation(in: sequence, at: call.positionAfterSkippingLeadingTrivia.utf8Offset),
      operation.left == call.trimmedDescription
    else { return nil }
    return Advice(
      "'Double' and 'Int' do not mix: Swift converts no numbers by itself",
      write: "\(operation.left) \(operation.symbol) \(Self.convert(operation.right, to: "Double"))",
      scope: operation.range)
  }

  private func operands(_ finding: Finding) -> Advice? {
    let types = finding.quoted.suffix(2).map { $0 }
    guard types.count == 2, let operation = finding.operation else { return nil }
    if let scalar = Self.scalar(ofTensor: types[0]), Self.rank(types[1]) != nil {
      return told(
        types, "\(operation.left) \(operation.symbol) \(Self.convert(operation.right, to: scalar))", operation)
    }
    if let scalar = Self.scalar(ofTensor: types[1]), Self.rank(types[0]) != nil {
      return told(
        types, "\(Self.convert(operation.left, to: scalar)) \(operation.symbol) \(operation.right)", operation)
    }
    if let first = Self.scalar(ofTensor: types[0]), let second = Self.scalar(ofTensor: types[1]), first != second,
      let one = Self.rank(first), let other = Self.rank(second)
    {
      return tensors(types, operation, convertsLeft: one < other)
    }
    guard let left = Self.rank(types[0]), let right = Self.rank(types[1]), left != right else { return nil }
    let written =
      left < right
      ? "\(Self.convert(operation.left, to: types[1])) \(operation.symbol) \(operation.right)"
      : "\(operation.left) \(operation.symbol) \(Self.convert(operation.right, to: types[0]))"
    return told(types, written, operation)
  }

  private func told(_ types: [String], _ written: String, _ operation: Operation) -> Advice {
    Advice(
      "'\(types[0])' and '\(types[1])' do not mix: Swift converts no numbers by itself", write: written,
      scope: operation.range)
  }

  private func tensors(_ types: [String], _ operation: Operation, convertsLeft: Bool) -> Advice {
    let written =
      convertsLeft
      ? "\(types[1])(\(operation.left)) \(operation.symbol) \(operation.right)"
      : "\(operation.left) \(operation.symbol) \(types[0])(\(operation.right))"
    return told(types, written, operation)
  }

  /// An argument, an operand or a value of a variable has another type than its place.
  private func conversion(_ finding: Finding) -> Advice? {
    let types = finding.quoted
    guard types.count >= 2, let operand = finding.operand else { return nil }
    let (from, to) = (types[0], types[1])
    let text = KeywordArgumentHabit.phrase(operand)
    if let first = Self.scalar(ofTensor: from), let second = Self.scalar(ofTensor: to), first != second {
      return Advice(
        "'\(from)' and '\(to)' do not mix: Swift converts no numbers by itself",
        write: "\(to)(\(text))", scope: operand.byteRange)
    }
    if let element = Self.element(ofArray: to), let old = Self.element(ofArray: from), Self.rank(element) != nil,
      Self.rank(old) != nil
    {
      return Advice(
        "'\(to)' is wanted here, but this is '\(from)': each element has to be converted",
        write: "\(text).map { \(element)($0) }", scope: operand.byteRange)
    }
    guard let narrow = Self.rank(from), let wide = Self.rank(to) else { return nil }
    if finding.isKind("cannot_convert_argument_value"), let operation = finding.operation, narrow > wide,
      [operation.left, operation.right].contains(operand.trimmedDescription)
    {
      // The compiler has settled on the narrow type; the user's numbers want the wide one.
      let isRight = operation.right == operand.trimmedDescription
      let written =
        isRight
        ? "\(Self.convert(operation.left, to: from)) \(operation.symbol) \(operation.right)"
        : "\(operation.left) \(operation.symbol) \(Self.convert(operation.right, to: from))"
      return told(isRight ? [to, from] : [from, to], written, operation)
    }
    let isCut = from == "Double" || from == "Float" ? to.contains("Int") : false
    return Advice(
      "'\(to)' is wanted here, but this is '\(from)': Swift converts no numbers by itself",
      write: "\(to)(\(text))",
      remedies: isCut ? ["'\(to)(…)' cuts the decimals off; '\(to)((\(text)).rounded())' rounds"] : [],
      scope: operand.byteRange)
  }

  /// `sqrt(n)`: of the overloads, one takes the wide number.
  private func argument(_ finding: Finding) -> Advice? {
    guard let call = finding.call else { return nil }
    for note in finding.diagnostic.notes {
      guard
        let match = note.message.firstMatch(
          of: /expects value of type '([^']+)' for parameter #(\d+) \(got '([^']+)'\)/),
        let place = Int(match.2), call.arguments.count >= place
      else { continue }
      let (to, from) = (String(match.1), String(match.3))
      let arguments = call.arguments.map { argument in
        (argument.label.map { "\($0.text): " } ?? "", KeywordArgumentHabit.phrase(argument.expression))
      }
      let converted: String
      if to == "Double", let rank = Self.rank(from), rank < Self.order.count - 1 {
        converted = Self.convert(arguments[place - 1].1, to: to)
      } else if to == "Tensor<Double>", from == "[Double]" || from == "[Float]" {
        converted = "Tensor(\(arguments[place - 1].1))"
      } else {
        continue
      }
      var texts = arguments.map { $0.0 + $0.1 }
      texts[place - 1] = arguments[place - 1].0 + converted
      let name = KeywordArgumentHabit.phrase(call.calledExpression)
      return Advice(
        "'\(name)' takes no '\(from)'", write: "\(name)(\(texts.joined(separator: ", ")))", scope: call.byteRange)
    }
    return nil
  }

  private static func element(ofArray type: String) -> String? {
    type.hasPrefix("[") && type.hasSuffix("]") && !type.contains(":") ? String(type.dropFirst().dropLast()) : nil
  }

  static func scalar(ofTensor type: String) -> String? {
    guard type.hasPrefix("Tensor<"), type.hasSuffix(">") else { return nil }
    return String(type.dropFirst(7).dropLast())
  }

  /// A product or sum in parentheses of its own needs no others.
  private static func convert(_ text: String, to type: String) -> String {
    text.hasPrefix("(") && text.hasSuffix(")") ? type + text : "\(type)(\(text))"
  }
}
