// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// `d[:, 0]`, `v[1:]`, `v[::-1]`: parts of arrays by colons.
struct SliceHabit: SyntaxHabit {
  func advice(on line: TokenLine, in cell: ParsedCell) -> Advice? {
    for open in line.words.indices where line.words[open] == "[" && open > 0 && isOperand(line, open - 1) {
      guard let end = line.end(ofBracketAt: open),
        let colon = line.firstOuterIndex(of: ":", from: open + 1) ?? line.firstOuterIndex(of: "::", from: open + 1),
        colon < end
      else { continue }
      let parts = parts(Array(line.tokens[(open + 1)..<(end - 1)]))
      let start = operandStart(line, open - 1)
      let base = line.swift(start..<open)
      let slices = parts.map(Slice.init)
      let range = line.range(start..<end)
      let written = "\(base)[\(slices.map(\.swift).joined(separator: ", "))]"
      let message = "a part of an array is named by a range in Swift: 'a..<b', 'a...', '..<b'"
      guard slices.count == 1 else { return Advice(message, write: written, scope: line.range, mark: range) }
      if let array = slices[0].onArray(base) {
        return Advice(
          message, remedies: ["write '\(array)' for an array, '\(written)' for a tensor"], scope: line.range,
          mark: range)
      }
      let rows = "\(base)[\(slices[0].swift), ...]"
      return Advice(
        message, write: written, remedies: ["for rows of a matrix '\(rows)'"], scope: line.range, mark: range)
    }
    return nil
  }

  private func isOperand(_ line: TokenLine, _ index: Int) -> Bool {
    line.isName(index) || [")", "]"].contains(line.words[index])
  }

  /// Where the name, call or subscript begins that ends at an index.
  private func operandStart(_ line: TokenLine, _ last: Int) -> Int {
    var start = last
    while true {
      if [")", "]"].contains(line.words[start]) {
        var depth = 0
        while start >= 0 {
          if [")", "]"].contains(line.words[start]) { depth += 1 }
          if ["(", "["].contains(line.words[start]) { depth -= 1 }
          if depth == 0 { break }
          start -= 1
        }
        if start > 0, isOperand(line, start - 1) { start -= 1; continue }
        return max(start, 0)
      }
      guard start > 1, line.words[start - 1] == ".", isOperand(line, start - 2) else { return start }
      start -= 2
    }
  }

  private func parts(_ tokens: [TokenSyntax]) -> [[TokenSyntax]] {
    var parts: [[TokenSyntax]] = [[]]
    var depth = 0
    for token in tokens {
      if ["(", "["].contains(token.text) { depth += 1 }
      if [")", "]"].contains(token.text) { depth -= 1 }
      if depth == 0, token.text == "," { parts.append([]) } else { parts[parts.count - 1].append(token) }
    }
    return parts
  }
}

/// One part of an index: `1:-1:2`.
private struct Slice {
  var bounds: [String]

  init(_ tokens: [TokenSyntax]) {
    var parts: [[TokenSyntax]] = [[]]
    for token in tokens {
      switch token.text {
      case ":": parts.append([])
      case "::": parts += [[], []]
      default: parts[parts.count - 1].append(token)
      }
    }
    bounds = parts.map { SwiftPhrase($0).text }
  }

  private func bracketed(_ bound: String) -> String { bound.hasPrefix("-") ? "(\(bound))" : bound }

  var swift: String {
    guard bounds.count > 1 else { return bounds[0] == "nil" || bounds[0] == "np.newaxis" ? "newAxis" : bounds[0] }
    let (from, to) = (bounds[0], bounds[1])
    if bounds.count > 2, !bounds[2].isEmpty, bounds[2] != "1" {
      let limits = (from.isEmpty ? [] : ["from: \(from)"]) + (to.isEmpty ? [] : ["to: \(to)"])
      return "every(" + ([bounds[2]] + limits).joined(separator: ", ") + ")"
    }
    if to.isEmpty { return from.isEmpty ? "0..." : bracketed(from) + "..." }
    return (from.isEmpty ? "" : bracketed(from)) + "..<" + bracketed(to)
  }

  /// The part of an array, whose ranges know neither steps nor places from the end.
  func onArray(_ base: String) -> String? {
    let (from, to) = (bounds[0], bounds[1])
    let step = bounds.count > 2 ? bounds[2] : ""
    if !step.isEmpty, step != "1" {
      if from.isEmpty, to.isEmpty, step == "-1" { return "Array(\(base).reversed())" }
      guard !step.hasPrefix("-") else { return nil }
      let limits = "from: \(from.isEmpty ? "0" : from), to: \(to.isEmpty ? "\(base).count" : to), by: \(step)"
      return "stride(\(limits)).map { \(base)[$0] }"
    }
    if from.hasPrefix("-"), to.isEmpty { return "\(base).suffix(\(from.dropFirst()))" }
    guard to.hasPrefix("-") else { return nil }
    let dropped = from.isEmpty ? base : "\(base).dropFirst(\(from))"
    return "\(dropped).dropLast(\(to.dropFirst()))"
  }
}
