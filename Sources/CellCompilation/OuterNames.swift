// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// The names that a top-level item looks up outside itself, found scope by scope: what a parameter, a local
/// declaration, a pattern or a member hides is not among them.
final class OuterNames: SyntaxVisitor {
  private(set) var names = UsedNames()
  private var scopes: [Set<String>] = [[]]

  init(_ item: Syntax) {
    super.init(viewMode: .sourceAccurate)
    walk(item)
  }

  private func use(_ token: TokenSyntax) {
    guard let name = token.referencedName else { return }
    // `$x` is a use of the wrapped `x`.
    let plain = name.hasPrefix("$") ? String(name.dropFirst()) : name
    if !scopes.contains(where: { $0.contains(plain) }) {
      names.outer.insert(plain)
      names.members.insert(plain)
    }
  }

  private func hide(_ name: String) { scopes[scopes.count - 1].insert(name) }
  private func push(_ names: Set<String> = []) -> SyntaxVisitorContinueKind {
    scopes.append(names)
    return .visitChildren
  }
  private func pop() { scopes.removeLast() }

  // Uses

  override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
    if node.parent?.as(MemberAccessExprSyntax.self)?.declName.id == node.id {
      names.members.insert(node.baseName.identifierText)
    } else {
      use(node.baseName)
    }
    return .visitChildren
  }

  override func visit(_ node: IdentifierTypeSyntax) -> SyntaxVisitorContinueKind {
    use(node.name)
    return .visitChildren
  }

  override func visit(_ node: MemberTypeSyntax) -> SyntaxVisitorContinueKind {
    names.members.insert(node.name.identifierText)
    return .visitChildren
  }

  override func visit(_ node: KeyPathPropertyComponentSyntax) -> SyntaxVisitorContinueKind {
    names.members.insert(node.declName.baseName.identifierText)
    return .skipChildren
  }

  override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind {
    use(node.macroName)
    return .visitChildren
  }

  override func visit(_ node: BinaryOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    use(node.operator)
    return .skipChildren
  }

  override func visit(_ node: PrefixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    use(node.operator)
    return .visitChildren
  }

  override func visit(_ node: PostfixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
    use(node.operator)
    return .visitChildren
  }

  override func visit(_ node: OperatorPrecedenceAndTypesSyntax) -> SyntaxVisitorContinueKind {
    for token in node.tokens(viewMode: .sourceAccurate) { use(token) }
    return .skipChildren
  }

  override func visit(_ node: PrecedenceGroupRelationSyntax) -> SyntaxVisitorContinueKind {
    for token in node.precedenceGroups.tokens(viewMode: .sourceAccurate) { use(token) }
    return .skipChildren
  }

  override func visit(_ node: SubscriptCallExprSyntax) -> SyntaxVisitorContinueKind {
    names.members.insert("subscript")
    return .visitChildren
  }

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    // `T(…)` may mean an initialiser that an extension adds.
    names.members.insert("init")
    return .visitChildren
  }

  override func visit(_ node: ClosureCaptureSyntax) -> SyntaxVisitorContinueKind {
    if node.initializer == nil { use(node.name) }
    return .visitChildren
  }

  override func visitPost(_ node: ClosureCaptureSyntax) {
    if node.initializer != nil { hide(node.name.identifierText) }
  }

  override func visit(_ node: OptionalBindingConditionSyntax) -> SyntaxVisitorContinueKind {
    // `if let x` reads the x outside.
    if node.initializer == nil, let name = node.pattern.as(IdentifierPatternSyntax.self)?.identifier { use(name) }
    return .visitChildren
  }

  // What hides: a binding does from its end to the end of its scope, so that `let mean = mean(xs)` is a use.

  override func visitPost(_ node: OptionalBindingConditionSyntax) { hide(node.pattern) }
  override func visitPost(_ node: MatchingPatternConditionSyntax) { hide(node.pattern) }

  override func visitPost(_ node: PatternBindingSyntax) {
    // At the top level they are what the item declares.
    if scopes.count > 1 { hide(node.pattern) }
  }

  private func hide(_ pattern: PatternSyntax) {
    for name in NameCollector.names(in: pattern) { hide(name) }
  }

  override func visitPost(_ node: FunctionParameterSyntax) {
    hide((node.secondName ?? node.firstName).identifierText)
  }

  override func visitPost(_ node: ClosureParameterSyntax) {
    hide((node.secondName ?? node.firstName).identifierText)
  }

  override func visitPost(_ node: ClosureShorthandParameterSyntax) { hide(node.name.identifierText) }
  override func visitPost(_ node: GenericParameterSyntax) { hide(node.name.identifierText) }
  override func visitPost(_ node: AccessorParametersSyntax) { hide(node.name.identifierText) }

  // Scopes

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { push() }
  override func visitPost(_ node: FunctionDeclSyntax) { pop() }
  override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind { push() }
  override func visitPost(_ node: InitializerDeclSyntax) { pop() }
  override func visit(_ node: SubscriptDeclSyntax) -> SyntaxVisitorContinueKind { push() }
  override func visitPost(_ node: SubscriptDeclSyntax) { pop() }
  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { push() }
  override func visitPost(_ node: ClosureExprSyntax) { pop() }
  override func visit(_ node: AccessorDeclSyntax) -> SyntaxVisitorContinueKind {
    push(node.accessorSpecifier.text == "didSet" ? ["oldValue"] : ["newValue"])
  }
  override func visitPost(_ node: AccessorDeclSyntax) { pop() }
  override func visit(_ node: IfExprSyntax) -> SyntaxVisitorContinueKind { push() }
  override func visitPost(_ node: IfExprSyntax) { pop() }
  override func visit(_ node: WhileStmtSyntax) -> SyntaxVisitorContinueKind { push() }
  override func visitPost(_ node: WhileStmtSyntax) { pop() }
  override func visit(_ node: SwitchCaseSyntax) -> SyntaxVisitorContinueKind { push() }
  override func visitPost(_ node: SwitchCaseSyntax) { pop() }
  override func visitPost(_ node: SwitchCaseItemSyntax) { hide(node.pattern) }
  override func visit(_ node: CatchClauseSyntax) -> SyntaxVisitorContinueKind { push(["error"]) }
  override func visitPost(_ node: CatchClauseSyntax) { pop() }
  override func visitPost(_ node: CatchItemSyntax) { if let pattern = node.pattern { hide(pattern) } }

  override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind {
    walk(node.sequence)
    _ = push(Set(NameCollector.names(in: node.pattern)))
    if let type = node.typeAnnotation { walk(type) }
    if let condition = node.whereClause { walk(condition) }
    walk(node.body)
    pop()
    return .skipChildren
  }

  /// Local functions and types are known in the whole block.
  override func visit(_ node: CodeBlockItemListSyntax) -> SyntaxVisitorContinueKind {
    push(
      Set(
        node.compactMap { item -> String? in
          guard case .decl(let declaration) = item.item else { return nil }
          return declaration.asProtocol((any NamedDeclSyntax).self)?.name.identifierText
        }))
  }
  override func visitPost(_ node: CodeBlockItemListSyntax) { pop() }

  /// Members hide what is outside their type.
  override func visit(_ node: MemberBlockSyntax) -> SyntaxVisitorContinueKind {
    push(Set(node.members.flatMap { $0.decl.memberDeclarations.map(\.name) } + ["Self"]))
  }
  override func visitPost(_ node: MemberBlockSyntax) { pop() }
}
