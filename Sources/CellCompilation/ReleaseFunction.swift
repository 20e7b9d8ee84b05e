// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// Writes the function of a cell's module that deinitialises variables of one step, told by their bits: when the cell
/// is entered again, or when another cell's declaration takes the variable's place.
enum ReleaseFunction {
  static func source(for cell: ParsedCell, module: String) -> String {
    var cases: [String] = []
    for (index, step) in cell.steps.enumerated() {
      let releases = StoredVariable.all(in: step.syntax, of: cell).prefix(StoredVariable.mostPerStep).enumerated().map {
        "if variables & \(UInt64(1) << UInt64($0)) != 0 { \(release($1, module: module)) }"
      }
      if !releases.isEmpty { cases.append("case \(index): \(releases.joined(separator: "; "))") }
    }
    let body = cases.isEmpty ? "" : "switch step { \(cases.joined(separator: "\n")) \n default: break }"
    let isolation = globalActor(in: cell).map { "@\($0) " } ?? ""
    return """
      @_silgen_name("martlet_storage") func __martlet_storage(_ module: UnsafePointer<CChar>, _ name: UnsafePointer<CChar>) -> UnsafeMutableRawPointer?
      func __martlet_end<T>(_ storage: UnsafeMutableRawPointer?, _ value: () -> T) { storage?.assumingMemoryBound(to: T.self).deinitialize(count: 1) }
      \(isolation)@_cdecl("\(module)_release") func __\(module)_release(_ step: Int32, _ variables: UInt64) { \(body) }
      """
  }

  private static func release(_ variable: StoredVariable, module: String) -> String {
    switch variable.access {
    case .constant:
      "withUnsafePointer(to: \(variable.expression)) { _ = UnsafeMutablePointer(mutating: $0).deinitialize(count: 1) }"
    case .variable: "withUnsafeMutablePointer(to: &\(variable.expression)) { _ = $0.deinitialize(count: 1) }"
    // The closure is never called: it tells the type.
    case .observed:
      "__martlet_end(__martlet_storage(\"\(module)\", \"\(variable.name)\")) { \(variable.expression) }"
    }
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
}

/// A variable with storage of its own that a step of a cell initialises.
package struct StoredVariable: Equatable, Sendable {
  enum Access: Equatable, Sendable {
    case constant, variable
    /// Reading or writing goes through observers; the storage is found by the compiler's name for it.
    case observed
  }

  /// The bits of a mask. A step with more variables keeps the values of the others.
  static let mostPerStep = 64

  package var name: String
  /// What the generated code reaches it by.
  var expression: String
  var access: Access

  static func all(in item: CodeBlockItemSyntax, of cell: ParsedCell) -> [StoredVariable] {
    if case .stmt(let statement) = item.item, let condition = statement.as(GuardStmtSyntax.self) {
      return condition.conditions.flatMap { bound(by: $0, of: condition, in: cell) }
    }
    guard case .decl(let declaration) = item.item else { return [] }
    if let variable = declaration.as(VariableDeclSyntax.self) { return declared(by: variable) }
    guard let config = declaration.as(IfConfigDeclSyntax.self),
      case .statements(let items)? = CompilerCondition.activeClause(of: config)?.elements
    else { return [] }
    return items.flatMap { all(in: $0, of: cell) }
  }

  private static func declared(by variable: VariableDeclSyntax) -> [StoredVariable] {
    let isLet = variable.bindingSpecifier.tokenKind == .keyword(.let)
    return variable.bindings.flatMap { binding -> [StoredVariable] in
      guard !binding.isComputed else { return [] }
      if variable.isAsync {
        // All names of a pattern are parts of one task's value.
        let storage = AsyncLetPass.storage(of: binding.pattern).sorted { $0.key < $1.key }
        return storage.prefix(1).map { name, storage in
          StoredVariable(name: name, expression: quoted(storage.variable), access: .constant)
        }
      }
      return NameCollector.names(in: binding.pattern).map { name in
        if variable.isWrapped {
          return StoredVariable(name: name, expression: WrapperPass.storage(of: name).variable, access: .variable)
        }
        let access: Access = binding.accessorBlock != nil ? .observed : isLet ? .constant : .variable
        return StoredVariable(name: name, expression: quoted(name), access: access)
      }
    }
  }

  private static func bound(
    by element: ConditionElementSyntax, of condition: GuardStmtSyntax, in cell: ParsedCell
  ) -> [StoredVariable] {
    var isLet = true
    let names: [String]
    if case .optionalBinding(let binding) = element.condition {
      isLet = binding.bindingSpecifier.tokenKind == .keyword(.let)
      names = NameCollector.names(in: binding.pattern)
    } else {
      names = NameCollector.names(bound: [element])
    }
    return names.filter { cell.guardDeclares($0, in: condition) }
      .map { StoredVariable(name: $0, expression: quoted($0), access: isLet ? .constant : .variable) }
  }

  private static func quoted(_ name: String) -> String { "`\(name)`" }
}

extension ParsedCell {
  /// The variables that each step initialises, in the order of their bits.
  var storedVariables: [[String]] {
    steps.map { StoredVariable.all(in: $0.syntax, of: self).prefix(StoredVariable.mostPerStep).map(\.name) }
  }
}
