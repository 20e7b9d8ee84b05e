// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

extension DeclSyntax {
  /// What a declaration declares, by name and signature.
  var memberDeclarations: [Declaration] {
    if let function = self.as(FunctionDeclSyntax.self) {
      return [Declaration(name: function.name.identifierText, kind: .function, signature: function.callSignature)]
    }
    if let variable = self.as(VariableDeclSyntax.self) {
      return variable.bindings.flatMap { NameCollector.names(in: $0.pattern) }
        .map { Declaration(name: $0, kind: .variable) }
    }
    if let initializer = self.as(InitializerDeclSyntax.self) {
      let types = initializer.signature.parameterClause.parameters.map {
        $0.firstName.text + ":" + $0.type.trimmedDescription
      }
      return [Declaration(name: "init", kind: .function, signature: "(" + types.joined(separator: ",") + ")")]
    }
    if self.is(SubscriptDeclSyntax.self) {
      return [Declaration(name: "subscript", kind: .function, signature: trimmedDescription.prefix(80).description)]
    }
    if let group = self.asProtocol((any DeclGroupSyntax).self), let kind = group.declarationKind,
      let named = self.asProtocol((any NamedDeclSyntax).self)
    {
      return [Declaration(name: named.name.identifierText, kind: kind)]
    }
    return []
  }
}
