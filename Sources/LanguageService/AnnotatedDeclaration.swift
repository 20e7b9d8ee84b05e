// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Plain Swift from the declarations that sourcekitd wraps in XML.
package enum AnnotatedDeclaration {
  /// Removes tags and attributes that concern only the library's author.
  package static func text(_ xml: String) -> String {
    var text = ""
    var rest = xml[...]
    while let open = rest.firstIndex(of: "<") {
      text += rest[..<open]
      rest = rest[open...]
      guard let close = rest.firstIndex(of: ">") else { break }
      rest = rest[rest.index(after: close)...]
    }
    text += rest
    return withoutAuthorsAttributes(unescaped(text))
  }

  private static func unescaped(_ text: String) -> String {
    // The ampersand last: it is part of the others.
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'"), ("&amp;", "&")]
      .reduce(text) { $0.replacing($1.0, with: $1.1) }
  }

  private static func withoutAuthorsAttributes(_ text: String) -> String {
    var words = text.split(separator: " ", omittingEmptySubsequences: false)
    let noise: Set<Substring> = ["@inlinable", "@frozen", "@usableFromInline", "@discardableResult"]
    while let first = words.first, noise.contains(first) || (first.hasPrefix("@_") && !first.contains("(")) {
      words.removeFirst()
    }
    return words.joined(separator: " ")
  }
}
