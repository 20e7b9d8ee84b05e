// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Declarations of earlier cells, to be compiled again as one module because what they use has been edited.
///
/// Each cell's text is there with all else blanked out, and under its own file name: lines and columns stay the user's.
package struct Remaking {
  struct Part {
    /// The module of the cell whose text it is.
    var origin: String
    /// The line of the whole at which the cell's first line stands, from 1.
    var firstLine: Int
  }

  let cell: ParsedCell
  private(set) var items: [CellItem] = []
  private(set) var parts: [Part] = []
  /// What has changed, for messages: the name and the cell that edited it.
  package private(set) var causes: [DeclarationGraph.Change] = []

  /// The names that are declared again.
  package var names: [String] { items.flatMap(\.definitions).map(\.name) }

  init(_ nodes: Set<DeclarationGraph.Node>, in session: SessionState) {
    let graph = session.graph
    let wanted = nodes.map { node -> CellItem in
      var item = graph.item(node)
      if item.origin == nil { item.origin = node.module }
      return item
    }
    let byOrigin = Dictionary(grouping: wanted) { $0.origin! }
    var text = ""
    var line = 1
    for origin in session.order where byOrigin[origin] != nil {
      let own = byOrigin[origin]!.sorted { $0.range.lowerBound < $1.range.lowerBound }
      let part = Self.keeping(own.map(\.range), of: session.modules[origin]!.text) + "\n"
      text += "#sourceLocation(file: \"cell:\(origin)\", line: 1)\n" + part
      parts.append(Part(origin: origin, firstLine: line + 1))
      line += 1 + part.utf8.count { $0 == 0x0a }
      items += own
    }
    cell = ParsedCell(text)
    causes = Set(nodes.flatMap { graph.changes(under: $0) }).sorted {
      ($0.name, $0.new.module) < ($1.name, $1.new.module)
    }
  }

  /// The text with everything else blanked out; its lines stay.
  private static func keeping(_ ranges: [Range<Int>], of text: String) -> String {
    var bytes = Array(text.utf8)
    var position = 0
    func blank(to end: Int) {
      for index in position..<max(position, end) where bytes[index] != 0x0a { bytes[index] = 0x20 }
    }
    for range in ranges {
      blank(to: range.lowerBound)
      position = range.upperBound
    }
    blank(to: bytes.count)
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension SessionState {
  /// What must be compiled again before the cell is, because it leads to declarations whose own uses have been edited.
  package func remaking(neededBy cell: ParsedCell) -> Remaking? {
    var names = UsedNames()
    for item in cell.items { names.formUnion(item.usedNames) }
    let nodes = graph.stale(neededBy: names, declaring: Set(cell.declarations.map(\.name)))
    return nodes.isEmpty ? nil : Remaking(nodes, in: self)
  }
}

extension CellPipeline {
  /// Compiles earlier declarations again; the diagnostics speak of the cells that they are from.
  package func module(
    for remaking: Remaking, in session: SessionState, number: Int, executionCount: Int
  ) -> Outcome {
    let name = "Cell_\(number)"
    let resolution = session.resolve(remaking.cell)
    let outcome = compile(
      remaking.cell, name: name, resolution: resolution, parts: remaking.parts, in: session,
      executionCount: executionCount)
    guard case .module(var module, let isNew) = outcome else { return outcome }
    module.items = remaking.items
    return .module(module, isNew: isNew)
  }
}
