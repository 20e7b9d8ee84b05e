// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What an HTML fragment says, for front ends that show text alone: no tags, no styles, its rows and lines apart.
package func plainText(ofHTML source: String) -> String {
  var reader = HTMLTextReader(source)
  return reader.text()
}

private struct HTMLTextReader {
  private var rest: Substring
  private var lines: [String] = [""]
  private var depthOfPreformatted = 0

  init(_ source: String) { rest = source[...] }

  /// Elements that begin and end lines.
  private static let blocks: Set<String> = [
    "p", "div", "br", "hr", "tr", "table", "thead", "tbody", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6",
    "pre",
    "section", "article", "header", "footer", "blockquote", "figure", "figcaption", "details", "summary", "dl", "dt",
    "dd",
    "caption",
  ]
  /// Elements whose content is not text.
  private static let silent: Set<String> = ["script", "style", "head", "template", "noscript"]

  mutating func text() -> String {
    while let character = rest.first {
      if character == "<" {
        tag()
      } else {
        let run = rest.prefix { $0 != "<" }
        rest = rest[run.endIndex...]
        put(Self.decoded(run))
      }
    }
    let trimmed = lines.map { line in
      var line = line[...]
      while let last = line.last, last.isWhitespace { line.removeLast() }
      return String(line)
    }
    return trimmed.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private mutating func tag() {
    if rest.hasPrefix("<!--") {
      skip(past: "-->")
      return
    }
    let body = rest.dropFirst()
    let isEnd = body.first == "/"
    let name = (isEnd ? body.dropFirst() : body).prefix { $0.isLetter || $0.isNumber }.lowercased()
    // A lone `<` is text.
    guard !name.isEmpty || body.first == "!" || body.first == "?" else {
      put("<")
      rest = body
      return
    }
    skipTag()
    if !isEnd, Self.silent.contains(name) {
      skip(past: "</\(name)")
      skipTag()
    }
    if name == "pre" { depthOfPreformatted += isEnd ? -1 : 1 }
    if Self.blocks.contains(name) { newLine() }
    if name == "li", !isEnd { lines[lines.count - 1] += "• " }
    if (name == "td" || name == "th"), isEnd { lines[lines.count - 1] += "  " }
  }

  /// To behind the tag's end, over quoted attributes.
  private mutating func skipTag() {
    var quote: Character?
    while let character = rest.first {
      rest = rest.dropFirst()
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == ">" {
        return
      }
    }
  }

  private mutating func skip(past end: String) {
    while !rest.isEmpty {
      if rest.prefix(end.count).lowercased() == end {
        rest = rest.dropFirst(end.count)
        return
      }
      rest = rest.dropFirst()
    }
  }

  private mutating func newLine() {
    if !lines[lines.count - 1].isEmpty { lines.append("") }
  }

  /// Text with its spaces as a browser shows them.
  private mutating func put(_ text: String) {
    if depthOfPreformatted > 0 {
      let parts = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      lines[lines.count - 1] += parts[0]
      lines += parts.dropFirst()
      return
    }
    for character in text {
      guard character.isWhitespace, character != "\u{a0}" else {
        lines[lines.count - 1].append(character == "\u{a0}" ? " " : character)
        continue
      }
      if let last = lines[lines.count - 1].last, !last.isWhitespace { lines[lines.count - 1] += " " }
    }
  }

  private static func decoded(_ text: Substring) -> String {
    guard text.contains("&") else { return String(text) }
    return text.split(separator: "&", omittingEmptySubsequences: false).enumerated().map { index, part in
      guard index > 0, let end = part.prefix(12).firstIndex(of: ";"), let character = entity(part[..<end]) else {
        return (index > 0 ? "&" : "") + part
      }
      return String(character) + part[part.index(after: end)...]
    }.joined()
  }

  private static func entity(_ name: Substring) -> Character? {
    if name.hasPrefix("#x") || name.hasPrefix("#X") {
      return UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init).map(Character.init)
    }
    if name.hasPrefix("#") { return UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init).map(Character.init) }
    let named: [Substring: Character] = [
      "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{a0}", "middot": "·", "ndash": "–",
      "mdash": "—", "hellip": "…", "times": "×", "minus": "−", "plusmn": "±", "deg": "°", "rarr": "→", "larr": "←",
      "le": "≤", "ge": "≥", "ne": "≠", "bull": "•", "copy": "©", "infin": "∞", "micro": "µ", "alpha": "α", "beta": "β",
    ]
    return named[name]
  }
}
