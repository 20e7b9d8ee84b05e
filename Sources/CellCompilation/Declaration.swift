// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A name that a cell's top level declares.
package struct Declaration: Hashable, Sendable {
  package enum Kind: String, Sendable {
    case variable = "var"
    case function = "func"
    case structure = "struct"
    /// Classes and actors.
    case object = "class"
    case enumeration = "enum"
    case `protocol`
    case `typealias`

    package var isType: Bool { self != .variable && self != .function }
  }

  package var name: String
  package var kind: Kind
  /// For functions: labels and parameter types; functions of one name and different signatures live side by side.
  package var signature = ""
  /// The step after which the name exists; nil for what exists as soon as the cell is loaded.
  package var step: Int?
  /// The variable that holds a wrapped property (`@Wrapper var x`) in the cell's module; nil for all else.
  package var storage: String?
  /// Names that code of this declaration uses when it runs later: function bodies, closures, accessors.
  package var uses: Set<String> = []

  package init(name: String, kind: Kind, signature: String = "", step: Int? = nil, uses: Set<String> = []) {
    self.name = name
    self.kind = kind
    self.signature = signature
    self.step = step
    self.uses = uses
  }

  /// Whether declaring `other` afterwards takes this declaration's place.
  func isSuperseded(by other: Declaration) -> Bool {
    name == other.name && !(kind == .function && other.kind == .function && signature != other.signature)
  }
}
