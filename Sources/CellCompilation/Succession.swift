// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What happens to earlier cells when a module comes to run: their references to a definition that it defines anew are
/// led to it.
package struct Succession: Sendable {
  package struct Binding: Hashable, Sendable {
    /// The symbols that stand for the definition in an earlier module and in this one.
    package var old: String
    package var new: String
  }

  /// By the step after which the definition exists; nil for what does as soon as the library is open.
  package private(set) var bindings: [Int?: [Binding]] = [:]

  init(of module: CellModule, in graph: DeclarationGraph) {
    guard let own = module.symbols else { return }
    let imported = graph.symbols.filter { $0.key != module.name }.values.reduce(into: Set<String>()) {
      $0.formUnion($1.imports)
    }
    let steps = Dictionary(module.declarations.map { ($0.name, $0.step) }, uniquingKeysWith: { $1 })
    for item in module.items where item.role != .type {
      for definition in item.definitions {
        var found: [Binding] = []
        for (name, symbols) in graph.symbols {
          // The module itself, too: its users may have been led elsewhere meanwhile.
          let isReplaceable = name == module.name || graph.defines(definition, in: name)
          guard isReplaceable else { continue }
          for (symbol, meaning) in symbols.exports where imported.contains(symbol) && meaning.belongs(to: definition) {
            if let new = own.symbols[meaning] { found.append(Binding(old: symbol, new: new)) }
          }
        }
        let step = item.role == .variable ? steps[definition.name] ?? nil : nil
        if !found.isEmpty { bindings[step, default: []] += found.sorted { $0.old < $1.old } }
      }
    }
  }
}

extension DeclarationGraph {
  /// Whether a module defines what the later definition can stand in for.
  fileprivate func defines(_ later: Definition, in module: String) -> Bool {
    (items[module] ?? []).contains { item in
      item.role != .type && item.definitions.contains { $0.isReplaced(by: later) && Self.agree($0, later) }
    }
  }
}

extension SessionState {
  /// - Parameter module: about to run, for the first time or again.
  package func succession(of module: CellModule) -> Succession { Succession(of: module, in: graph) }
}
