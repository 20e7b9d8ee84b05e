// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// A way of writing that another language has and Swift's parser does not understand.
///
/// A new one is a file in `Habits`, a line in `SyntaxHabits.all` and a case in its tests.
protocol SyntaxHabit: Sendable {
  /// Whether the parser must complain about the line itself; false for what is never Swift, whatever it complains about.
  var needsErrorOnLine: Bool { get }
  func advice(on line: TokenLine, in cell: ParsedCell) -> Advice?
}

extension SyntaxHabit {
  var needsErrorOnLine: Bool { true }
}

enum SyntaxHabits {
  /// Asked in this order; the first that knows a line explains it.
  static let all: [any SyntaxHabit] = [
    CommandHabit(), PythonImportHabit(), DefinitionHabit(), BlockHabit(), StatementHabit(), LambdaHabit(),
    ComprehensionHabit(), SliceHabit(), ConditionalHabit(), TupleHabit(), BracesHabit(), PythonStringHabit(),
    MembershipHabit(), WordOperatorHabit(), MatrixProductHabit(),
  ]

  /// The parser's errors, where a habit explains them in the words of the habit.
  ///
  /// One cause, one message: behind the first line of another language the parser is lost, and what it says of the rest
  /// is left out; of one habit the first line speaks for all.
  static func explain(_ errors: [CellDiagnostic], in cell: ParsedCell) -> [CellDiagnostic] {
    let errorLines = Set(errors.compactMap(\.line))
    var explained: [CellDiagnostic] = []
    var known: Set<ObjectIdentifier> = []
    for line in TokenLine.logicalLines(of: cell) {
      for (habit, advice) in advices(on: line, in: cell, hasError: !errorLines.isDisjoint(with: line.numbers))
      where known.insert(ObjectIdentifier(type(of: habit))).inserted {
        let place = cell.place(of: advice.scope.lowerBound)
        let original = CellDiagnostic(severity: .error, message: "", line: place.line, column: place.column)
        var advice = advice
        advice.mark = advice.mark ?? advice.scope
        explained.append(advice.diagnostic(replacing: original, in: cell))
      }
    }
    guard let first = explained.compactMap(\.line).min() else { return errors }
    return errors.filter { ($0.line ?? 0) < first } + explained
  }

  /// The habit that a line of otherwise sound Swift shows, for names that the compiler does not know.
  static func advice(on line: TokenLine, in cell: ParsedCell) -> Advice? {
    advices(on: line, in: cell, hasError: true).first?.1
  }

  private static func advices(
    on line: TokenLine, in cell: ParsedCell, hasError: Bool
  ) -> [(any SyntaxHabit, Advice)] {
    let (code, comment) = CommentHabit.split(line, in: cell)
    var found: [(any SyntaxHabit, Advice)] = []
    for habit in all where hasError || !habit.needsErrorOnLine {
      if let code, let advice = habit.advice(on: code, in: cell) {
        found.append((habit, advice))
        break
      }
    }
    if let comment { found.append((CommentHabit(), comment)) }
    return found
  }
}
