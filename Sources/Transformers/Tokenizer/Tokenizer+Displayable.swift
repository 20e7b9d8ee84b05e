// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay

extension Tokenizer: Displayable, CustomStringConvertible {
  public var description: String {
    let special = specialTokens.isEmpty ? "none" : specialTokens.map(\.text).joined(separator: " ")
    // The folder and the file say enough.
    let place = source.split(separator: "/").suffix(2).joined(separator: "/")
    return "Tokenizer (\(place)): \(vocabularySize) tokens, \(model.merges.count) merges, special tokens: \(special)"
  }

  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: description) }
}

extension TokenEncoding: Displayable, CustomStringConvertible {
  public var description: String {
    "\(count) tokens: " + (0..<count).map { "\(Self.visible(text(of: $0))) \(ids[$0])" }.joined(separator: " | ")
  }

  /// As a strip of tokens in two alternating shades, each with its id when pointed at.
  public var mimeBundle: MIMEBundle {
    let shades = ["rgba(90,140,220,0.18)", "rgba(220,150,60,0.20)"]
    let bytes = Array(text.utf8)
    let spans = (0..<count).map { index in
      let text = Self.escaped(Self.visible(String(decoding: bytes[byteRanges[index]], as: UTF8.self)))
      return "<span title='\(index): \(Self.escaped(tokens[index])), id \(ids[index])' "
        + "style='background:\(shades[index % 2])'>\(text)</span>"
    }
    return MIMEBundle(plainText: description)
      .adding(.html, "<div style='font-family:monospace;white-space:pre-wrap'>\(spans.joined())</div>")
  }

  private static func visible(_ text: String) -> String {
    text.replacing("\n", with: "⏎").replacing("\t", with: "⇥")
  }

  private static func escaped(_ text: String) -> String {
    // In an attribute, quotes end the text.
    escapedHTML(text).replacing("'", with: "&#39;")
  }
}
