// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

extension TokenSyntax {
  /// The name that the token refers to or declares, without backticks; nil for keywords and punctuation.
  var referencedName: String? {
    switch tokenKind {
    case .identifier: identifierText
    case .binaryOperator(let name), .prefixOperator(let name), .postfixOperator(let name): name
    case .dollarIdentifier(let name): String(name.dropFirst())
    default: nil
    }
  }

  var identifierText: String {
    text.hasPrefix("`") && text.hasSuffix("`") && text.count > 2 ? String(text.dropFirst().dropLast()) : text
  }
}

extension FunctionDeclSyntax {
  var isOperator: Bool {
    switch name.tokenKind {
    case .binaryOperator, .prefixOperator, .postfixOperator: true
    default: false
    }
  }
}

extension VariableDeclSyntax {
  /// Has no storage: every binding has a getter.
  var isComputed: Bool { bindings.allSatisfy(\.isComputed) }

  var isAsync: Bool { modifiers.contains { $0.name.text == "async" } }
}

extension PatternBindingSyntax {
  /// Has a getter, and no storage.
  var isComputed: Bool {
    guard let block = accessorBlock else { return false }
    switch block.accessors {
    case .getter: return true
    case .accessors(let list):
      return list.contains { ["get", "_read", "unsafeAddress"].contains($0.accessorSpecifier.text) }
    @unknown default: return false
    }
  }
}

extension DeclGroupSyntax {
  var declarationKind: Declaration.Kind? {
    if self.is(StructDeclSyntax.self) { return .structure }
    if self.is(ClassDeclSyntax.self) || self.is(ActorDeclSyntax.self) { return .object }
    if self.is(EnumDeclSyntax.self) { return .enumeration }
    if self.is(ProtocolDeclSyntax.self) { return .protocol }
    return nil
  }
}

extension CodeBlockItemSyntax {
  /// `#warning` or `#error`: said by the compiler, and nothing that runs.
  var isDirective: Bool {
    let name: TokenSyntax? =
      switch item {
      case .expr(let expression): expression.as(MacroExpansionExprSyntax.self)?.macroName
      case .decl(let declaration): declaration.as(MacroExpansionDeclSyntax.self)?.macroName
      default: nil
      }
    return name?.text == "warning" || name?.text == "error"
  }
}

extension ExprSyntax {
  /// A variable or a member of one: to give it a second name would copy it, or move it out.
  var isPlace: Bool {
    if self.is(DeclReferenceExprSyntax.self) { return true }
    guard let member = self.as(MemberAccessExprSyntax.self), let base = member.base else { return false }
    return base.isPlace
  }

  /// `x = 1`, `x += 1`: done, not shown.
  var isAssignment: Bool {
    guard let sequence = self.as(SequenceExprSyntax.self) else { return false }
    return sequence.elements.contains { element in
      if element.is(AssignmentExprSyntax.self) { return true }
      guard let name = element.as(BinaryOperatorExprSyntax.self)?.operator.text else { return false }
      return name.hasSuffix("=") && !["==", "!=", "<=", ">=", "===", "!==", "~="].contains(name)
        && !(name.hasPrefix(".") && ["==", "!=", "<=", ">="].contains(String(name.dropFirst())))
    }
  }
}

/// The names that patterns bind.
enum NameCollector {
  static func names(in pattern: PatternSyntax) -> [String] {
    if let identifier = pattern.as(IdentifierPatternSyntax.self) { return [identifier.identifier.identifierText] }
    if let tuple = pattern.as(TuplePatternSyntax.self) { return tuple.elements.flatMap { names(in: $0.pattern) } }
    if let binding = pattern.as(ValueBindingPatternSyntax.self) { return names(in: binding.pattern) }
    return boundNames(in: Syntax(pattern))
  }

  static func names(bound conditions: ConditionElementListSyntax) -> [String] {
    conditions.flatMap { element -> [String] in
      switch element.condition {
      case .optionalBinding(let binding): names(in: binding.pattern)
      case .matchingPattern(let matching): boundNames(in: Syntax(matching.pattern))
      default: []
      }
    }
  }

  /// Identifiers that a pattern such as `case .some(let x)` binds.
  private static func boundNames(in node: Syntax) -> [String] {
    if let identifier = node.as(IdentifierPatternSyntax.self) { return [identifier.identifier.identifierText] }
    return node.children(viewMode: .sourceAccurate).flatMap { boundNames(in: $0) }
  }
}

/// Names used by code that runs after its declaration has been executed: closures, accessors, nested functions.
final class LaterUses: SyntaxVisitor {
  private var names: Set<String> = []

  static func collect(in node: Syntax) -> Set<String> {
    let visitor = LaterUses(viewMode: .sourceAccurate)
    visitor.walk(node)
    return visitor.names
  }

  private func take(_ node: some SyntaxProtocol) -> SyntaxVisitorContinueKind {
    names.formUnion(node.tokens(viewMode: .sourceAccurate).compactMap(\.referencedName))
    return .skipChildren
  }

  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { take(node) }
  override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { take(node) }
}
