// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What could stand at the cursor, best first.
public struct CellCompletions: Codable, Hashable, Sendable {
  public var items: [CellCompletion]
  /// What an item's text replaces, in Unicode code points of the cell's code. Ends at the cursor.
  public var replacing: Range<Int>

  public init(items: [CellCompletion], replacing: Range<Int>) {
    self.items = items
    self.replacing = replacing
  }
}

/// One thing that could stand at the cursor. Overloads with one name are one completion with several signatures.
public struct CellCompletion: Codable, Hashable, Sendable {
  /// The text to insert: a name without its argument list, or an argument's label with colon and space.
  public var text: String
  public var kind: CompletionKind
  /// How each overload is written and what it gives, for example `norm() -> Double`. Empty for keywords.
  public var signatures: [String]
  /// The first sentence of the documentation comment, where there is one.
  public var summary: String?

  public init(text: String, kind: CompletionKind, signatures: [String] = [], summary: String? = nil) {
    self.text = text
    self.kind = kind
    self.signatures = signatures
    self.summary = summary
  }

  /// All overloads in one line each, for a front end that shows one text.
  public var signature: String { signatures.joined(separator: "\n") }
}

/// The words front ends choose an icon by (`_jupyter_types_experimental`).
public enum CompletionKind: String, Codable, Sendable {
  case `class`, `struct`, `enum`, interface, type
  case function, instance, property, param
  case module, keyword, macro
}
