// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// Property wrappers on variables of the top level, which Swift does not have in scripts: `@Clamped var x = 3` becomes
/// a property of a generated structure with one instance, and uses of `x` and `$x`, here and in later cells, become
/// uses of its members.
package struct WrapperPass: CellPass {
  package init() {}

  static func storage(of name: String) -> String { "__wrapped_" + name }

  package func apply(to cell: ParsedCell, _ edits: inout SourceEdits, _ context: PassContext) {
    var names = context.wrappedNames
    for step in cell.steps {
      guard case .decl(let declaration) = step.syntax.item, let variable = declaration.as(VariableDeclSyntax.self),
        variable.isWrapped, let name = variable.bindings.first.flatMap({ NameCollector.names(in: $0.pattern).first })
      else { continue }
      names.insert(name)
      let type = "__Wrapped_" + name
      edits.insert("struct \(type) { ", at: variable.byteRange.lowerBound, rank: EditRank.openResult)
      edits.insert(
        " }; var \(Self.storage(of: name)) = \(type)()", at: variable.byteRange.upperBound, rank: EditRank.closeResult)
    }
    for name in names.sorted() {
      for range in ReferenceFinder.uses(of: [name, "$" + name], in: cell) {
        edits.insert(Self.storage(of: name) + ".", at: range.lowerBound, rank: EditRank.openAwait + 1)
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
    return attributes.contains { element in
      guard let name = element.as(AttributeSyntax.self)?.attributeName.trimmedDescription else { return false }
      return name.first?.isUppercase == true && !name.hasSuffix("Actor") && name != "TaskLocal"
    }
  }
}
