// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension DeclarationGraph {
  /// A use whose two ends differ.
  package struct Change: Hashable, Sendable {
    package var name: String
    /// What the user was compiled against, and what has taken its place.
    package var old: Node
    package var new: Node
  }

  /// What has changed under a node since it was compiled, and cannot reach it: the node must be compiled again.
  func changes(under node: Node) -> [Change] {
    compiledSites(of: node).compactMap { old -> Change? in
      guard let new = replacement(of: old), old.node != node, !follows(node, from: old, to: new) else { return nil }
      return Change(name: old.definition.name, old: old.node, new: new.node)
    } + newMeanings(for: node)
  }

  /// The site that took a site's place; nil where it is current.
  private func replacement(of site: Site) -> Site? {
    let current = sites(of: site.definition.name)
    if current.contains(where: { $0.node == site.node && $0.definition == site.definition }) { return nil }
    return current.last { site.definition.isReplaced(by: $0.definition) }
  }

  /// Whether code that was compiled against the old definition reaches the new one, or does not use it after all.
  private func follows(_ user: Node, from old: Site, to new: Site) -> Bool {
    if new.node.module == user.module { return true }
    if item(old.node).role == .type || old.node.module == user.module { return false }
    guard let users = symbols[user.module], let olds = symbols[old.node.module], let news = symbols[new.node.module]
    else { return false }
    if item(old.node).conforms, !users.imports.isDisjoint(with: olds.conformances) { return false }
    // Code that the compiler copied into its users leaves no trace there.
    if ["@inlin", "@_", "@transparent"].contains(where: old.definition.interface.contains) { return false }
    let used = users.imports.compactMap { olds.exports[$0] }.filter { $0.belongs(to: old.definition) }
    if used.isEmpty { return true }
    return Self.agree(old.definition, new.definition) && used.allSatisfy { news.symbols[$0] != nil }
  }

  /// Whether users of the one may be led to the other, as far as their names do not say.
  static func agree(_ old: Definition, _ new: Definition) -> Bool {
    old.interface == new.interface || (old.interface == "let" && new.interface == "var")
  }

  /// Names of a function that meant nothing of the session when it was compiled (a library's function, say).
  private func newMeanings(for node: Node) -> [Change] {
    let item = item(node)
    guard item.role == .function else { return [] }
    return item.usedNames.outer.sorted().compactMap { name in
      guard name.first.map({ $0.isLetter || $0 == "_" }) == true, sites(of: name, compiledInto: node.module).isEmpty,
        let new = sites(of: name).last(where: { $0.definition.extended == nil }), new.node != node
      else { return nil }
      return Change(name: name, old: node, new: new.node)
    }
  }

  /// The stateless nodes that code with these names needs, and that must be compiled again before it is.
  ///
  /// - Parameter declared: names that the code declares itself.
  func stale(neededBy names: UsedNames, declaring declared: Set<String>) -> Set<Node> {
    var names = names
    names.outer.subtract(declared)
    let reached = reachable(from: names)
    var stale = reached.filter { !changes(under: $0).isEmpty }
    // What uses them goes with them, where it could not be led to the new ones: in their own module, and by a type.
    var isGrowing = !stale.isEmpty
    while isGrowing {
      isGrowing = false
      for node in reached where !stale.contains(node) {
        let isBound = uses(of: node).contains { used in
          stale.contains(used) && (used.module == node.module || item(used).role == .type)
        }
        if isBound {
          stale.insert(node)
          isGrowing = true
        }
      }
    }
    return withSiblings(stale)
  }

  /// Extensions of one module are seen together or not at all.
  private func withSiblings(_ nodes: Set<Node>) -> Set<Node> {
    var result = nodes
    for module in Set(nodes.filter { item($0).role == .extension }.map(\.module)) {
      for (index, item) in items[module]!.enumerated() where item.role == .extension {
        let node = Node(module: module, index: index)
        if isLive(node) { result.insert(node) }
      }
    }
    return result
  }

  /// The live nodes without state that names lead to, as things stand. A variable is not followed: it keeps what it has.
  private func reachable(from names: UsedNames) -> Set<Node> {
    var reached: Set<Node> = []
    var pending = [names]
    func add(_ node: Node) {
      guard item(node).isStateless, reached.insert(node).inserted else { return }
      pending.append(item(node).usedNames)
      for definition in item(node).definitions where item(node).role == .type {
        // Conformances are used without a word.
        for other in conformances(of: definition.name) { add(other) }
      }
    }
    while let names = pending.popLast() {
      for site in sites(for: names) { add(site.node) }
    }
    return reached
  }

  private func conformances(of type: String) -> [Node] {
    liveNodes.filter { item($0).conforms && item($0).extendedType == type }
  }
}
