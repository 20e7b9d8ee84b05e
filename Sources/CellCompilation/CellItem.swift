// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// One element of a cell's top level, as the graph of definitions and uses sees it.
package struct CellItem: Hashable, Sendable {
  package enum Role: Sendable {
    /// Code without state: functions, operators, computed variables.
    case function
    /// What code is compiled by: types and their aliases, precedence groups, the declarations of operators.
    case type
    case `extension`
    /// Holds a value, which is never computed again on its own.
    case variable
    /// Runs once: an expression, a loop.
    case statement
  }

  package var role: Role
  /// The item's bytes in the text of its cell.
  package var range: Range<Int>
  package var definitions: [Definition] = []
  /// The type that it extends.
  package var extendedType: String?
  /// Whether it makes a type conform to a protocol, which code may rely on without naming it.
  package var conforms = false
  package var usedNames = UsedNames()
  /// Of a variable or statement, the names that code uses which may run later: closures, accessors.
  package var laterUses: Set<String> = []
  /// For an item that was compiled again: the module of the cell whose text it is from.
  package var origin: String?

  /// Whether it can be compiled again without running anything.
  package var isStateless: Bool { role == .function || role == .type || role == .extension }

  init(_ role: Role, _ range: Range<Int>) {
    self.role = role
    self.range = range
  }
}

/// The names that code looks up outside itself.
package struct UsedNames: Hashable, Sendable {
  /// Names that stand alone.
  package var outer: Set<String> = []
  /// Names of members that values and types are asked for; those that stand alone may be a member of `self`.
  package var members: Set<String> = []

  var all: Set<String> { outer.union(members) }

  mutating func formUnion(_ other: UsedNames) {
    outer.formUnion(other.outer)
    members.formUnion(other.members)
  }
}

/// A name that an item gives a meaning.
package struct Definition: Hashable, Sendable {
  package var name: String
  /// Of a function, its labels and types: functions that differ in them live side by side.
  package var signature = ""
  /// Of a member that an extension adds, the type with its conditions; nil at the top level.
  package var extended: String?
  /// What a user relies on that is not in the compiler's name for it: attributes, modifiers, `let` or `var`.
  package var interface = ""

  /// Whether a later definition takes this one's place.
  func isReplaced(by other: Definition) -> Bool {
    guard name == other.name, extended == other.extended else { return false }
    return signature == other.signature || signature.isEmpty || other.signature.isEmpty
  }
}

extension ParsedCell {
  /// The elements of the top level, those of a compiled `#if` clause among them.
  var items: [CellItem] { file.statements.flatMap(items) }

  private func items(of item: CodeBlockItemSyntax) -> [CellItem] {
    if case .decl(let declaration) = item.item {
      if declaration.is(ImportDeclSyntax.self) || declaration.is(PoundSourceLocationSyntax.self) { return [] }
      if let config = declaration.as(IfConfigDeclSyntax.self) {
        guard case .statements(let inner)? = CompilerCondition.activeClause(of: config)?.elements else { return [] }
        return inner.flatMap(items)
      }
      return [self.item(declaration, in: item)]
    }
    var result = CellItem(.statement, item.byteRange)
    if case .stmt(let statement) = item.item, let condition = statement.as(GuardStmtSyntax.self) {
      result.role = .variable
      result.definitions = NameCollector.names(bound: condition.conditions).filter { guardDeclares($0, in: condition) }
        .map { Definition(name: $0, interface: "let") }
    }
    result.readUses(of: Syntax(item))
    result.laterUses = LaterUses.collect(in: Syntax(item)).intersection(result.usedNames.outer)
    return [result]
  }

  private func item(_ declaration: DeclSyntax, in item: CodeBlockItemSyntax) -> CellItem {
    // What stands before it, its documentation, comes along; what follows on its line does not.
    var result = CellItem(.function, item.position.utf8Offset..<declaration.byteRange.upperBound)
    result.definitions = Self.definitions(of: declaration)
    if let variable = declaration.as(VariableDeclSyntax.self) {
      result.role = variable.isComputed ? .function : .variable
    } else if let extended = declaration.as(ExtensionDeclSyntax.self) {
      result.role = .extension
      result.extendedType = extended.extendedType.trimmedDescription
      result.conforms = extended.inheritanceClause != nil
      let type = extended.extendedType.trimmedDescription + (extended.genericWhereClause?.trimmedDescription ?? "")
      let interface = Self.interface(of: declaration)
      for inherited in extended.inheritanceClause?.inheritedTypes ?? [] {
        let name = type + ": " + inherited.type.trimmedDescription
        result.definitions.append(Definition(name: name, extended: type, interface: interface))
      }
      for member in extended.memberBlock.members {
        for var definition in Self.definitions(of: member.decl) {
          definition.extended = type
          definition.interface += interface
          result.definitions.append(definition)
        }
      }
    } else if !declaration.is(FunctionDeclSyntax.self) {
      result.role = .type
    }
    result.readUses(of: Syntax(declaration))
    if result.role == .variable {
      result.laterUses = LaterUses.collect(in: Syntax(declaration)).intersection(result.usedNames.outer)
    }
    return result
  }

  private static func definitions(of declaration: DeclSyntax) -> [Definition] {
    let interface = interface(of: declaration)
    if let function = declaration.as(FunctionDeclSyntax.self) {
      return [
        Definition(name: function.name.identifierText, signature: function.callSignature, interface: interface)
      ]
    }
    if let custom = declaration.as(OperatorDeclSyntax.self) {
      return [Definition(name: custom.name.text, signature: custom.fixitySpecifier.text, interface: interface)]
    }
    let members = declaration.memberDeclarations
    if !members.isEmpty {
      return members.map { Definition(name: $0.name, signature: $0.signature, interface: interface) }
    }
    guard let named = declaration.asProtocol((any NamedDeclSyntax).self) else { return [] }
    return [Definition(name: named.name.identifierText, interface: interface)]
  }

  /// What stands before a declaration's name, and how a variable is read and written: of all that matters to a caller,
  /// only this is not in the compiler's name for it.
  private static func interface(of declaration: DeclSyntax) -> String {
    var parts: [String] = []
    if let attributes = declaration.asProtocol((any WithAttributesSyntax).self)?.attributes {
      parts += attributes.map(\.trimmedDescription)
    }
    if let modifiers = declaration.asProtocol((any WithModifiersSyntax).self)?.modifiers {
      let access: Set<String> = ["public", "package", "internal", "fileprivate", "private"]
      parts += modifiers.map(\.trimmedDescription).filter { !access.contains($0) }
    }
    if let variable = declaration.as(VariableDeclSyntax.self) {
      parts.append(variable.isComputed ? "computed" : variable.bindingSpecifier.text)
      if !variable.isComputed, variable.bindings.contains(where: { $0.accessorBlock != nil }) {
        parts.append("observed")
      }
    }
    return parts.joined(separator: " ")
  }
}

extension CellItem {
  fileprivate mutating func readUses(of node: Syntax) {
    usedNames = OuterNames(node).names
  }
}
