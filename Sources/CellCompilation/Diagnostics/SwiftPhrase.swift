// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// Python's words for an expression in Swift's: `not done and x is None` is `!done && x == nil`.
///
/// It serves suggestions, which take the user's own names along; what it does not know stays as it is.
struct SwiftPhrase {
  private var pieces: [String] = []
  private let tokens: [TokenSyntax]
  private var index = 0

  var text: String { pieces.joined().trimmingCharacters { $0 == " " } }

  init(_ tokens: [TokenSyntax]) {
    self.tokens = tokens
    while index < tokens.count { step() }
  }

  static let constants = ["True": "true", "False": "false", "None": "nil"]
  static let conversions = [
    "str": "String", "int": "Int", "float": "Double", "bool": "Bool", "list": "Array", "set": "Set",
  ]

  private func word(_ offset: Int) -> String? {
    tokens.indices.contains(index + offset) ? tokens[index + offset].text : nil
  }

  private mutating func put(_ text: String, consuming count: Int = 1) {
    let last = tokens[min(index + count, tokens.count) - 1]
    pieces.append(text)
    if !last.trailingTrivia.isEmpty { pieces.append(" ") }
    index += count
  }

  private mutating func step() {
    let word = tokens[index].text
    let isCall = self.word(1) == "("
    switch word {
    case "True", "False", "None": put(Self.constants[word]!)
    case "and": put("&&")
    case "or": put("||")
    case "elif": put("else if")
    case "is" where self.word(1) == "not": put("!=", consuming: 2)
    case "is" where self.word(1) == "None": put("==")
    case "not": negate()
    case "range" where isCall: call { SwiftPhrase.range($0) }
    case "len" where isCall: call { $0.first.map { "\($0).count" } }
    case "enumerate" where isCall: call { $0.first.map { "\($0).enumerated()" } }
    case "sorted" where isCall: call { $0.count == 1 ? "\($0[0]).sorted()" : nil }
    case "T" where pieces.last == ".": put("transposed")
    case "**": power()
    case _ where isCall && Self.conversions[word] != nil: put(Self.conversions[word]!)
    case _ where isPythonString: string()
    default:
      // A keyword argument: its label ends with a colon.
      if self.word(1) == "=", isInParentheses, case .identifier = tokens[index].tokenKind {
        put((["sep": "separator", "end": "terminator"][word] ?? word) + ":", consuming: 2)
        if pieces.last != " " { pieces.append(" ") }
      } else {
        put(word)
      }
    }
  }

  private var isInParentheses: Bool {
    var depth = 0
    for token in tokens[..<index] { depth += token.text == "(" ? 1 : token.text == ")" ? -1 : 0 }
    return depth > 0
  }

  /// `not x == 1 and y` negates the whole comparison.
  private mutating func negate() {
    index += 1
    let start = index
    var end = index
    while end < tokens.count, !["and", "or", ")", ",", ":"].contains(tokens[end].text) {
      end = Self.end(ofBracketAt: end, in: tokens) ?? end + 1
    }
    let inner = SwiftPhrase(Array(tokens[start..<end])).text
    let isSimple = !inner.contains(" ") || (inner.hasPrefix("(") && inner.hasSuffix(")"))
    pieces.append((isSimple ? "!\(inner)" : "!(\(inner))") + (end < tokens.count && tokens[end].text != ":" ? " " : ""))
    index = end
  }

  /// A call with its arguments in Swift's words; as it stands where `form` has no answer.
  private mutating func call(_ form: ([String]) -> String?) {
    guard let end = Self.end(ofBracketAt: index + 1, in: tokens) else { return put(tokens[index].text) }
    let arguments = Self.arguments(Array(tokens[(index + 2)..<(end - 1)]))
    guard let text = form(arguments) else { return put(tokens[index].text) }
    put(text, consuming: end - index)
  }

  /// `x ** 2`: the base is the piece before.
  private mutating func power() {
    if pieces.last == " " { pieces.removeLast() }
    guard let base = pieces.popLast(), let exponent = word(1) else { return put("**") }
    put(Self.power(base, exponent), consuming: 2)
  }

  /// A square as a product, which serves numbers of every type.
  static func power(_ base: String, _ exponent: String) -> String {
    let isSimple = base.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    return exponent == "2" && isSimple ? "\(base) * \(base)" : "pow(\(base), \(exponent))"
  }

  static func range(_ arguments: [String]) -> String? {
    switch arguments.count {
    case 1: "0..<\(arguments[0])"
    case 2: "\(arguments[0])..<\(arguments[1])"
    case 3: "stride(from: \(arguments[0]), to: \(arguments[1]), by: \(arguments[2]))"
    default: nil
    }
  }

  static func arguments(_ tokens: [TokenSyntax]) -> [String] {
    var parts: [[TokenSyntax]] = [[]]
    var depth = 0
    for token in tokens {
      if ["(", "[", "{"].contains(token.text) { depth += 1 }
      if [")", "]", "}"].contains(token.text) { depth -= 1 }
      if depth == 0, token.text == "," { parts.append([]) } else { parts[parts.count - 1].append(token) }
    }
    return parts.map { SwiftPhrase($0).text }.filter { !$0.isEmpty }
  }

  static func end(ofBracketAt open: Int, in tokens: [TokenSyntax]) -> Int? {
    guard ["(", "[", "{"].contains(tokens[open].text) else { return nil }
    var depth = 0
    for index in open..<tokens.count {
      if ["(", "[", "{"].contains(tokens[index].text) { depth += 1 }
      if [")", "]", "}"].contains(tokens[index].text) { depth -= 1 }
      if depth == 0 { return index + 1 }
    }
    return nil
  }

  // Strings

  private var isPythonString: Bool {
    if PythonString.isQuote(tokens[index]) { return true }
    return PythonString.prefixes.contains(tokens[index].text.lowercased()) && tokens[index].trailingTrivia.isEmpty
      && tokens.indices.contains(index + 1) && PythonString.isQuote(tokens[index + 1])
  }

  private mutating func string() {
    guard let literal = PythonString(Array(tokens[index...])) else { return put(tokens[index].text) }
    put(literal.swift, consuming: literal.count)
  }
}

extension String {
  func trimmingCharacters(_ isTrimmed: (Character) -> Bool) -> String {
    var text = self[...]
    while let first = text.first, isTrimmed(first) { text.removeFirst() }
    while let last = text.last, isTrimmed(last) { text.removeLast() }
    return String(text)
  }
}
