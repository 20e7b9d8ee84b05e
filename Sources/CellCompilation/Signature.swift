// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import SwiftSyntax

/// What the language tells overloads apart by, as text that does not change with spaces, with names that are the
/// declaration's own affair, or with the way in which a requirement is written.
struct Signature {
  private var numbers: [String: Int] = [:]
  private(set) var text = ""

  /// Labels and parameter types, and what is asked of generic parameters.
  init(
    _ parameters: FunctionParameterClauseSyntax?, _ generics: GenericParameterClauseSyntax?,
    _ conditions: GenericWhereClauseSyntax?
  ) {
    for (index, parameter) in (generics?.parameters ?? []).enumerated() {
      numbers[parameter.name.identifierText] = index
    }
    let types = (parameters?.parameters ?? []).map { parameter in
      parameter.firstName.text + ":" + plain(parameter.type) + (parameter.ellipsis == nil ? "" : "...")
    }
    var requirements = (generics?.parameters ?? []).flatMap { parameter in
      Self.parts(of: parameter.inheritedType).map { "#\(numbers[parameter.name.identifierText] ?? 0):" + plain($0) }
    }
    requirements += requirementTexts(conditions)
    text = "(" + types.joined(separator: ",") + ")"
    if !numbers.isEmpty { text += "<\(numbers.count)>" }
    if !requirements.isEmpty { text += Set(requirements).sorted().joined(separator: ",") }
  }

  /// What an extension asks for, in its type's arguments or its `where` clause.
  init(_ arguments: [String], conditions: GenericWhereClauseSyntax?) {
    text = (arguments + requirementTexts(conditions)).sorted().joined(separator: ",")
  }

  private func requirementTexts(_ conditions: GenericWhereClauseSyntax?) -> [String] {
    (conditions?.requirements ?? []).flatMap { requirement -> [String] in
      guard case .conformanceRequirement(let conformance) = requirement.requirement else {
        return [plain(requirement.requirement)]
      }
      return Self.parts(of: conformance.rightType).map { plain(conformance.leftType) + ":" + plain($0) }
    }
  }

  /// `A & B` asks for both.
  private static func parts(of type: TypeSyntax?) -> [TypeSyntax] {
    guard let type else { return [] }
    return type.as(CompositionTypeSyntax.self)?.elements.map(\.type) ?? [type]
  }

  /// The tokens with one space between words, and numbers for the names of generic parameters.
  private func plain(_ node: some SyntaxProtocol) -> String {
    var text = ""
    for token in node.tokens(viewMode: .sourceAccurate) {
      if let last = text.last, last.isLetter, token.text.first?.isLetter == true { text += " " }
      text += numbers[token.identifierText].map { "#\($0)" } ?? token.text
    }
    return text
  }

  /// The name of an extended type, and what its arguments ask of its parameters: `[Int]` is `Array<Int>`, which is
  /// `Array where Element == Int`.
  static func extended(_ type: TypeSyntax) -> (name: String, conditions: [String]) {
    if let array = type.as(ArrayTypeSyntax.self) { return conditions("Array", [array.element]) }
    if let dictionary = type.as(DictionaryTypeSyntax.self) {
      return conditions("Dictionary", [dictionary.key, dictionary.value])
    }
    if let optional = type.as(OptionalTypeSyntax.self) { return conditions("Optional", [optional.wrappedType]) }
    if let named = type.as(IdentifierTypeSyntax.self) {
      let arguments = named.genericArgumentClause?.arguments.compactMap { argument -> TypeSyntax? in
        if case .type(let type) = argument.argument { return type }
        return nil
      }
      return conditions(named.name.identifierText, arguments ?? [])
    }
    let text = type.trimmedDescription.filter { !$0.isWhitespace }
    return (text.hasPrefix("Swift.") ? String(text.dropFirst(6)) : text, [])
  }

  private static func conditions(_ name: String, _ arguments: [TypeSyntax]) -> (String, [String]) {
    let parameters: [String: [String]] = [
      "Array": ["Element"], "ArraySlice": ["Element"], "Set": ["Element"], "Optional": ["Wrapped"],
      "Dictionary": ["Key", "Value"], "Range": ["Bound"], "ClosedRange": ["Bound"],
    ]
    let texts = arguments.enumerated().map { index, type in
      let own = parameters[name].flatMap { $0.indices.contains(index) ? $0[index] : nil }
      return "\(own ?? "#\(index)")==" + type.trimmedDescription.filter { !$0.isWhitespace }
    }
    return (name, texts)
  }
}

extension FunctionDeclSyntax {
  /// The result type is left out: a function declared again with another result takes the place of the first, as a user
  /// who edits a cell expects.
  var callSignature: String {
    Signature(signature.parameterClause, genericParameterClause, genericWhereClause).text
  }
}
