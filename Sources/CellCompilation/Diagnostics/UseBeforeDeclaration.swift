// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// A statement that reads a variable which the cell declares further down. The compiler lets it pass in a script, and
/// the statement would read memory that holds no value yet.
enum UseBeforeDeclaration {
  /// - Parameter oldNames: names whose early reads mean an earlier cell's variable.
  static func find(in cell: ParsedCell, oldNames: [String: String]) -> [CellDiagnostic] {
    var diagnostics: [CellDiagnostic] = []
    for declaration in cell.declarations where declaration.kind == .variable {
      guard let declaring = declaration.step, declaring > 0, oldNames[declaration.name] == nil else { continue }
      for step in cell.steps[..<declaring] {
        for range in immediateReads(of: declaration.name, in: step.syntax) {
          let place = cell.converter.location(for: AbsolutePosition(utf8Offset: range.lowerBound))
          let line = cell.steps[declaring].lines.lowerBound
          var diagnostic = CellDiagnostic(
            severity: .error, message: "'\(declaration.name)' is used before line \(line) gives it a value",
            line: place.line, column: place.column)
          diagnostic.ranges = [place.column..<place.column + range.count]
          diagnostics.append(diagnostic)
        }
      }
    }
    return diagnostics
  }

  /// Reads of a name that happen when the statement runs, and not when a function or closure in it does.
  private static func immediateReads(of name: String, in statement: CodeBlockItemSyntax) -> [Range<Int>] {
    let reads = ReferenceFinder([name])
    reads.walk(statement)
    let delayed = DelayedCode(viewMode: .sourceAccurate)
    delayed.walk(statement)
    return reads.ranges.filter { range in !delayed.ranges.contains { $0.contains(range.lowerBound) } }
  }
}

/// Code that a statement holds and does not run by itself.
private final class DelayedCode: SyntaxVisitor {
  private(set) var ranges: [Range<Int>] = []

  private func take(_ node: some SyntaxProtocol) -> SyntaxVisitorContinueKind {
    ranges.append(node.byteRange)
    return .skipChildren
  }

  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { take(node) }
  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { take(node) }
  override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { take(node) }
  override func visit(_ node: DeferStmtSyntax) -> SyntaxVisitorContinueKind { take(node) }
}
