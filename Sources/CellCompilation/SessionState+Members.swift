// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension SessionState {
  static func markerImport(_ module: String) -> String {
    "@testable import enum \(module).\(CellGenerator.marker(of: module))"
  }

  static func wholeImport(_ module: String) -> String { "@testable import \(module)" }

  /// Which type a member's type means in a module: the module's own, another cell's, or a library's. The same name may
  /// mean different types in different cells, and members of different types never replace each other.
  private func home(of type: String, in module: CellModule) -> String {
    let root = String(type.prefix { $0 != "." })
    if module.declarations.contains(where: { $0.kind.isType && $0.name == root }) { return module.name }
    return module.resolved[root]?.last ?? ""
  }

  private func home(of type: String, in cell: ParsedCell) -> String? {
    let root = String(type.prefix { $0 != "." })
    // The cell's own type is like no other.
    if cell.declarations.contains(where: { $0.kind.isType && $0.name == root }) { return nil }
    return declarations(of: root).last { $0.declaration.kind.isType }?.module ?? ""
  }

  /// What a module declares for types that are not its own.
  func foreign(in module: CellModule) -> Superseded {
    Superseded(
      members: module.members.filter { home(of: $0.type, in: module) != module.name },
      conformances: module.conformances.filter { home(of: $0.type, in: module) != module.name })
  }

  /// A module has been entered: what it declares takes the place of the same in all others.
  mutating func supersede(by module: CellModule) {
    superseded[module.name] = nil
    for declaration in module.operatorDeclarations { operatorDeclarations[declaration.key] = declaration }
    for (name, other) in modules where name != module.name {
      let lost = common(to: other, module.members, module.conformances) { home(of: $0, in: module) }
      if !lost.isEmpty { superseded[name, default: Superseded()].formUnion(lost) }
    }
  }

  /// What modules must not show a cell: what is superseded, and what the cell itself declares anew.
  func superseded(besides cell: ParsedCell) -> [String: Superseded] {
    guard !cell.members.isEmpty || !cell.conformances.isEmpty else { return superseded }
    var result = superseded
    for (name, other) in modules {
      let lost = common(to: other, cell.members, cell.conformances) { home(of: $0, in: cell) }
      if !lost.isEmpty { result[name, default: Superseded()].formUnion(lost) }
    }
    return result
  }

  private func common(
    to module: CellModule, _ members: Set<Member>, _ conformances: Set<Conformance>, home: (String) -> String?
  ) -> Superseded {
    Superseded(
      members: module.members.intersection(members).filter { self.home(of: $0.type, in: module) == home($0.type) },
      conformances: module.conformances.intersection(conformances).filter {
        self.home(of: $0.type, in: module) == home($0.type)
      })
  }

  /// What a module has, beyond what is found through the names of its declarations, that a cell may use.
  func suppliers(in module: CellModule, for cell: ParsedCell, without superseded: Superseded) -> Set<MemberSource> {
    var found: Set<MemberSource> = []
    for conformance in module.conformances.subtracting(superseded.conformances) {
      found.insert(MemberSource(module: module.name, what: .conformance(conformance)))
    }
    for member in module.members.subtracting(superseded.members)
    where cell.references.contains(member.name) || member.name == "init" || MemberNames.unspoken.contains(member.name) {
      if home(of: member.type, in: module) == module.name { continue }
      found.insert(MemberSource(module: module.name, what: .member(member)))
    }
    return found
  }
}

extension SessionState.Resolution {
  /// Without the members and operators of modules whose interface cannot be had in the form that is needed.
  func without(_ modules: Set<String>) -> Self {
    var result = self
    let lines = Set(modules.flatMap { [SessionState.markerImport($0), SessionState.wholeImport($0)] })
    result.prelude.removeAll { lines.contains($0) }
    return result
  }
}
