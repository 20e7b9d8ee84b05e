// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Who defines and who uses what, over all the cells of a session.
///
/// Its nodes are the elements of the cells' top levels. A use has two ends: the item that the name meant when the user
/// was compiled, and the item that it means now. Where they differ, and the worker could not lead the one to the
/// other, the user is *stale* (see `DeclarationGraph+Stale.swift`).
package struct DeclarationGraph: Sendable {
  /// An element of a module's top level.
  package struct Node: Hashable, Sendable {
    package var module: String
    package var index: Int
  }

  /// A definition and the node that it belongs to.
  struct Site: Hashable {
    var node: Node
    var definition: Definition
  }

  private(set) var items: [String: [CellItem]] = [:]
  private(set) var symbols: [String: ModuleSymbols] = [:]
  /// What each name means now; several sites for overloads and for members of different types.
  private var current: [String: [Site]] = [:]
  /// What the names that a module uses meant when it was compiled.
  private var compiled: [String: [String: [Site]]] = [:]

  package init() {}

  package func item(_ node: Node) -> CellItem { items[node.module]![node.index] }

  // Definitions

  /// The nodes that give a name its meaning now.
  package func definitions(of name: String) -> [Node] { sites(of: name).map(\.node) }

  func sites(of name: String) -> [Site] { current[name] ?? [] }

  /// The current sites that an item's names may mean: at the top level, or behind a dot.
  func sites(for names: UsedNames) -> [Site] {
    names.outer.flatMap { sites(of: $0).filter { $0.definition.extended == nil } }
      + names.members.flatMap { sites(of: $0).filter { $0.definition.extended != nil } }
  }

  /// Whether a node still gives something its meaning.
  package func isLive(_ node: Node) -> Bool {
    item(node).definitions.contains { definition in
      sites(of: definition.name).contains { $0.node == node }
    }
  }

  var liveNodes: Set<Node> { Set(current.values.joined().map(\.node)) }

  // Uses

  /// What a name meant to a module when it was compiled.
  func sites(of name: String, compiledInto module: String) -> [Site] { compiled[module]?[name] ?? [] }

  /// The sites that a node's code was compiled against.
  func compiledSites(of node: Node) -> [Site] {
    let names = item(node).usedNames
    func sites(_ names: Set<String>, _ isMember: Bool) -> [Site] {
      names.flatMap { self.sites(of: $0, compiledInto: node.module) }
        .filter { ($0.definition.extended != nil) == isMember }
    }
    return sites(names.outer, false) + sites(names.members, true)
  }

  /// The nodes that a node's code was compiled against, without itself.
  package func uses(of node: Node) -> Set<Node> { Set(compiledSites(of: node).map(\.node)).subtracting([node]) }

  /// The nodes that use any of the given ones, directly or by way of others, each after what it uses.
  package func dependants(of nodes: Set<Node>) -> [Node] {
    var found: [Node] = []
    var seen = nodes
    var next = nodes
    while !next.isEmpty {
      let users = items.keys.sorted().flatMap { module in
        items[module]!.indices.map { Node(module: module, index: $0) }
      }.filter { !seen.contains($0) && !uses(of: $0).isDisjoint(with: next) }
      found += users
      next = Set(users)
      seen.formUnion(users)
    }
    return found
  }

  // Changing

  /// Adds a module, or one that was entered again: its definitions become the current ones.
  ///
  /// - Parameter withheld: variables that got no value and whose earlier definition stays.
  mutating func publish(_ module: CellModule, withheld: Set<String>) {
    if items[module.name] == nil { compiled[module.name] = bindings(of: module) }
    items[module.name] = module.items
    symbols[module.name] = module.symbols
    for (index, item) in module.items.enumerated() {
      for definition in item.definitions where !withheld.contains(definition.name) {
        var sites = current[definition.name] ?? []
        // What the same module defines stands: `infix operator +++` beside `func +++`.
        sites.removeAll { $0.node.module != module.name && $0.definition.isReplaced(by: definition) }
        let site = Site(node: Node(module: module.name, index: index), definition: definition)
        if !sites.contains(site) { sites.append(site) }
        current[definition.name] = sites
      }
    }
  }

  /// What the names that a new module uses mean to it: its own definitions first, and what was current before.
  private func bindings(of module: CellModule) -> [String: [Site]] {
    var own: [String: [Site]] = [:]
    for (index, item) in module.items.enumerated() {
      for definition in item.definitions {
        own[definition.name, default: []].append(
          Site(node: Node(module: module.name, index: index), definition: definition))
      }
    }
    var bindings: [String: [Site]] = [:]
    for item in module.items {
      for name in item.usedNames.all where bindings[name] == nil {
        let mine = own[name] ?? []
        let others = sites(of: name).filter { site in
          !mine.contains { site.definition.isReplaced(by: $0.definition) }
        }
        if !(mine.isEmpty && others.isEmpty) { bindings[name] = mine + others }
      }
    }
    return bindings
  }
}
