// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// Arguments as NumPy and Python take them: `zeros((2, 3))`, `d.std(0)`, `keepdims: true`, `max(v)`, `v.sorted(reverse: true)`.
struct ArgumentHabit: CompilerHabit {
  func advice(on finding: Finding) -> Advice? {
    shape(finding) ?? extremes(finding) ?? missingLabel(finding) ?? labels(finding) ?? sorting(finding) ?? stringIndex(
      finding)
      ?? tuplePattern(finding) ?? rounding(finding)
  }

  private func enclosingCall(_ finding: Finding) -> FunctionCallExprSyntax? {
    finding.call ?? finding.enclosing(FunctionCallExprSyntax.self)
  }

  /// A shape in one pair of brackets too many.
  private func shape(_ finding: Finding) -> Advice? {
    let isTuple = finding.isKind("cannot_convert_argument_value") && finding.quoted.first?.hasPrefix("(Int, ") == true
    guard isTuple && finding.quoted.last == "Int" || finding.isKind("cannot_convert_array_to_variadic"),
      let call = enclosingCall(finding), call.arguments.count == 1, let only = call.arguments.first?.expression
    else { return nil }
    let inner = KeywordArgumentHabit.phrase(only).dropFirst().dropLast()
    return Advice(
      "each length of a shape is an argument of its own",
      write: "\(KeywordArgumentHabit.phrase(call.calledExpression))(\(inner))", scope: call.byteRange)
  }

  /// `max(v)`.
  private func extremes(_ finding: Finding) -> Advice? {
    guard let call = enclosingCall(finding), call.arguments.count == 1, let only = call.arguments.first,
      only.label == nil,
      let name = call.calledExpression.as(DeclReferenceExprSyntax.self)?.baseName.text, ["max", "min"].contains(name),
      finding.isKind(
        "type_does_not_conform_decl_owner", "missing_argument_positional", "no_overloads_match_exactly_in_call",
        "cannot_convert_argument_value")
    else { return nil }
    return Advice(
      "'\(name)' compares its arguments; the largest and smallest of a collection are its members",
      write: "\(KeywordArgumentHabit.phrase(only.expression)).\(name)()", scope: call.byteRange)
  }

  /// `d.mean(0)`: the compiler says where the label belongs.
  private func missingLabel(_ finding: Finding) -> Advice? {
    guard finding.isKind("missing_argument_labels"), let fix = finding.diagnostic.fixIts.first,
      finding.diagnostic.fixIts.count == 1, let line = finding.diagnostic.line,
      let label = fix.text.wholeMatch(of: /(\w+): ?/)?.1, let call = enclosingCall(finding)
    else { return nil }
    let place = finding.cell.converter.position(ofLine: line, column: fix.column).utf8Offset
    guard let argument = call.arguments.first(where: { $0.byteRange.lowerBound == place }) else { return nil }
    let arguments = call.arguments.map { other in
      (other.id == argument.id ? "\(label): " : other.label.map { "\($0.text): " } ?? "")
        + KeywordArgumentHabit.phrase(other.expression)
    }
    return Advice(
      "the argument has the label '\(label):'",
      write: "\(name(of: call))(\(arguments.joined(separator: ", ")))", scope: call.byteRange)
  }

  /// `replace` of a constant string changes nothing; who comes from Python wants the new string.
  private func name(of call: FunctionCallExprSyntax) -> String {
    let name = KeywordArgumentHabit.phrase(call.calledExpression)
    let isStatement = call.parent?.is(CodeBlockItemSyntax.self) == true && call.arguments.count != 2
    return name.hasSuffix(".replace") && !isStatement ? name.dropLast(8) + ".replacing" : name
  }

  /// Labels that Martlet calls otherwise, and labels left out.
  private func labels(_ finding: Finding) -> Advice? {
    guard let call = enclosingCall(finding) else { return nil }
    let name = KeywordArgumentHabit.phrase(call.calledExpression)
    if finding.isKind("extra_argument_named", "extra_argument_labels", "wrong_argument_labels"),
      let label = finding.quoted.first?.trimmingCharacters(where: ":"), let known = KeywordArgumentHabit.labels[label],
      known != label
    {
      let arguments = call.arguments.map { argument -> String in
        let value = KeywordArgumentHabit.phrase(argument.expression)
        let own = argument.label?.text == label ? known : argument.label?.text ?? ""
        return own.isEmpty ? value : "\(own): \(value)"
      }
      return Advice(
        known.isEmpty ? "the argument '\(label)' has no label here" : "the label is '\(known)' here",
        write: "\(name)(\(arguments.joined(separator: ", ")))", scope: call.byteRange)
    }
    guard finding.isKind("no_overloads_match_exactly_in_call"), call.arguments.allSatisfy({ $0.label == nil }) else {
      return nil
    }
    let expected = finding.diagnostic.notes.compactMap { note in
      note.message.firstMatch(of: /incorrect labels for candidate .*expected: '\(([^']*)\)'/).map { String($0.1) }
    }
    let values = call.arguments.map { KeywordArgumentHabit.phrase($0.expression) }
    let written = expected.compactMap { labels -> String? in
      let names = labels.split(separator: ":").map(String.init)
      guard names.count == values.count else { return nil }
      let arguments = zip(names, values).map { $0 == "_" ? $1 : "\($0): \($1)" }
      return "\(name)(\(arguments.joined(separator: ", ")))"
    }
    guard !written.isEmpty else { return nil }
    let sorted = written.sorted { $0.contains("axis:") && !$1.contains("axis:") }
    return Advice(
      "the arguments of '\(name)' have labels", write: sorted[0], remedies: sorted.dropFirst().map { "or '\($0)'" },
      scope: call.byteRange)
  }

  private func sorting(_ finding: Finding) -> Advice? {
    guard finding.isKind("extra_argument_to_nullary_call", "extra_argument_named", "wrong_argument_labels"),
      let call = enclosingCall(finding), let member = call.calledExpression.as(MemberAccessExprSyntax.self),
      ["sorted", "sort"].contains(member.declName.baseName.text),
      let label = call.arguments.first?.label?.text, ["reverse", "key"].contains(label)
    else { return nil }
    let name = KeywordArgumentHabit.phrase(member)
    return Advice(
      "the order of '\(member.declName.baseName.text)' is a function of two elements",
      write: label == "reverse" ? "\(name)(by: >)" : "\(name) { $0.… < $1.… }", scope: call.byteRange)
  }

  /// `name[0]`.
  private func stringIndex(_ finding: Finding) -> Advice? {
    guard finding.message.contains("cannot subscript String with an Int"),
      let access = finding.enclosing(SubscriptCallExprSyntax.self)
    else { return nil }
    let base = KeywordArgumentHabit.phrase(access.calledExpression)
    let index = access.arguments.map { KeywordArgumentHabit.phrase($0.expression) }.joined(separator: ", ")
    return Advice(
      "a string has no numbered places: its characters are not all of one size", write: "Array(\(base))[\(index)]",
      remedies: index == "0" ? ["or '\(base).first'"] : [], scope: access.byteRange)
  }

  /// `let a, b = f()`.
  private func tuplePattern(_ finding: Finding) -> Advice? {
    guard finding.isKind("cannot_infer_type_for_pattern"), let variable = finding.enclosing(VariableDeclSyntax.self),
      variable.bindings.count > 1, let last = variable.bindings.last, let value = last.initializer?.value,
      variable.bindings.dropLast().allSatisfy({ $0.initializer == nil && $0.typeAnnotation == nil })
    else { return nil }
    let names = variable.bindings.map { $0.pattern.trimmedDescription }.joined(separator: ", ")
    return Advice(
      "several names at once stand in parentheses",
      write: "\(variable.bindingSpecifier.text) (\(names)) = \(KeywordArgumentHabit.phrase(value))",
      scope: variable.byteRange)
  }

  /// `round(x, 2)`.
  private func rounding(_ finding: Finding) -> Advice? {
    guard finding.isKind("extra_argument_positional"), let call = enclosingCall(finding), call.arguments.count == 2,
      call.calledExpression.trimmedDescription == "round"
    else { return nil }
    let values = call.arguments.map { KeywordArgumentHabit.phrase($0.expression) }
    return Advice(
      "'round' gives a whole number; so many decimals are a matter of printing",
      write: "\"\\(\(values[0]), \(values[1]))\"",
      scope: call.byteRange)
  }
}

extension String {
  func trimmingCharacters(where character: Character) -> String { trimmingCharacters { $0 == character } }
}
