// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The elements and attributes of HTML that a page shows; whatever is not here is left out.
enum HTMLVocabulary {
  /// Elements whose content is text, up to their closing tag.
  static let rawText: Set<String> = [
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes",
  ]

  static let void: Set<String> = ["br", "hr", "img", "wbr", "col", "source"]

  static let inline: Set<String> = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "label",
    "mark", "meter", "output", "progress", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr", "br", "img", "audio", "video", "source",
  ]

  /// A paragraph ends where one of these begins.
  static let block: Set<String> = [
    "address", "article", "aside", "blockquote", "center", "dd", "details", "dir", "div", "dl", "dt", "figcaption",
    "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li", "menu", "nav", "ol", "p",
    "pre", "search", "section", "summary", "table", "ul",
  ]

  static let headings: Set<String> = ["h1", "h2", "h3", "h4", "h5", "h6"]

  /// Elements with a place of their own in a table.
  static let tableParts: Set<String> = ["caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th"]

  /// An end tag does not close what is open outside of these.
  static let boundaries: Set<String> = ["table", "td", "th", "caption"]

  /// Elements that stand for another: there is one `<main>` in a page.
  static let substitutes = ["main": "div", "listing": "pre", "plaintext": "pre", "image": "img"]

  static func knows(_ name: String) -> Bool {
    inline.contains(name) || block.contains(name) || tableParts.contains(name)
  }

  static let attributes: Set<String> = [
    "abbr", "align", "alt", "bgcolor", "border", "cellpadding", "cellspacing", "class", "clear", "color", "colspan",
    "compact", "controls", "datetime", "dir", "face", "frame", "headers", "height", "high", "hspace", "id", "lang",
    "loop",
    "low", "max", "min", "muted", "noshade", "nowrap", "open", "optimum", "preload", "reversed", "role", "rowspan",
    "rules",
    "scope", "size", "span", "start", "summary", "title", "type", "valign", "value", "vspace", "width",
  ]
}
