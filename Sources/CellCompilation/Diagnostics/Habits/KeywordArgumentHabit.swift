// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// `d.mean(axis=0)`: labels with an equals sign.
struct KeywordArgumentHabit: CompilerHabit {
  /// Labels that have another name here.
  static let labels = [
    "keepdims": "keepingDimensions", "keepdim": "keepingDimensions", "dim": "axis", "sep": "separator",
    "end": "terminator", "replace": "replacing", "num": "", "size": "", "bins": "bins",
  ]

  func advice(on finding: Finding) -> Advice? {
    guard finding.missingName != nil, let sequence = finding.reference?.parent?.parent?.as(SequenceExprSyntax.self),
      Self.keyword(of: ExprSyntax(sequence)) != nil, let argument = sequence.parent?.as(LabeledExprSyntax.self),
      argument.label == nil, let call = argument.parent?.parent?.as(FunctionCallExprSyntax.self)
    else { return nil }
    return Advice(
      "the label of an argument ends with ':', not with '='", write: Self.swift(call), scope: call.byteRange)
  }

  /// The call with every `label=value` as `label: value`.
  static func swift(_ call: FunctionCallExprSyntax) -> String {
    let arguments = call.arguments.map { argument -> String in
      if let label = argument.label { return "\(label.text): \(phrase(argument.expression))" }
      guard let (label, value) = keyword(of: argument.expression) else { return phrase(argument.expression) }
      let name = labels[label] ?? label
      return name.isEmpty ? value : "\(name): \(value)"
    }
    return "\(phrase(call.calledExpression))(\(arguments.joined(separator: ", ")))"
  }

  static func phrase(_ node: some SyntaxProtocol) -> String {
    if let call = node.as(FunctionCallExprSyntax.self), let written = AliasHabit.swift(call) { return written }
    return SwiftPhrase(Array(node.tokens(viewMode: .sourceAccurate))).text
  }

  /// Label and value of `label=value`.
  static func keyword(of expression: ExprSyntax) -> (label: String, value: String)? {
    guard let elements = expression.as(SequenceExprSyntax.self)?.elements.map({ $0 }), elements.count > 2,
      let name = elements[0].as(DeclReferenceExprSyntax.self), elements[1].is(AssignmentExprSyntax.self)
    else { return nil }
    let value = SwiftPhrase(elements[2...].flatMap { Array($0.tokens(viewMode: .sourceAccurate)) }).text
    return (name.baseName.text, value)
  }
}
