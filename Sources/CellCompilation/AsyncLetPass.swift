// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// `async let` at the top level: the binding becomes a task that runs at once, and its uses, here and in later cells,
/// which stand under `await` anyway, its value.
package struct AsyncLetPass: CellPass {
  package init() {}

  /// The variables that a pattern becomes: one that holds the task, and for each name its part of the task's value.
  static func storage(of pattern: PatternSyntax) -> [String: Declaration.Storage] {
    if let name = pattern.as(IdentifierPatternSyntax.self)?.identifier.identifierText {
      return [name: Declaration.Storage(variable: name, form: .task(path: ""))]
    }
    let parts = parts(of: pattern, path: "")
    let variable = "__async_" + parts.map(\.name).joined(separator: "_")
    return Dictionary(
      parts.map { ($0.name, Declaration.Storage(variable: variable, form: .task(path: $0.path))) },
      uniquingKeysWith: { first, _ in first })
  }

  private static func parts(of pattern: PatternSyntax, path: String) -> [(name: String, path: String)] {
    if let tuple = pattern.as(TuplePatternSyntax.self) {
      return tuple.elements.enumerated().flatMap { parts(of: $1.pattern, path: "\(path).\($0)") }
    }
    return NameCollector.names(in: pattern).map { ($0, path) }
  }

  package func apply(to cell: ParsedCell, _ edits: inout SourceEdits, _ context: PassContext) {
    var stored = context.stored
    for step in cell.steps {
      guard case .decl(let declaration) = step.syntax.item, let variable = declaration.as(VariableDeclSyntax.self),
        variable.isAsync
      else { continue }
      for modifier in variable.modifiers where modifier.name.text == "async" { edits.blank(modifier.byteRange) }
      for binding in variable.bindings {
        guard let value = binding.initializer?.value else { continue }
        let storage = Self.storage(of: binding.pattern)
        stored.merge(storage) { _, own in own }
        if let variable = storage.first?.value.variable, !binding.pattern.is(IdentifierPatternSyntax.self) {
          edits.replace(binding.pattern.byteRange, with: variable)
        }
        let type = binding.typeAnnotation.map { " as " + $0.type.trimmedDescription } ?? ""
        if let range = binding.typeAnnotation?.byteRange { edits.blank(range) }
        let effect = effect(of: Set(storage.keys), in: cell)
        edits.insert("Task { \(effect) (", at: value.byteRange.lowerBound, rank: EditRank.openAwait)
        edits.insert(")\(type) }", at: value.byteRange.upperBound, rank: EditRank.closeAwait)
      }
    }
    for (name, storage) in stored.sorted(by: { $0.key < $1.key }) {
      guard case .task(let path) = storage.form else { continue }
      rewriteUses(of: name, storage.variable, path, in: cell, &edits)
    }
  }

  private func rewriteUses(
    of name: String, _ variable: String, _ path: String, in cell: ParsedCell, _ edits: inout SourceEdits
  ) {
    let finder = ReferenceFinder([name])
    finder.walk(cell.file)
    for node in finder.nodes {
      let value = (Self.isUnderTry(Syntax(node)) ? ".value" : "._martletValue") + path
      if variable == name {
        edits.insert(value, at: node.byteRange.upperBound, rank: EditRank.closeAwait - 1)
      } else {
        edits.replace(node.byteRange, with: variable + value)
      }
    }
  }

  /// `async let` needs no `await` or `try` at its value; a task's closure does. The value can throw if a use of the
  /// name stands under `try`, as Swift asks of such uses, and for all that is known if no use does.
  private func effect(of names: Set<String>, in cell: ParsedCell) -> String {
    let finder = ReferenceFinder(names)
    finder.walk(cell.file)
    let throwing = finder.nodes.isEmpty || finder.nodes.contains { Self.isUnderTry(Syntax($0)) }
    return throwing ? "try await" : "await"
  }

  private static func isUnderTry(_ node: Syntax) -> Bool {
    var parent = node.parent
    while let current = parent, !current.is(CodeBlockItemSyntax.self) {
      if current.is(TryExprSyntax.self) { return true }
      // `try await a + b`: `try` covers what stands right of it in a sequence that the parser leaves flat.
      if let sequence = current.as(ExprListSyntax.self), current.parent?.is(SequenceExprSyntax.self) == true,
        sequence.contains(where: { $0.is(TryExprSyntax.self) && $0.position <= node.position })
      {
        return true
      }
      parent = current.parent
    }
    return false
  }
}
