// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What the cells so far have declared: which names are alive, where they live, and what a new cell must import.
///
/// A value type: the owner commits a changed copy only when a cell has been compiled and entered.
package struct SessionState: Sendable {
  package private(set) var modules: [String: CellModule] = [:]
  /// Modules in the order of their first run.
  package private(set) var order: [String] = []
  /// The newest declarations of each name; several for overloaded functions.
  private var live: [String: [DeclarationReference]] = [:]
  /// Import lines of earlier cells, which persist.
  package private(set) var imports: [String] = []
  /// Who defines and who uses what.
  package private(set) var graph = DeclarationGraph()
  /// Modules whose every declaration has been taken over.
  private(set) var retired: Set<String> = []
  /// What later cells have declared anew of members, operators and conformances.
  var superseded: [String: Superseded] = [:]
  /// The newest operators and precedence groups.
  var operatorDeclarations: [String: OperatorDeclaration] = [:]
  /// Names that a cell of this session declared and that were lost with a worker.
  package var lostNames: [String: Int] = [:]
  /// Names that a cell would declare if it compiled, with its execution count.
  package private(set) var failedNames: [String: Int] = [:]

  package init() {}

  // Looking up

  package func declarations(of name: String) -> [DeclarationReference] { live[name] ?? [] }

  /// Names that later cells can use, with the cell they come from.
  package var liveNames: [DeclarationReference] {
    live.values.flatMap { $0 }.filter { obstacle(to: $0) == nil }
      .sorted { ($0.declaration.name, $0.module) < ($1.declaration.name, $1.module) }
  }

  package func executionCount(of module: String) -> Int { modules[module]?.executionCount ?? 0 }

  /// Why a declaration cannot be used now, if it cannot.
  package struct Obstacle: Equatable, Sendable {
    /// The variable without a value.
    package var variable: String
    /// The cell whose run would give it one.
    package var executionCount: Int
    /// Whether the variable is asked for itself, or by way of code that uses it.
    package var isIndirect: Bool
  }

  package func obstacle(to reference: DeclarationReference) -> Obstacle? {
    var visited: Set<DeclarationReference> = []
    return obstacle(to: reference, isIndirect: false, &visited)
  }

  private func obstacle(
    to reference: DeclarationReference, isIndirect: Bool, _ visited: inout Set<DeclarationReference>
  ) -> Obstacle? {
    guard visited.insert(reference).inserted, let module = modules[reference.module] else { return nil }
    if module.missingSteps.isEmpty && module.resolved.isEmpty && reference.declaration.uses.isEmpty { return nil }
    if let step = reference.declaration.step, module.missingSteps.contains(step) {
      return Obstacle(
        variable: reference.declaration.name, executionCount: module.executionCount, isIndirect: isIndirect)
    }
    for name in reference.declaration.uses.sorted() where name != reference.declaration.name {
      let own = module.declarations.filter { $0.name == name }
      let used =
        own.isEmpty
        ? (module.resolved[name] ?? []).flatMap { source in
          (modules[source]?.declarations ?? []).filter { $0.name == name }
            .map { DeclarationReference(module: source, declaration: $0) }
        }
        : own.map { DeclarationReference(module: reference.module, declaration: $0) }
      for inner in used {
        if let found = obstacle(to: inner, isIndirect: true, &visited) { return found }
      }
    }
    return nil
  }

  // Changing

  /// Notes the names of a cell that did not compile, so that later cells can say why they are missing.
  package mutating func noteFailure(of cell: ParsedCell, executionCount: Int) {
    for name in cell.wouldBeNames where declarations(of: name).isEmpty { failedNames[name] = executionCount }
  }

  /// Adds a module, or one that was entered again: its declarations become the newest.
  ///
  /// - Parameter missing: steps whose variables have no value because the run did not get there. Where an earlier cell
  ///   has a usable declaration of such a name, that one stays.
  package mutating func publish(_ module: CellModule, missing: Set<Int>, executionCount: Int) {
    var module = module
    module.missingSteps = missing
    module.executionCount = executionCount
    if modules[module.name] == nil { order.append(module.name) }
    modules[module.name] = module
    retired.remove(module.name)
    var withheld: Set<String> = []
    for declaration in module.declarations {
      let reference = DeclarationReference(module: module.name, declaration: declaration)
      var references = live[declaration.name] ?? []
      if let step = declaration.step, missing.contains(step), references.contains(where: { obstacle(to: $0) == nil }) {
        withheld.insert(declaration.name)
        continue
      }
      references.removeAll { $0.declaration.isSuperseded(by: declaration) }
      references.append(reference)
      live[declaration.name] = references
      lostNames[declaration.name] = nil
      failedNames[declaration.name] = nil
    }
    for line in module.imports where !imports.contains(line) { imports.append(line) }
    supersede(by: module)
    retireSuperseded(by: module)
    graph.publish(module, withheld: withheld)
  }

  private mutating func retireSuperseded(by module: CellModule) {
    for (name, other) in modules where name != module.name && !retired.contains(name) {
      let isEmpty =
        other.declarations.isEmpty && other.members.isEmpty && other.conformances.isEmpty
        && other.operatorDeclarations.isEmpty
      let isReplaced = other.declarations.allSatisfy { declaration in
        !(live[declaration.name] ?? []).contains { $0.module == name && $0.declaration == declaration }
      }
      guard isEmpty || (isReplaced && !other.declarations.isEmpty) else { continue }
      retired.insert(name)
      // The same cell again, changed: what it extended goes with it.
      superseded[name, default: Superseded()].formUnion(foreign(in: other))
    }
  }

  // Importing

  /// What a cell must import, and why some names it uses cannot be had.
  package struct Resolution: Sendable {
    package var prelude: [String] = []
    package var resolved: [String: [String]] = [:]
    package var closure: Set<String> = []
    package var obstacles: [String: Obstacle] = [:]
    package var oldNames: [String: String] = [:]
    /// Earlier cells' variables that have another form in their modules.
    package var stored: [String: Declaration.Storage] = [:]
    /// What modules must not show.
    package var superseded: [String: Superseded] = [:]
    package var suppliers: Set<MemberSource> = []
    package var operatorLines: [String] = []
  }

  /// - Parameter module: the module that the cell already is, whose own extensions are not asked for.
  package func resolve(_ cell: ParsedCell, asIn module: String? = nil) -> Resolution {
    var resolution = Resolution()
    let own = Dictionary(grouping: cell.declarations, by: \.name)
    var scoped: Set<String> = []
    for name in cell.freeReferences.sorted() {
      let references = live[name] ?? []
      guard !references.isEmpty else { continue }
      let redeclared = own[name] ?? []
      if let variable = redeclared.first(where: { $0.kind == .variable }) {
        if variable.step != nil, let old = references.last, old.declaration.kind == .variable,
          obstacle(to: old) == nil, !cell.readsBeforeDeclaration(of: name).isEmpty || cell.guardRereads(name)
        {
          let storage = old.declaration.storage.flatMap { $0.form == .property ? "." + $0.variable : nil }
          resolution.oldNames[name] = old.module + (storage ?? "")
          scoped.insert(importLine(old))
          resolution.resolved[name, default: []].append(old.module)
        }
        continue
      }
      if redeclared.contains(where: { $0.kind.isType }) { continue }
      for reference in references
      where !redeclared.contains(where: { reference.declaration.isSuperseded(by: $0) }) {
        if let obstacle = obstacle(to: reference) {
          resolution.obstacles[name] = obstacle
          continue
        }
        scoped.insert(importLine(reference))
        if let storage = reference.declaration.storage { resolution.stored[name] = storage }
        resolution.resolved[name, default: []].append(reference.module)
      }
    }
    let used = Set(resolution.resolved.values.joined())
    resolution.closure = used
    for module in used { resolution.closure.formUnion(modules[module]?.closure ?? []) }
    resolution.superseded = superseded(besides: cell)
    for (name, other) in modules where name != module {
      let suppliers = suppliers(in: other, for: cell, without: resolution.superseded[name] ?? Superseded())
      resolution.suppliers.formUnion(suppliers)
      guard !suppliers.isEmpty || (!retired.contains(name) && operatorsMatter(other, for: cell)) else { continue }
      resolution.closure.insert(name)
      resolution.closure.formUnion(other.closure)
    }
    resolution.operatorLines = OperatorDeclaration.needed(
      by: cell.references, own: cell.operatorDeclarations, of: operatorDeclarations)
    var plain: Set<String> = []
    for name in resolution.closure.sorted() {
      guard let module = modules[name] else { continue }
      if !operatorsMatter(module, for: cell) && !membersMatter(module, for: cell) && !typesMatter(module, for: cell) {
        continue
      }
      plain.insert(Self.markerImport(name))
      // Operators are found through whole modules only.
      if operatorsMatter(module, for: cell) { plain.insert(Self.wholeImport(name)) }
    }
    resolution.prelude = plain.sorted() + scoped.sorted()
    return resolution
  }

  /// Imports of every usable declaration.
  package var importsOfEverything: [String] {
    let names = liveNames
    var lines = Set(names.map(importLine))
    for module in order where !retired.contains(module) {
      lines.insert(Self.markerImport(module))
    }
    return lines.sorted()
  }

  private func operatorsMatter(_ module: CellModule, for cell: ParsedCell) -> Bool {
    !module.operators.isDisjoint(with: cell.references)
  }

  /// Whether a cell may use a member that the module declares.
  private func membersMatter(_ module: CellModule, for cell: ParsedCell) -> Bool {
    !module.conformances.isEmpty || !module.memberNames.isDisjoint(with: cell.references)
      || !module.memberNames.isDisjoint(with: MemberNames.unspoken)
      || module.members.contains { $0.name == "init" }
  }

  /// Whether something that the cell binds, a variable at the top level or deep inside, or the value that it shows, may
  /// have a type that the module declares, though nothing spells it: the compiler takes an internal type only from a
  /// module that is imported for testing.
  private func typesMatter(_ module: CellModule, for cell: ParsedCell) -> Bool {
    guard
      cell.resultStep != nil || !cell.localNames.isEmpty || cell.declarations.contains(where: { $0.kind == .variable })
    else { return false }
    return module.declarations.contains { $0.kind.isType } || module.members.contains(where: \.isType)
  }

  private func importLine(_ reference: DeclarationReference) -> String {
    "@testable import \(reference.declaration.kind.rawValue) \(reference.module).`\(reference.declaration.storage?.variable ?? reference.declaration.name)`"
  }
}
