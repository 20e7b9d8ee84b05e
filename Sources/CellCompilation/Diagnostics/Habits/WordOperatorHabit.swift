// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// `and`, `or`, `not`, `is None`.
struct WordOperatorHabit: SyntaxHabit {
  func advice(on line: TokenLine, in cell: ParsedCell) -> Advice? {
    for index in line.words.indices {
      let message: String
      switch line.words[index] {
      case "and" where index > 0: message = "'and' is '&&' in Swift"
      case "or" where index > 0: message = "'or' is '||' in Swift"
      case "not" where index + 1 < line.tokens.count: message = "'not' is '!' in Swift"
      case "is" where ["not", "None"].contains(line.words.dropFirst(index + 1).first):
        message = "'None' is 'nil' in Swift, and is compared with '==' or '!='"
      default: continue
      }
      // The keyword of a statement and its block stay out of the suggestion.
      let opener = ["if", "while", "guard"].contains(line.words[0]) ? 1 : 0
      let end = line.firstOuterIndex(of: "{") ?? line.tokens.count
      guard opener < end else { continue }
      return Advice(
        message, write: line.swift(opener..<end), scope: line.range, mark: line.range(index..<(index + 1)))
    }
    return nil
  }
}

/// `x in xs`, `x not in xs`.
struct MembershipHabit: SyntaxHabit {
  func advice(on line: TokenLine, in cell: ParsedCell) -> Advice? {
    guard line.words[0] != "for", let index = line.words.indices.first(where: { $0 > 0 && line.words[$0] == "in" })
    else { return nil }
    let region =
      line.expressionRegion(around: index - 1).lowerBound..<line.expressionRegion(around: index + 1).upperBound
    let isNegated = line.words[index - 1] == "not"
    let end = isNegated ? index - 1 : index
    // `{ x in …` is a closure.
    let isClosure = region.lowerBound > 0 && line.words[region.lowerBound - 1] == "{"
    guard region.lowerBound < end, index + 1 < region.upperBound, !line.words[region].contains("{"), !isClosure else {
      return nil
    }
    let values = line.swift((index + 1)..<region.upperBound)
    let written =
      "\(isNegated ? "!" : "")\(values.contains(" ") && !values.hasPrefix("[") ? "(\(values))" : values)"
      + ".contains(\(line.swift(region.lowerBound..<end)))"
    return Advice(
      "whether a collection has an element is asked with 'contains'", write: written, scope: line.range,
      mark: line.range(region))
  }
}

/// `d @ e`.
struct MatrixProductHabit: SyntaxHabit {
  func advice(on line: TokenLine, in cell: ParsedCell) -> Advice? {
    guard let index = line.firstIndex(of: "@", from: 1), index + 1 < line.tokens.count else { return nil }
    let region = line.expressionRegion(around: index)
    guard region.lowerBound < index, index + 1 < region.upperBound else { return nil }
    var factors: [[TokenSyntax]] = [[]]
    for token in line.tokens[region] {
      if token.text == "@" { factors.append([]) } else { factors[factors.count - 1].append(token) }
    }
    let texts = factors.map { SwiftPhrase($0).text }
    let base =
      texts[0].contains(" ") && !(texts[0].hasSuffix(")") || texts[0].hasSuffix("]")) ? "(\(texts[0]))" : texts[0]
    return Advice(
      "the matrix product is a method in Swift, not the operator '@'",
      write: texts.dropFirst().reduce(base) { "\($0).matmul(\($1))" }, scope: line.range,
      mark: line.range(region))
  }
}
