// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// Python's statements: `print "x"`, `assert x`, `raise`, `del`, `global`, `yield`.
struct StatementHabit: SyntaxHabit {
  func advice(on line: TokenLine, in cell: ParsedCell) -> Advice? {
    guard line.tokens.count > 1, line.words[1] != "(", line.words[1] != "=", line.words[1] != "." else { return nil }
    let rest = line.swift(1...)
    switch line.words[0] {
    case "print":
      return Advice("a function's arguments stand in parentheses", write: "print(\(rest))", scope: line.range)
    case "assert":
      return Advice("'assert' is a function in Swift", write: "assert(\(rest))", scope: line.range)
    case "raise":
      return Advice(
        "an error is thrown with 'throw' in Swift, and can be of any type that conforms to 'Error'",
        write: "throw \(rest)", remedies: ["declare the type: 'struct \(line.words[1]): Error { var message = \"\" }'"],
        scope: line.range)
    case "del":
      return Advice(
        "Swift frees what nothing uses any more; there is no 'del'",
        remedies: ["leave the line out; an element is removed with 'remove(at:)' or 'removeValue(forKey:)'"],
        scope: line.range)
    case "global", "nonlocal":
      return Advice(
        "a function can change the variables around it; there is no '\(line.words[0])'",
        remedies: ["leave the line out"], scope: line.range)
    case "yield":
      return Advice(
        "Swift has no generators", remedies: ["collect the values in an array and return it, or use 'AsyncStream'"],
        scope: line.range)
    default: return nil
    }
  }
}

/// `return` at the top level of a cell.
struct ReturnHabit: CompilerHabit {
  func advice(on finding: Finding) -> Advice? {
    guard finding.isKind("return_invalid_outside_func") else { return nil }
    return Advice(
      "'return' ends a function, and a cell is none",
      remedies: ["leave 'return' out: a cell shows the value of its last expression"], scope: finding.token.byteRange)
  }
}
