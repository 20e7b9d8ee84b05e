// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// The names of the members that a cell's types and extensions declare: a later cell that mentions none of them has no
/// need to see the cell's members, and need not pay for the import.
final class MemberNames: SyntaxVisitor {
  private var names: Set<String> = []
  private var depth = 0

  /// Members that code uses without writing their names.
  static let unspoken: Set<String> = [
    "subscript", "callAsFunction", "dynamicallyCall", "wrappedValue", "projectedValue", "appendInterpolation",
    "buildBlock", "buildExpression", "buildPartialBlock", "buildOptional", "buildEither", "buildArray",
    "buildFinalResult", "buildLimitedAvailability",
  ]

  static func collect(in file: SourceFileSyntax) -> Set<String> {
    let visitor = MemberNames(viewMode: .sourceAccurate)
    visitor.walk(file)
    return visitor.names
  }

  override func visit(_ node: MemberBlockSyntax) -> SyntaxVisitorContinueKind {
    depth += 1
    return .visitChildren
  }

  override func visitPost(_ node: MemberBlockSyntax) { depth -= 1 }

  override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { add(node.name) }
  override func visit(_ node: TypeAliasDeclSyntax) -> SyntaxVisitorContinueKind { add(node.name) }
  override func visit(_ node: AssociatedTypeDeclSyntax) -> SyntaxVisitorContinueKind { add(node.name) }
  override func visit(_ node: EnumCaseElementSyntax) -> SyntaxVisitorContinueKind { add(node.name) }
  override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind { add(node.name) }
  override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind { add(node.name) }
  override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind { add(node.name) }
  override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind { add(node.name) }

  override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
    // What the compiler writes for raw values and `CaseIterable`.
    if node.inheritanceClause != nil { names.formUnion(["rawValue", "allCases"]) }
    return add(node.name)
  }

  override func visit(_ node: SubscriptDeclSyntax) -> SyntaxVisitorContinueKind {
    names.insert("subscript")
    return .visitChildren
  }

  override func visit(_ node: PatternBindingSyntax) -> SyntaxVisitorContinueKind {
    if depth > 0 { names.formUnion(NameCollector.names(in: node.pattern)) }
    return .visitChildren
  }

  private func add(_ name: TokenSyntax) -> SyntaxVisitorContinueKind {
    if depth > 0 { names.insert(name.referencedName ?? name.text) }
    return .visitChildren
  }
}
