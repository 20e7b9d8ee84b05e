// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// An `operator` or `precedencegroup` declaration.
///
/// The compiler finds those of other modules only where a module is imported whole, and cannot choose between two of
/// them. Every cell that uses one therefore has it repeated: the newest there is.
package struct OperatorDeclaration: Hashable, Sendable {
  /// `infix +++`, or the name of a precedence group.
  var key: String
  /// What a cell mentions that needs it.
  var name: String
  /// The declaration on one line.
  var text: String
  /// Precedence groups that it mentions.
  var groups: Set<String>

  init?(_ declaration: DeclSyntax) {
    let tokens = declaration.tokens(viewMode: .sourceAccurate).map(\.text)
    if let custom = declaration.as(OperatorDeclSyntax.self) {
      key = custom.fixitySpecifier.text + " " + custom.name.text
      name = custom.name.text
      groups = Set(custom.operatorPrecedenceAndTypes.map { [$0.precedenceGroup.text] } ?? [])
    } else if let group = declaration.as(PrecedenceGroupDeclSyntax.self) {
      key = group.name.text
      name = group.name.text
      groups = Set(tokens.filter { $0.first?.isLetter == true })
    } else {
      return nil
    }
    text = tokens.joined(separator: " ")
  }

  /// Those that a cell needs, and those that these need, but for its own.
  static func needed(
    by references: Set<String>, own: [OperatorDeclaration], of declarations: [String: OperatorDeclaration]
  ) -> [String] {
    var found = Set(own.map(\.key))
    var lines: [String] = []
    var wanted = references
    while true {
      let more = declarations.values.filter { wanted.contains($0.name) && !found.contains($0.key) }
      if more.isEmpty { return lines.sorted() }
      for declaration in more {
        found.insert(declaration.key)
        lines.append(declaration.text)
        wanted.formUnion(declaration.groups)
      }
    }
  }
}
