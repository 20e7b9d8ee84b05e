// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// A call that waits, where the function around it does not say that it does, or the call itself lacks its `await`.
struct SuspensionHabit: CompilerHabit {
  func advice(on finding: Finding) -> Advice? {
    if finding.isKind("cannot_pass_async_func_to_sync_parameter") { return closure(finding) }
    guard finding.message.contains("in a function that does not support concurrency") else { return nil }
    if let signature = finding.function {
      return signature.advice("the call waits, and a function that waits is 'async'")
    }
    // A closure's body is judged by the closure's type.
    if finding.enclosing(ClosureExprSyntax.self) != nil, finding.token.isAwaited { return nil }
    let isThrowing =
      finding.isTried || finding.kindsInLine.contains { $0.hasPrefix("throwing_call") || $0.hasPrefix("tryless") }
    return Advice(
      isThrowing
        ? "the call is asynchronous and can throw: it is marked with 'try await'"
        : "the call is asynchronous: it is marked with 'await'",
      write: "\(isThrowing ? "try " : "")await \(finding.callText)", scope: finding.statement)
  }

  /// `values.map { await f($0) }`.
  private func closure(_ finding: Finding) -> Advice? {
    let call = finding.call ?? finding.enclosing(FunctionCallExprSyntax.self)
    let name = call?.calledExpression.as(MemberAccessExprSyntax.self)?.declName.baseName.text ?? "the function"
    return Advice(
      "'\(name)' takes a closure that does not wait", remedies: ["write a loop: 'for x in … { … await … }'"],
      scope: finding.statement)
  }
}

/// A call that can throw without `try`, or in a function that does not say that it throws.
struct ThrowingHabit: CompilerHabit {
  func advice(on finding: Finding) -> Advice? {
    guard
      finding.isKind(
        "throwing_call_without_try", "tryless_throwing_call_unhandled", "try_unhandled",
        "throw_in_nonthrowing_function",
        "throwing_call_unhandled", "throwing_operator_without_try")
    else { return nil }
    let unhandled = finding.isKind("tryless_throwing_call_unhandled", "try_unhandled", "throwing_call_unhandled")
    if unhandled, let signature = finding.function {
      return signature.advice("the call can throw, and a function that passes errors on is 'throws'")
    }
    if finding.enclosing(ClosureExprSyntax.self) != nil,
      finding.isKind("tryless_throwing_call_unhandled", "throwing_call_without_try")
    {
      return Advice(
        "the call can throw an error: it is marked with 'try'", write: "try \(finding.callText)",
        scope: finding.statement)
    }
    guard !finding.isKind("try_unhandled", "throwing_call_unhandled") else { return nil }
    return Advice(
      "the call can throw an error: it is marked with 'try'", write: "try \(finding.callText)", scope: finding.statement
    )
  }
}

/// The head of a function around an error, and what its body needs it to say.
private struct FunctionHead {
  let node: FunctionDeclSyntax
  let needsAsync: Bool
  let needsThrows: Bool

  func advice(_ message: String) -> Advice {
    let effects = node.signature.effectSpecifiers
    let async = effects?.asyncSpecifier != nil || needsAsync ? " async" : ""
    let throwing = effects?.throwsClause != nil || needsThrows ? " throws" : ""
    let result = node.signature.returnClause.map { " " + $0.trimmedDescription } ?? ""
    let generics = node.genericParameterClause?.trimmedDescription ?? ""
    let parameters = node.signature.parameterClause.trimmedDescription
    return Advice(
      message, write: "func \(node.name.text)\(generics)\(parameters)\(async)\(throwing)\(result)",
      scope: node.byteRange)
  }
}

extension Finding {
  /// The named function whose body holds the error, unless a closure comes between.
  fileprivate var function: FunctionHead? {
    var node = token.parent
    while let current = node {
      if current.is(ClosureExprSyntax.self) { return nil }
      if let function = current.as(FunctionDeclSyntax.self) {
        let words = Set(function.body?.tokens(viewMode: .sourceAccurate).map(\.text) ?? [])
        let saysAwait = words.contains("await") || message.contains("does not support concurrency")
        let saysTry =
          words.contains("try") || diagnostic.kind?.contains("try") == true
          || diagnostic.kind?.contains("throw") == true
        return FunctionHead(node: function, needsAsync: saysAwait, needsThrows: saysTry)
      }
      node = current.parent
    }
    return nil
  }

  fileprivate var isTried: Bool {
    var node = token.parent
    while let current = node, !current.is(CodeBlockItemSyntax.self) {
      if current.is(TryExprSyntax.self) { return true }
      node = current.parent
    }
    return false
  }

  /// The call or access that the error points at, as the user wrote it.
  fileprivate var callText: String {
    var found: Syntax? = call.map(Syntax.init) ?? operand.map(Syntax.init)
    while let parent = found?.parent, parent.is(AwaitExprSyntax.self) { found = parent }
    if let tried = found?.as(TryExprSyntax.self) { found = Syntax(tried.expression) }
    return (found ?? Syntax(token)).trimmedDescription.split(separator: "\n").first.map(String.init) ?? ""
  }

  /// Bytes of the smallest statement with the error.
  var statement: Range<Int> { enclosing(CodeBlockItemSyntax.self)?.byteRange ?? token.byteRange }

  /// The user's line.
  var line: TokenLine? {
    TokenLine.logicalLines(of: cell).first { $0.numbers.contains(diagnostic.line ?? 0) }
  }
}

extension TokenSyntax {
  fileprivate var isAwaited: Bool {
    var node = parent
    while let current = node, !current.is(CodeBlockItemSyntax.self) {
      if current.is(AwaitExprSyntax.self) { return true }
      node = current.parent
    }
    return false
  }
}
