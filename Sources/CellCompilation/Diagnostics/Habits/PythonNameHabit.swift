// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// Names that every Python session has: `len`, `range`, `True`, `str`.
struct PythonNameHabit: CompilerHabit {
  func advice(on finding: Finding) -> Advice? {
    guard let name = finding.missingName, name == finding.token.identifierText else { return nil }
    if finding.token.parent?.parent?.as(PrefixOperatorExprSyntax.self)?.operator.text == "!", name != "not",
      ["ls", "pwd", "pip", "cat", "date", "whoami", "nvidia"].contains(name)
    {
      return CommandHabit.shell(name, scope: finding.token.byteRange)
    }
    if ["not", "lambda", "None"].contains(name), let line = finding.line,
      let advice = SyntaxHabits.advice(on: line, in: finding.cell)
    {
      return advice
    }
    if let constant = SwiftPhrase.constants[name] {
      let isIndex = finding.reference?.parent?.parent?.parent?.is(SubscriptCallExprSyntax.self) == true
      if name == "None", isIndex {
        return Advice("a new axis is written 'newAxis'", write: "newAxis", scope: finding.token.byteRange)
      }
      return Advice("'\(name)' is '\(constant)' in Swift", write: constant, scope: finding.token.byteRange)
    }
    if let statement = Self.statements[name] {
      return Advice(statement.message, remedies: [statement.remedy], scope: finding.token.byteRange)
    }
    guard let call = finding.call, let form = Self.calls[name] else { return nil }
    let arguments = call.arguments.map { KeywordArgumentHabit.phrase($0.expression) }
    guard let written = form(arguments) else { return nil }
    return Advice(
      "'\(name)' is a function of Python, not of Swift", write: written.first,
      remedies: Array(written.dropFirst()), scope: call.byteRange)
  }

  private static let statements: [String: (message: String, remedy: String)] = [
    "pass": ("an empty block needs no 'pass'", "write '{ }'"),
    "null": ("'null' is 'nil' in Swift", "write 'nil'"),
    "NULL": ("'NULL' is 'nil' in Swift", "write 'nil'"),
    "self": ("'self' means something only within a type", "leave 'self.' out"),
    "this": ("'this' is 'self' in Swift", "write 'self'"),
    "exit": ("the kernel is stopped from the notebook's menu", "choose Kernel > Shut Down"),
    "quit": ("the kernel is stopped from the notebook's menu", "choose Kernel > Shut Down"),
    "println": ("'println' is 'print' in Swift", "write 'print(…)'"),
    "printf": ("'printf' is 'print' in Swift", "write 'print(…)'"),
    "console": ("text is printed with 'print'", "write 'print(…)'"),
  ]

  /// What to write for a call with these arguments, then other remedies; nil where nothing fits.
  private static let calls: [String: @Sendable ([String]) -> [String]?] = [
    "len": { one($0) { ["\($0).count", "the rows of a matrix are '\($0).shape[0]'"] } },
    "range": { SwiftPhrase.range($0).map { [$0] } },
    "str": { one($0) { ["String(\($0))", "or \"\\(\($0))\" for a value of any type"] } },
    "int": { one($0) { ["Int(\($0))"] } },
    "float": { one($0) { ["Double(\($0))"] } },
    "bool": { one($0) { ["\($0) != 0"] } },
    "list": { $0.isEmpty ? ["[]"] : one($0) { ["Array(\($0))"] } },
    "tuple": { one($0) { ["Array(\($0))"] } },
    "dict": { $0.isEmpty ? ["[String: Double]()"] : one($0) { ["Dictionary(uniqueKeysWithValues: \($0))"] } },
    "set": { $0.isEmpty ? ["Set<String>()"] : one($0) { ["Set(\($0))"] } },
    "sum": { one($0) { ["\($0).reduce(0, +)", "for a tensor '\($0).sum()'"] } },
    "sorted": { $0.first.map { ["\($0).sorted()"] } },
    "reversed": { one($0) { ["\($0).reversed()"] } },
    "enumerate": { $0.first.map { ["\($0).enumerated()"] } },
    "map": { $0.count == 2 ? ["\($0[1]).map(\($0[0]))"] : nil },
    "filter": { $0.count == 2 ? ["\($0[1]).filter(\($0[0]))"] : nil },
    "any": { one($0) { ["\($0).contains(true)", "for a tensor '\($0).any()'"] } },
    "all": { one($0) { ["\($0).allSatisfy { $0 }", "for a tensor '\($0).all()'"] } },
    "isinstance": { $0.count == 2 ? ["\($0[0]) is \(SwiftPhrase.conversions[$0[1]] ?? $0[1])"] : nil },
    "input": { ["readLine(prompt: \($0.first ?? "\"\""))"] },
    "open": { $0.first.map { ["try String(contentsOfFile: \($0), encoding: .utf8)"] } },
    "chr": { one($0) { ["Character(UnicodeScalar(\($0))!)"] } },
    "ord": { one($0) { ["\($0).unicodeScalars.first!.value"] } },
    "hex": { one($0) { ["String(\($0), radix: 16)"] } },
    "bin": { one($0) { ["String(\($0), radix: 2)"] } },
    "id": { one($0) { ["ObjectIdentifier(\($0))"] } },
    "divmod": { $0.count == 2 ? ["\($0[0]).quotientAndRemainder(dividingBy: \($0[1]))"] : nil },
    "tqdm": { $0.first.map { ["progress(\($0), \"…\")"] } },
    "dir": { one($0) { ["dump(\($0))"] } },
    "vars": { one($0) { ["dump(\($0))"] } },
    "pprint": { one($0) { ["\($0)"] } },
    "not": { one($0) { ["!\($0.contains(" ") ? "(\($0))" : $0)"] } },
    "super": { _ in ["super"] },
  ]

  private static func one(_ arguments: [String], _ form: (String) -> [String]) -> [String]? {
    arguments.count == 1 ? form(arguments[0]) : nil
  }
}
