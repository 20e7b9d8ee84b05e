// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

extension Module {
  public var extraDescription: String { "" }

  /// The modules in this one with the number and the shapes of their parameters:
  ///
  ///     Autoencoder: 102 parameters
  ///       encoder: Linear, 60 (weight 20 × 2, bias 20)
  ///       decoder: Linear, 42 (weight 2 × 20, bias 2)
  public var description: String {
    let rows = architecture
    let lines = rows.dropFirst().map { row in
      String(repeating: "  ", count: row.depth) + "\(row.name): \(row.type)"
        + (row.count == 0 ? "" : ", \(row.count)") + (row.details.isEmpty ? "" : " (\(row.details))")
    }
    let own = rows[0].details.isEmpty ? "" : " (\(rows[0].details))"
    return (["\(rows[0].type): \(counted(parameterCount, "parameter"))\(own)"] + lines).joined(separator: "\n")
  }

  public var mimeBundle: MIMEBundle {
    let rows = architecture
    let cells = rows.dropFirst().map { row in
      [String(repeating: "\u{2003}", count: row.depth - 1) + row.name, row.type, row.details, "\(row.count)"]
    }
    let title = "<p>\(escapedHTML(rows[0].type)): \(counted(parameterCount, "parameter"))</p>"
    let bundle = MIMEBundle(plainText: description)
    return cells.isEmpty
      ? bundle : bundle.adding(.html, title + htmlTable(["Part", "Type", "Shapes", "Parameters"], cells))
  }

  /// This module and those in it, in the order of declaration.
  private var architecture: [ArchitectureRow] {
    // The modules that the next one may lie in, outermost first; an array of modules is none itself.
    var around: [String] = []
    return namedModules.map { name, module in
      while let last = around.last, !last.isEmpty, !name.hasPrefix(last + ".") { around.removeLast() }
      let depth = around.count
      let own = (around.last ?? "").isEmpty ? name : String(name.dropFirst(around.last!.count + 1))
      around.append(name)
      let parts = module.namedModules.dropFirst().map { $0.name + "." }
      let parameters = module.namedParameters.filter { parameter in !parts.contains { parameter.name.hasPrefix($0) } }
      // A module that keeps many parameters in a list of its own would fill lines with their shapes.
      let shapes = parameters.count > 4 ? [] : parameters.map { "\($0.name) \(describe(shape: $0.parameter.shape))" }
      return ArchitectureRow(
        depth: depth, name: own, type: "\(Swift.type(of: module))",
        details: (shapes + [module.extraDescription]).filter { !$0.isEmpty }.joined(separator: ", "),
        count: module.parameterCount)
    }
  }
}

private struct ArchitectureRow {
  let depth: Int
  /// The name of the property, or the number of the element, that holds the module.
  let name: String
  let type: String
  let details: String
  let count: Int
}

private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
