// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// A cause of the compiler's errors that can be told more plainly, with what to write.
///
/// A new one is a file in `Habits`, a line in `CompilerHabits.all` and a case in its tests.
protocol CompilerHabit: Sendable {
  func advice(on finding: Finding) -> Advice?
}

enum CompilerHabits {
  /// Asked in this order; the first that knows an error explains it.
  static let all: [any CompilerHabit] = [
    KeywordArgumentHabit(), AliasHabit(), PythonNameHabit(), MissingImportHabit(), NewVariableHabit(),
    ElementwiseHabit(), OperatorHabit(), NumberMixHabit(), ArrayArithmeticHabit(), MemberHabit(), ArgumentHabit(),
    ConstantHabit(), OptionalHabit(), SuspensionHabit(), ThrowingHabit(), SolverLimitHabit(), ReturnHabit(),
  ]

  static func advice(on finding: Finding) -> Advice? {
    all.lazy.compactMap { $0.advice(on: finding) }.first
  }
}
