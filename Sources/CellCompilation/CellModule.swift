// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A compiled cell.
package struct CellModule: Sendable {
  package var name: String
  /// Digest of everything the compilation depended on; a cell that compiles to the same key is the same module.
  package var text: String
  package var declarations: [Declaration]
  package var members: Set<Member>
  package var memberNames: Set<String>
  package var conformances: Set<Conformance>
  package var operators: Set<String>
  package var operatorDeclarations: [OperatorDeclaration]
  package var imports: [String]
  /// The elements of its top level, for the graph of definitions and uses.
  package var items: [CellItem]
  /// The variables that each step initialises.
  package var storedVariables: [[String]]
  /// Names whose earlier variable it still reads.
  package var oldNames: Set<String>
  /// Nil where it was not compiled.
  package var symbols: ModuleSymbols?
  package var stepCount: Int
  package var stepLines: [ClosedRange<Int>]
  /// The modules that the names it uses came from.
  package var resolved: [String: [String]]
  /// The members of other modules that it may use, and the operators that were repeated for it.
  package var suppliers: Set<MemberSource>
  package var operatorLines: [String]
  /// What the passes knew.
  package var context: PassContext
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

/// A declaration in a module.
package struct DeclarationReference: Hashable, Sendable {
  package var module: String
  package var declaration: Declaration
}

/// A member or a conformance in a module.
package struct MemberSource: Hashable, Sendable {
  package var module: String
  package var what: What

  package enum What: Hashable, Sendable {
    case member(Member)
    case conformance(Conformance)
  }
}
