// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// Property wrappers on variables of the top level, which Swift does not have in scripts: `@Clamped var x = 3` becomes
/// a property of a generated structure with one instance, and uses of `x` and `$x`, here and in later cells, become
/// uses of its members. `@TaskLocal`, which must be static, becomes a static property, used through the type.
package struct WrapperPass: CellPass {
  package init() {}

  static func storage(of name: String) -> Declaration.Storage {
    Declaration.Storage(variable: "__wrapped_" + name, form: .property)
  }

  package func apply(to cell: ParsedCell, _ edits: inout SourceEdits, _ context: PassContext) {
    var stored = context.stored.filter { $0.value.form == .property }
    for step in cell.steps {
      guard case .decl(let declaration) = step.syntax.item, let variable = declaration.as(VariableDeclSyntax.self),
        variable.isWrapped, let name = variable.bindings.first.flatMap({ NameCollector.names(in: $0.pattern).first })
      else { continue }
      let storage = Self.storage(of: name)
      stored[name] = storage
      let type = "__Wrapped_" + name
      if variable.isTaskLocal {
        edits.insert("static ", at: variable.bindingSpecifier.byteRange.lowerBound)
      }
      let value = variable.isTaskLocal ? type + ".self" : type + "()"
      edits.insert("struct \(type) { ", at: variable.byteRange.lowerBound, rank: EditRank.openResult)
      edits.insert(
        " }; var \(storage.variable) = \(value)", at: variable.byteRange.upperBound, rank: EditRank.closeResult)
    }
    for (name, storage) in stored.sorted(by: { $0.key < $1.key }) {
      for range in ReferenceFinder.uses(of: [name, "$" + name], in: cell) {
        edits.insert(storage.variable + ".", at: range.lowerBound, rank: EditRank.openAwait + 1)
      }
    }
  }
}

extension ReferenceFinder {
  static func uses(of names: Set<String>, in cell: ParsedCell) -> [Range<Int>] {
    let finder = ReferenceFinder(names)
    finder.walk(cell.file)
    return finder.ranges
  }
}

extension VariableDeclSyntax {
  /// Whether a property wrapper stands before the variable: an attribute that is none of the language's own and no
  /// global actor, on a single stored `var`.
  var isWrapped: Bool {
    guard bindingSpecifier.tokenKind == .keyword(.var), bindings.count == 1, let binding = bindings.first,
      binding.accessorBlock == nil, binding.pattern.is(IdentifierPatternSyntax.self)
    else { return false }
    return attributeNames.contains { $0.first?.isUppercase == true && !$0.hasSuffix("Actor") }
  }

  var isTaskLocal: Bool { attributeNames.contains("TaskLocal") }

  private var attributeNames: [String] {
    attributes.compactMap { $0.as(AttributeSyntax.self)?.attributeName.trimmedDescription }
  }
}
