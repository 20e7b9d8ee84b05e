// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The text that the compiler sees for a cell.
package struct GeneratedCell: Sendable {
  package var module: String
  package var source: String
  package var map: ColumnMap
  /// The name the compiler knows the user's text by.
  package var fileName: String
  /// The cells that the text is put together from, where it is not one cell's.
  var parts: [Remaking.Part] = []

  init(module: String, source: String, map: ColumnMap, fileName: String) {
    self.module = module
    self.source = source
    self.map = map
    self.fileName = fileName
  }

  /// The line of the generated text for a line of a cell in it; nil where the cell is not in it.
  func line(_ line: Int, of cell: String?) -> Int? {
    if cell == module { return line }
    return parts.first { $0.origin == cell }.map { $0.firstLine + line - 1 }
  }
}

package enum CellGenerator {
  /// The order matters only where edits meet at one offset, and there the ranks decide.
  private static let passes: [any CellPass] = [
    AccessPass(), StepPass(), WrapperPass(), LoopPass(), ResultPass(), GuardPass(), AsyncLetPass(), AwaitPass(),
    OldNamePass(), PlacePass(),
  ]

  package static func generate(
    _ cell: ParsedCell, prelude: String, context: PassContext, adding more: [any CellPass] = []
  ) -> GeneratedCell {
    let module = context.module
    var edits = SourceEdits(cell.text)
    for pass in passes + more { pass.apply(to: cell, &edits, context) }
    let (text, map) = edits.apply()
    let fileName = "cell:\(module)"
    let source = """
      \(prelude)
      #sourceLocation(file: "\(fileName)", line: 1)
      \(text)
      #sourceLocation(file: "generated:\(module)", line: 1)
      \(context.operatorLines.joined(separator: "\n"))
      __martlet_step(\(cell.stepCount))
      @_silgen_name("martlet_step") func __martlet_step(_ step: Int32)
      @_silgen_name("martlet_check_interrupt") func __martlet_check()
      enum \(marker(of: module)) {}
      \(ReleaseFunction.source(for: cell, module: module))
      @_cdecl("\(module)_number") func __\(module)_number() -> Int32 { \(context.executionCount) }
      """
    return GeneratedCell(module: module, source: source, map: map, fileName: fileName)
  }

  /// A type that every cell's module declares: importing it makes the module's members visible, and no other name.
  static func marker(of module: String) -> String { "__\(module)" }
}
