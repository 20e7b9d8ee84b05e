// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// Where `public` must be written for conformances to be accepted.
///
/// To the compiler, a type or a protocol that comes through a testable import is public. A conformance of an earlier
/// cell's type asks for public witnesses, and those for public types in their signatures; if one of these is the
/// cell's own, its conformances ask for the same.
struct PublicWitnesses {
  /// Offsets of the declarations that become public.
  private(set) var offsets: Set<Int> = []

  private var types: [String: DeclSyntax] = [:]
  private var extensions: [(type: String, syntax: ExtensionDeclSyntax)] = []

  init(in cell: ParsedCell, without superseded: Superseded) {
    for item in cell.file.statements {
      guard case .decl(let declaration) = item.item else { continue }
      if let extended = declaration.as(ExtensionDeclSyntax.self) {
        let type = extended.extendedType.trimmedDescription
        extensions.append((String(type.prefix { $0 != "." && $0 != "<" }), extended))
      } else if let named = declaration.asProtocol((any NamedDeclSyntax).self), isType(declaration) {
        types[named.name.identifierText] = declaration
      }
    }
    for (type, syntax) in extensions where !syntax.kept(superseded).isEmpty && types[type] == nil {
      publish(membersOf: syntax.memberBlock)
    }
  }

  private func isType(_ declaration: DeclSyntax) -> Bool {
    declaration.asProtocol((any DeclGroupSyntax).self) != nil || declaration.is(TypeAliasDeclSyntax.self)
  }

  private mutating func publish(membersOf block: MemberBlockSyntax) {
    for member in block.members { publish(member.decl) }
  }

  private mutating func publish(_ declaration: DeclSyntax) {
    guard let modifiers = declaration.asProtocol((any WithModifiersSyntax).self)?.modifiers,
      !modifiers.contains(where: { $0.name.text == "private" || $0.name.text == "internal" }),
      !declaration.is(EnumCaseDeclSyntax.self), !declaration.is(DeinitializerDeclSyntax.self),
      offsets.insert(declaration.byteRange.lowerBound).inserted
    else { return }
    if let group = declaration.asProtocol((any DeclGroupSyntax).self) {
      if group.inheritanceClause != nil { publish(membersOf: group.memberBlock) }
      return
    }
    let signature = SignatureNames(viewMode: .sourceAccurate)
    signature.walk(declaration)
    for name in signature.names { publishType(name) }
  }

  private mutating func publishType(_ name: String) {
    guard let declaration = types[name], !offsets.contains(declaration.byteRange.lowerBound) else { return }
    publish(declaration)
    if declaration.is(EnumDeclSyntax.self) {
      // What a case carries is as visible as the case.
      let carried = SignatureNames(viewMode: .sourceAccurate)
      carried.walk(declaration)
      for name in carried.names { publishType(name) }
    }
    for (type, syntax) in extensions where type == name && syntax.inheritanceClause != nil {
      publish(membersOf: syntax.memberBlock)
    }
  }
}

/// The names in a declaration without its bodies and values.
private final class SignatureNames: SyntaxVisitor {
  private(set) var names: Set<String> = []

  override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

  override func visit(_ token: TokenSyntax) -> SyntaxVisitorContinueKind {
    if let name = token.referencedName { names.insert(name) }
    return .skipChildren
  }
}
