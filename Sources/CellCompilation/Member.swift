// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A declaration that is not found by its name alone, and whose place another cell can take: a member of a type or an
/// extension, or an operator function.
package struct Member: Hashable, Sendable {
  /// The type it belongs to, as it is written, without generic arguments; empty for operator functions of the top level.
  package var type: String
  package var name: String
  /// What tells it from others of its type: whether it is static, its labels and parameter types, and what it asks of
  /// generic parameters. The type of its value does not belong to it, as for functions.
  package var identity: String
  package var isType = false
}

/// A conformance that an extension adds. There can be one only, whatever its `where` clause says.
package struct Conformance: Hashable, Sendable {
  package var type: String
  package var name: String

  package init(type: String, name: String) {
    self.type = type
    self.name = name
  }
}

/// What later cells have taken the place of in a module.
package struct Superseded: Hashable, Sendable {
  package var members: Set<Member> = []
  package var conformances: Set<Conformance> = []

  package init(members: Set<Member> = [], conformances: Set<Conformance> = []) {
    self.members = members
    self.conformances = conformances
  }

  var isEmpty: Bool { members.isEmpty && conformances.isEmpty }

  mutating func formUnion(_ other: Superseded) {
    members.formUnion(other.members)
    conformances.formUnion(other.conformances)
  }
}
