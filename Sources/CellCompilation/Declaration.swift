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
  /// Where the value lies if the cell's module has no variable of this name.
  package var storage: Storage?
  /// Names that code of this declaration uses when it runs later: function bodies, closures, accessors.
  package var uses: Set<String> = []

  package init(name: String, kind: Kind, signature: String = "", step: Int? = nil, uses: Set<String> = []) {
    self.name = name
    self.kind = kind
    self.signature = signature
    self.step = step
    self.uses = uses
  }

  /// A variable of the top level that Swift has in functions and types only, and the module in another form.
  package struct Storage: Hashable, Sendable {
    package enum Form: Hashable, Sendable {
      /// A property of the variable: `@Wrapper var x`, `@TaskLocal var x`.
      case property
      /// The value of a task, or the part of it at a path such as `.0`: `async let x`.
      case task(path: String)
    }

    /// The module's variable.
    package var variable: String
    package var form: Form
  }

  /// Whether declaring `other` afterwards takes this declaration's place.
  func isSuperseded(by other: Declaration) -> Bool {
    name == other.name && !(kind == .function && other.kind == .function && signature != other.signature)
  }
}
