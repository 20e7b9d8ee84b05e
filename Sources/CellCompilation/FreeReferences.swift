// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// The names of a cell that may mean something outside it: values, functions, types and operators, but not members
/// (they are found through their type).
final class FreeReferences: SyntaxVisitor {
  private(set) var names: Set<String> = []
  /// Names that the cell binds somewhere inside: parameters, loop variables, local declarations.
  private(set) var localNames: Set<String> = []

  init(_ file: SourceFileSyntax) {
    super.init(viewMode: .sourceAccurate)
    let bound = BoundNames(viewMode: .sourceAccurate)
    bound.walk(file)
    localNames = bound.names
    walk(file)
  }

  override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
    let isMember = node.parent?.as(MemberAccessExprSyntax.self)?.declName.id == node.id
    if !isMember { add(node.baseName) }
    return .visitChildren
  }

  override func visit(_ node: IdentifierTypeSyntax) -> SyntaxVisitorContinueKind {
    add(node.name)
    return .visitChildren
  }

  override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind {
    add(node.macroName)
    return .visitChildren
  }

  override func visit(_ node: BinaryOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    add(node.operator)
    return .skipChildren
  }

  override func visit(_ node: PrefixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    add(node.operator)
    return .visitChildren
  }

  override func visit(_ node: PostfixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    add(node.operator)
    return .visitChildren
  }

  override func visit(_ node: OptionalBindingConditionSyntax) -> SyntaxVisitorContinueKind {
    // `if let x` reads the x outside.
    if node.initializer == nil, let name = node.pattern.as(IdentifierPatternSyntax.self)?.identifier { add(name) }
    return .visitChildren
  }

  override func visit(_ node: GenericParameterSyntax) -> SyntaxVisitorContinueKind {
    localNames.insert(node.name.identifierText)
    return .visitChildren
  }

  override func visit(_ node: ClosureCaptureSyntax) -> SyntaxVisitorContinueKind {
    add(node.name)
    return .visitChildren
  }

  private func add(_ token: TokenSyntax) {
    guard let name = token.referencedName else { return }
    // `$x` is a use of the wrapped `x`.
    names.insert(name.hasPrefix("$") ? String(name.dropFirst()) : name)
  }
}
