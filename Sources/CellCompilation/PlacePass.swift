// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// `#file` and its like, and `#function` at the top level, say "cell 3" and not the names that the compiler knows the
/// cell by. As a default argument they are the caller's: a function that has one looks at it when it is called.
package struct PlacePass: CellPass {
  package init() {}

  package func apply(to cell: ParsedCell, _ edits: inout SourceEdits, _ context: PassContext) {
    let finder = PlaceLiterals(viewMode: .sourceAccurate)
    finder.walk(cell.file)
    for range in finder.literals { edits.replace(range, with: "\"cell \(context.executionCount)\"") }
    for parameter in finder.parameters {
      let name = parameter.name
      edits.insert(
        " let \(name) = _martletPlace(\(name));", at: parameter.body.leftBrace.byteRange.upperBound)
    }
    for value in Set(finder.parameters.compactMap { Self.implicitReturn(of: $0.body)?.byteRange.lowerBound }) {
      edits.insert("return ", at: value)
    }
  }
}

extension PlacePass {
  /// The lone expression of a function's body, which is its value without `return` only as long as it stands alone.
  private static func implicitReturn(of body: CodeBlockSyntax) -> ExprSyntax? {
    guard body.statements.count == 1, case .expr(let value)? = body.statements.first?.item,
      body.parent?.as(FunctionDeclSyntax.self)?.signature.returnClause != nil,
      !value.tokens(viewMode: .sourceAccurate).contains(where: { $0.tokenKind == .keyword(.return) })
    else { return nil }
    return value
  }
}

private final class PlaceLiterals: SyntaxVisitor {
  /// Literals that stand for themselves.
  private(set) var literals: [Range<Int>] = []
  /// Parameters with such a default, and the bodies of their functions.
  private(set) var parameters: [(name: String, body: CodeBlockSyntax)] = []
  private var functions = 0

  private static let names: Set<String> = ["file", "fileID", "filePath"]

  override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind {
    let name = node.macroName.text
    if Self.names.contains(name) || (name == "function" && functions == 0) { literals.append(node.byteRange) }
    return .visitChildren
  }

  override func visit(_ node: FunctionParameterSyntax) -> SyntaxVisitorContinueKind {
    let isPlace = node.defaultValue?.value.as(MacroExpansionExprSyntax.self).map {
      Self.names.contains($0.macroName.text) || $0.macroName.text == "function"
    }
    guard isPlace == true else { return .visitChildren }
    if node.type.trimmedDescription == "String", let body = body(of: Syntax(node)) {
      parameters.append(((node.secondName ?? node.firstName).text, body))
    }
    return .skipChildren
  }

  private func body(of parameter: Syntax) -> CodeBlockSyntax? {
    var parent = parameter.parent
    while let current = parent {
      if let function = current.as(FunctionDeclSyntax.self) { return function.body }
      if let initializer = current.as(InitializerDeclSyntax.self) { return initializer.body }
      parent = current.parent
    }
    return nil
  }

  private func enter() -> SyntaxVisitorContinueKind {
    functions += 1
    return .visitChildren
  }

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { enter() }
  override func visitPost(_ node: FunctionDeclSyntax) { functions -= 1 }
  override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind { enter() }
  override func visitPost(_ node: InitializerDeclSyntax) { functions -= 1 }
  override func visit(_ node: MemberBlockSyntax) -> SyntaxVisitorContinueKind { enter() }
  override func visitPost(_ node: MemberBlockSyntax) { functions -= 1 }
  override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { enter() }
  override func visitPost(_ node: AccessorBlockSyntax) { functions -= 1 }
}
