// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// Members by the names that NumPy and Python give them: `d.T`, `d.reshape(2, 6)`, `text.upper()`.
struct MemberHabit: CompilerHabit {
  func advice(on finding: Finding) -> Advice? {
    guard finding.diagnostic.kind?.hasPrefix("could_not_find_value_member") == true, finding.quoted.count >= 2,
      let member = finding.member, let base = member.base
    else { return nil }
    let (type, name) = (finding.quoted[0], finding.quoted[1])
    let kind = Self.family(of: type)
    guard let form = Self.forms[kind]?[name] else { return nil }
    let call = finding.call
    var arguments =
      call?.arguments.map { argument -> String in
        if let (label, value) = KeywordArgumentHabit.keyword(of: argument.expression) { return "\(label): \(value)" }
        return (argument.label.map { "\($0.text): " } ?? "") + KeywordArgumentHabit.phrase(argument.expression)
      } ?? []
    if form.contains("$…"), arguments.count == 1, arguments[0].hasPrefix("("), arguments[0].hasSuffix(")") {
      arguments = [String(arguments[0].dropFirst().dropLast())]
    }
    let text = KeywordArgumentHabit.phrase(base)
    let written = form.replacing("$x", with: text).replacing("$…", with: arguments.joined(separator: ", "))
      .replacing("$1", with: arguments.dropFirst().first ?? "…").replacing("$0", with: arguments.first ?? "…")
    let scope = call?.byteRange ?? member.byteRange
    let message = "\(Self.article(type)) has no '\(name)' in Swift"
    if kind == .string, name == "join" {
      return Advice(
        message, write: written,
        remedies: ["of numbers '\(arguments.first ?? "…").map { \"\\($0)\" }.joined(separator: \(text))'"],
        scope: scope)
    }
    if form.hasPrefix("!") { return Advice(message, remedies: [String(written.dropFirst())], scope: scope) }
    return Advice(message, write: written, scope: scope)
  }

  private static func article(_ type: String) -> String {
    switch family(of: type) {
    case .tensor: "a tensor"
    case .array: "an array"
    case .string: "a string"
    case .dictionary: "a dictionary"
    case .other: "a value of type '\(type)'"
    }
  }

  private enum Family { case tensor, array, string, dictionary, other }

  private static func family(of type: String) -> Family {
    if type.hasPrefix("Tensor<") { return .tensor }
    if type.hasPrefix("["), type.contains(" : ") { return .dictionary }
    if type.hasPrefix("[") || type.hasPrefix("ArraySlice") { return .array }
    return type == "String" || type == "Substring" ? .string : .other
  }

  /// What to write; `$x` is the value, `$0` and `$1` the arguments, `$…` all of them. A form that begins with `!` is a
  /// remedy in words.
  private static let forms: [Family: [String: String]] = [
    .tensor: [
      "T": "$x.transposed", "transpose": "$x.permuted($…)", "reshape": "$x.reshaped($…)", "view": "$x.reshaped($…)",
      "ravel": "$x.flattened()", "flatten": "$x.flattened()", "ndim": "$x.rank", "dim": "$x.rank", "size": "$x.count",
      "numel": "$x.count", "len": "$x.count", "length": "$x.count", "dtype": "type(of: $x)", "var": "$x.variance($…)",
      "prod": "$x.product($…)", "clip": "$x.clipped(to: $0...$1)", "clamp": "$x.clipped(to: $0...$1)",
      "dot": "$x.matmul($0)", "mm": "$x.matmul($0)", "round": "$x.rounded()", "sort": "$x.sorted()",
      "repeat": "$x.repeated($…)",
      "squeeze": "$x.squeezed()", "unsqueeze": "$x[newAxis, ...]",
      "copy": "!leave it out: a tensor is copied when one of its copies changes",
      "clone": "!leave it out: a tensor is copied when one of its copies changes",
      "detach": "!leave it out: only values of a tape carry gradients",
      "cpu": "!leave it out: every tensor is in memory",
      "cuda": "!leave it out: tensors compute on the processor's cores",
      "to": "!for another element type write 'Tensor<Float>($x)'",
      "numpy": "!leave it out: tensors are NumPy's arrays here", "tolist": "Array($x)", "float": "Tensor<Float>($x)",
      "double": "Tensor<Double>($x)", "int": "Tensor<Int>($x)", "long": "Tensor<Int>($x)",
      "astype": "!write 'Tensor<Float>($x)', with the element type that is wanted", "swapaxes": "$x.swappingAxes($…)",
      "moveaxis": "$x.movingAxis($0, to: $1)", "take": "$x[[…], ...]", "abs": "abs($x)", "exp": "exp($x)",
      "log": "log($x)",
      "sqrt": "sqrt($x)", "pow": "pow($x, $0)", "map": "$x.mapElements { … }", "fill": "$x[...] = $0",
      "conj": "!leave it out: the numbers are real", "index": "$x.argmax()",
    ],
    .array: [
      "len": "$x.count", "length": "$x.count", "size": "$x.count", "shape": "$x.count",
      "extend": "$x.append(contentsOf: $0)",
      "push": "$x.append($0)", "pop": "$x.removeLast()", "index": "$x.firstIndex(of: $0)", "copy": "$x",
      "clear": "$x.removeAll()", "remove": "$x.removeAll { $0 == … }", "join": "$x.joined(separator: \"\")",
      "sum": "$x.reduce(0, +)", "mean": "Tensor($x).mean()", "std": "Tensor($x).std()", "var": "Tensor($x).variance()",
      "median": "Tensor($x).median()", "argmax": "Tensor($x).argmax()", "argmin": "Tensor($x).argmin()",
      "cumsum": "Tensor($x).cumsum()", "reshape": "Tensor($x).reshaped($…)", "T": "Tensor($x).transposed",
      "tolist": "$x", "astype": "$x.map { Float($0) }", "any": "$x.contains(true)", "all": "$x.allSatisfy { $0 }",
      "find": "$x.first { … }", "includes": "$x.contains($0)", "slice": "$x[0..<$0]", "unique": "Set($x)",
    ],
    .string: [
      "upper": "$x.uppercased()", "lower": "$x.lowercased()", "title": "$x.capitalized", "capitalize": "$x.capitalized",
      "strip": "$x.trimmingCharacters(in: .whitespacesAndNewlines)",
      "trim": "$x.trimmingCharacters(in: .whitespacesAndNewlines)",
      "lstrip": "$x.trimmingPrefix(while: \\.isWhitespace)",
      "rstrip": "$x.trimmingCharacters(in: .whitespacesAndNewlines)",
      "startswith": "$x.hasPrefix($0)", "endswith": "$x.hasSuffix($0)", "startsWith": "$x.hasPrefix($0)",
      "endsWith": "$x.hasSuffix($0)", "replace": "$x.replacing($0, with: $1)", "find": "$x.range(of: $0)",
      "index": "$x.range(of: $0)", "join": "$0.joined(separator: $x)",
      "format": "!put the values into the string: \"… \\($0) …\"",
      "len": "$x.count", "length": "$x.count", "size": "$x.count", "splitlines": "$x.split(separator: \"\\n\")",
      "isdigit": "$x.allSatisfy(\\.isNumber)", "isalpha": "$x.allSatisfy(\\.isLetter)", "encode": "Array($x.utf8)",
      "includes": "$x.contains($0)", "zfill": "String(repeating: \"0\", count: $0 - $x.count) + $x",
      "charAt": "Array($x)[$0]", "substring": "$x.prefix($0)",
    ],
    .dictionary: [
      "items": "!write 'for (key, value) in $x { … }'", "get": "$x[$0, default: $1]", "has_key": "$x[$0] != nil",
      "pop": "$x.removeValue(forKey: $0)", "update": "$x.merge($0) { $1 }", "len": "$x.count", "length": "$x.count",
      "setdefault": "$x[$0, default: $1]", "clear": "$x.removeAll()", "copy": "$x", "size": "$x.count",
    ],
    .other: [:],
  ]
}
