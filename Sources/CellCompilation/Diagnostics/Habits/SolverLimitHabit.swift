// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// An expression whose types the compiler could not find in its time.
struct SolverLimitHabit: CompilerHabit {
  func advice(on finding: Finding) -> Advice? {
    guard
      finding.isKind("expression_too_complex")
        || finding.message.contains("type-check this expression in reasonable time")
    else { return nil }
    return Advice(
      "the types in this expression could not be found in time", remedies: remedies(finding), scope: finding.statement)
  }

  /// What is likely, from what the statement holds.
  private func remedies(_ finding: Finding) -> [String] {
    let tokens = finding.enclosing(CodeBlockItemSyntax.self)?.tokens(viewMode: .sourceAccurate).map { $0 } ?? []
    let conversions = Set(tokens.map(\.text)).intersection(["Float", "Double", "Int", "CGFloat"])
    let hasDecimals = tokens.contains { if case .floatLiteral = $0.tokenKind { true } else { false } }
    let hasClosure = finding.enclosing(CodeBlockItemSyntax.self).map { $0.description.contains("{") } ?? false
    var remedies = [
      "most often two kinds of numbers meet, such as Int and Double, or Float and Double: convert one, as in 'Double(n)'"
    ]
    if conversions.count > 1 || (conversions.count == 1 && hasDecimals) {
      remedies = [
        "it converts to \(conversions.sorted().joined(separator: " and ")): let all its numbers be of one type, 'Double' as a rule"
      ]
    }
    remedies.append("or compute a part first, with its type: 'let part: Double = …'")
    if hasClosure { remedies.append("or give the closure's result a type: '{ x -> Double in … }'") }
    return remedies
  }
}
