// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

extension Module {
  /// The module's parameters, with shapes and numbers, as a table that shows itself.
  public var summary: ModuleSummary {
    ModuleSummary(
      name: "\(type(of: self))", parameters: namedParameters.map { ($0.name, $0.parameter.shape, $0.parameter.count) })
  }
}

/// What ``Module/summary`` shows.
public struct ModuleSummary: CustomStringConvertible, Displayable {
  public let name: String
  public let parameters: [(name: String, shape: [Int], count: Int)]
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }

  public var description: String {
    let width = parameters.map(\.name.count).max() ?? 0
    let lines = parameters.map { name, shape, count in
      "  \(name)\(String(repeating: " ", count: width - name.count))  \(describe(shape: shape))"
    }
    return (["\(name): \(parameterCount) parameters"] + lines).joined(separator: "\n")
  }

  public var mimeBundle: MIMEBundle {
    let rows = parameters.map { [$0.name, describe(shape: $0.shape), "\($0.count)"] }
    return MIMEBundle(plainText: description).adding(
      .html, "<p>\(parameterCount) parameters</p>" + htmlTable(["Parameter", "Shape", "Numbers"], rows))
  }
}
