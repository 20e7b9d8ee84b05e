// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// The members, operator functions and conformances of a cell, with their places.
struct MemberIndex {
  struct Entry {
    var member: Member
    var syntax: DeclSyntax
    /// The extension or type around it.
    var group: (any DeclGroupSyntax)?
  }

  struct Site {
    var conformance: Conformance
    var extended: ExtensionDeclSyntax
  }

  private(set) var entries: [Entry] = []
  private(set) var sites: [Site] = []

  init(_ file: SourceFileSyntax) {
    for item in file.statements {
      guard case .decl(let declaration) = item.item else { continue }
      if let function = declaration.as(FunctionDeclSyntax.self), function.isOperator {
        add(declaration, of: "", conditions: "", nil)
      } else if let extended = declaration.as(ExtensionDeclSyntax.self) {
        add(extended)
      } else if let group = declaration.asProtocol((any DeclGroupSyntax).self),
        !declaration.is(ProtocolDeclSyntax.self),
        let named = declaration.asProtocol((any NamedDeclSyntax).self)
      {
        add(membersOf: group, type: named.name.identifierText, conditions: "")
      }
    }
  }

  private mutating func add(_ extended: ExtensionDeclSyntax) {
    let (type, arguments) = Signature.extended(extended.extendedType)
    for inherited in extended.inheritanceClause?.inheritedTypes ?? [] {
      for name in Self.protocols(in: inherited.type) {
        sites.append(Site(conformance: Conformance(type: type, name: name), extended: extended))
      }
    }
    let conditions = Signature(arguments, conditions: extended.genericWhereClause).text
    add(membersOf: extended, type: type, conditions: conditions)
  }

  /// `@unchecked Sendable`, `Codable & Hashable`.
  static func protocols(in type: TypeSyntax) -> [String] {
    if let attributed = type.as(AttributedTypeSyntax.self) { return protocols(in: attributed.baseType) }
    if let composed = type.as(CompositionTypeSyntax.self) {
      return composed.elements.flatMap { protocols(in: $0.type) }
    }
    return [type.trimmedDescription]
  }

  private mutating func add(membersOf group: some DeclGroupSyntax, type: String, conditions: String) {
    for member in group.memberBlock.members { add(member.decl, of: type, conditions: conditions, group) }
  }

  private mutating func add(
    _ syntax: DeclSyntax, of type: String, conditions: String, _ group: (any DeclGroupSyntax)?
  ) {
    let modifiers = syntax.asProtocol((any WithModifiersSyntax).self)?.modifiers ?? []
    let isStatic = modifiers.contains { $0.name.text == "static" || $0.name.text == "class" }
    func add(_ name: String, _ signature: String = "", isType: Bool = false) {
      let identity = (isStatic ? "static " : "") + name + signature + (conditions.isEmpty ? "" : " where " + conditions)
      entries.append(
        Entry(
          member: Member(type: type, name: name, identity: identity, isType: isType), syntax: syntax, group: group))
    }
    if let function = syntax.as(FunctionDeclSyntax.self) {
      let fixity = modifiers.first { ["prefix", "postfix"].contains($0.name.text) }.map { $0.name.text + " " } ?? ""
      add(function.name.identifierText, fixity + function.callSignature)
    } else if let variable = syntax.as(VariableDeclSyntax.self) {
      // What an instance stores is part of its type.
      guard isStatic || variable.isComputed else { return }
      for name in variable.bindings.flatMap({ NameCollector.names(in: $0.pattern) }) { add(name) }
    } else if let initializer = syntax.as(InitializerDeclSyntax.self) {
      let clause = initializer.signature.parameterClause
      add("init", Signature(clause, initializer.genericParameterClause, initializer.genericWhereClause).text)
    } else if let element = syntax.as(SubscriptDeclSyntax.self) {
      let signature = Signature(element.parameterClause, element.genericParameterClause, element.genericWhereClause)
      add("subscript", signature.text)
    } else if let alias = syntax.as(TypeAliasDeclSyntax.self) {
      add(alias.name.identifierText, isType: true)
    } else if let inner = syntax.asProtocol((any DeclGroupSyntax).self),
      let named = syntax.asProtocol((any NamedDeclSyntax).self)
    {
      if group?.is(ExtensionDeclSyntax.self) == true { add(named.name.identifierText, isType: true) }
      self.add(membersOf: inner, type: type + "." + named.name.identifierText, conditions: conditions)
    }
  }
}
