// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// Uses of names as values, except where a parameter, a pattern or a local declaration nearer by bears the name.
final class ReferenceFinder: SyntaxVisitor {
  private let names: Set<String>
  /// Names that the scopes around the present node bind, outermost first.
  private var hidden: [Set<String>] = []
  private(set) var nodes: [DeclReferenceExprSyntax] = []
  var ranges: [Range<Int>] { nodes.map(\.byteRange) }

  init(_ names: Set<String>) {
    self.names = names
    super.init(viewMode: .sourceAccurate)
  }

  override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
    let isMember = node.parent?.as(MemberAccessExprSyntax.self)?.declName.id == node.id
    let name = node.baseName.identifierText
    if !isMember, names.contains(name), !hidden.contains(where: { $0.contains(name) }) { nodes.append(node) }
    return .visitChildren
  }

  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { enter(Syntax(node)) }
  override func visitPost(_ node: ClosureExprSyntax) { hidden.removeLast() }
  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { enter(Syntax(node)) }
  override func visitPost(_ node: FunctionDeclSyntax) { hidden.removeLast() }
  override func visit(_ node: SwitchCaseSyntax) -> SyntaxVisitorContinueKind { enter(Syntax(node)) }
  override func visitPost(_ node: SwitchCaseSyntax) { hidden.removeLast() }
  override func visitPost(_ node: CodeBlockSyntax) { hidden.removeLast() }

  override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind {
    var headers: [Syntax] = []
    if let parent = node.parent {
      if let condition = parent.as(IfExprSyntax.self), condition.body.id == node.id {
        headers.append(Syntax(condition.conditions))
      } else if let loop = parent.as(WhileStmtSyntax.self) {
        headers.append(Syntax(loop.conditions))
      } else if let loop = parent.as(ForStmtSyntax.self) {
        headers.append(Syntax(loop.pattern))
      } else if let clause = parent.as(CatchClauseSyntax.self) {
        headers.append(Syntax(clause.catchItems))
      }
    }
    return enter(Syntax(node), headers)
  }

  private func enter(_ scope: Syntax, _ headers: [Syntax] = []) -> SyntaxVisitorContinueKind {
    let collector = BoundNames(viewMode: .sourceAccurate)
    for node in headers + [scope] { collector.walk(node) }
    hidden.append(collector.names)
    return .visitChildren
  }
}

/// Every name that is bound somewhere inside a node.
final class BoundNames: SyntaxVisitor {
  private(set) var names: Set<String> = []

  override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind {
    names.insert(node.identifier.identifierText)
    return .skipChildren
  }

  override func visit(_ node: FunctionParameterSyntax) -> SyntaxVisitorContinueKind {
    names.insert((node.secondName ?? node.firstName).identifierText)
    return .visitChildren
  }

  override func visit(_ node: ClosureParameterSyntax) -> SyntaxVisitorContinueKind {
    names.insert((node.secondName ?? node.firstName).identifierText)
    return .visitChildren
  }

  override func visit(_ node: ClosureShorthandParameterSyntax) -> SyntaxVisitorContinueKind {
    names.insert(node.name.identifierText)
    return .skipChildren
  }
}
