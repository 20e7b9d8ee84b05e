// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// Writes the function of a cell's module that deinitialises the variables of one step, so that entering the cell
/// again does not leak what they held.
enum ReleaseFunction {
  static func source(for cell: ParsedCell, module: String) -> String {
    var cases: [String] = []
    for (index, step) in cell.steps.enumerated() {
      let releases = variables(of: step.syntax, in: cell).map { name, isLet in
        isLet
          ? "withUnsafePointer(to: \(name)) { _ = UnsafeMutablePointer(mutating: $0).deinitialize(count: 1) }"
          : "withUnsafeMutablePointer(to: &\(name)) { _ = $0.deinitialize(count: 1) }"
      }
      if !releases.isEmpty { cases.append("case \(index): \(releases.joined(separator: "; "))") }
    }
    let body = cases.isEmpty ? "" : "switch step { \(cases.joined(separator: "\n")) \n default: break }"
    let isolation = globalActor(in: cell).map { "@\($0) " } ?? ""
    return "\(isolation)@_cdecl(\"\(module)_release\") func __\(module)_release(_ step: Int32) { \(body) }"
  }

  /// The global actor of the cell's variables; the function must be on it to reach them.
  private static func globalActor(in cell: ParsedCell) -> String? {
    cell.steps.lazy.compactMap { step -> String? in
      guard case .decl(let declaration) = step.syntax.item, let variable = declaration.as(VariableDeclSyntax.self)
      else {
        return nil
      }
      return variable.attributes.lazy.compactMap { $0.as(AttributeSyntax.self)?.attributeName.trimmedDescription }
        .first { $0.hasSuffix("Actor") }
    }.first
  }

  /// Stored variables by name; those with observers are left out, their storage cannot be reached.
  private static func variables(of item: CodeBlockItemSyntax, in cell: ParsedCell) -> [(name: String, isLet: Bool)] {
    if case .decl(let declaration) = item.item, let variable = declaration.as(VariableDeclSyntax.self) {
      guard !variable.isComputed, !variable.isObserved else { return [] }
      if variable.isWrapped {
        return variable.bindings.flatMap { NameCollector.names(in: $0.pattern) }
          .map { (WrapperPass.storage(of: $0).variable, false) }
      }
      if variable.isAsync {
        return variable.bindings.compactMap { AsyncLetPass.storage(of: $0.pattern).first?.value.variable }
          .map { (quoted($0), true) }
      }
      let isLet = variable.bindingSpecifier.tokenKind == .keyword(.let)
      return variable.bindings.flatMap { NameCollector.names(in: $0.pattern) }.map { (quoted($0), isLet) }
    }
    if case .stmt(let statement) = item.item, let condition = statement.as(GuardStmtSyntax.self) {
      func declared(_ names: [String]) -> [String] { names.filter { cell.guardDeclares($0, in: condition) } }
      return condition.conditions.flatMap { element -> [(String, Bool)] in
        switch element.condition {
        case .optionalBinding(let binding):
          let isLet = binding.bindingSpecifier.tokenKind == .keyword(.let)
          return declared(NameCollector.names(in: binding.pattern)).map { (quoted($0), isLet) }
        default: return declared(NameCollector.names(bound: [element])).map { (quoted($0), true) }
        }
      }
    }
    return []
  }

  private static func quoted(_ name: String) -> String { "`\(name)`" }
}
