// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A compiled cell.
package struct CellModule: Sendable {
  package var name: String
  /// Digest of everything the compilation depended on; a cell that compiles to the same key is the same module.
  package var text: String
  package var declarations: [Declaration]
  package var extensionMembers: Set<Declaration>
  package var memberNames: Set<String>
  package var conformances: Set<String>
  package var operators: Set<String>
  package var imports: [String]
  package var stepCount: Int
  package var stepLines: [ClosedRange<Int>]
  /// The modules that the names it uses came from.
  package var resolved: [String: [String]]
  /// The prelude it was compiled with; a different one means a different module.
  package var prelude: String
  /// Every cell module that its types may come from.
  package var closure: Set<String>
  package var library = ""
  /// False where the optimiser did not come to an end.
  package var isOptimised = true
  /// What the compiler warned of.
  package var warnings: [CellDiagnostic] = []
  /// Steps whose variables have no value: they failed, or have not run.
  package var missingSteps: Set<Int> = []
  /// The execution count of its latest run, for messages.
  package var executionCount: Int
}

extension CellModule {
  /// Whether a cell with these members and conformances in its extensions takes the place of the module's extensions:
  /// the same cell again, changed, as a rule.
  func isExtensionReplaced(by members: Set<Declaration>, _ conformances: Set<String>) -> Bool {
    !extensionMembers.isDisjoint(with: members) || !self.conformances.isDisjoint(with: conformances)
  }
}

/// A declaration in a module.
package struct DeclarationReference: Hashable, Sendable {
  package var module: String
  package var declaration: Declaration
}
