// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

/// Text as nbformat stores it: a list of lines, each with its line break, so that version control shows lines.
enum MultilineText {
  /// Text from either form; nil where `value` is neither.
  static func join(_ value: JSONValue) -> String? {
    if let text = value.stringValue { return text }
    guard let lines = value.arrayValue else { return nil }
    var text = ""
    for line in lines {
      guard let line = line.stringValue else { return nil }
      text += line
    }
    return text
  }

  /// Lines after Python's `str.splitlines(keepends=True)`, which also breaks at form feeds and Unicode separators.
  static func split(_ text: String) -> JSONValue {
    var lines: [JSONValue] = []
    var line = String.UnicodeScalarView()
    var afterReturn = false
    func flush() {
      lines.append(.string(String(line)))
      line.removeAll()
    }
    for scalar in text.unicodeScalars {
      if afterReturn {
        afterReturn = false
        if scalar != "\n" { flush() }
      }
      line.append(scalar)
      switch scalar {
      case "\r": afterReturn = true
      case "\n", "\u{B}", "\u{C}", "\u{1C}", "\u{1D}", "\u{1E}", "\u{85}", "\u{2028}", "\u{2029}": flush()
      default: break
      }
    }
    if !line.isEmpty { flush() }
    return .array(lines)
  }
}

/// How nbformat stores what is under a MIME type.
enum MIMEBundleText {
  static func isJSON(_ type: String) -> Bool {
    type == "application/json" || type.hasPrefix("application/") && type.hasSuffix("+json")
  }

  /// A bundle from a file: lists of lines joined, except under JSON types, where a list is a list.
  static func join(_ bundle: [String: JSONValue]) -> [String: JSONValue] {
    Dictionary(
      uniqueKeysWithValues: bundle.map { type, value in
        guard !isJSON(type), let text = MultilineText.join(value) else { return (type, value) }
        return (type, .string(text))
      })
  }

  /// A bundle for a file: text, SVG and JavaScript as lines.
  static func split(_ bundle: [String: JSONValue]) -> [String: JSONValue] {
    Dictionary(
      uniqueKeysWithValues: bundle.map { type, value in
        let isText = type.hasPrefix("text/") || type == "image/svg+xml" || type == "application/javascript"
        guard isText, let text = value.stringValue else { return (type, value) }
        return (type, MultilineText.split(text))
      })
  }
}
