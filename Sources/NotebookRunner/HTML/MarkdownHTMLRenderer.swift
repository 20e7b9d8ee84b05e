// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Writes Markdown as HTML. Raw HTML in it passes through, piece by piece closed, for ``HTMLSanitizer`` to write anew.
package struct MarkdownHTMLRenderer {
  /// A heading, for the table of contents.
  package struct Heading: Equatable, Sendable {
    package var level: Int
    package var anchor: String
    package var text: String
  }

  /// Turns an image's source into what the page refers to: a data URI. Nil shows the alternative text instead.
  package var imageSource: (String) -> String? = { $0 }
  /// The headings so far, in order.
  package private(set) var headings: [Heading] = []
  private var anchors: Set<String> = []

  package init() {}

  package mutating func html(_ source: String) -> String { html(MarkdownDocument(source).blocks) }

  private mutating func html(_ blocks: [MarkdownBlock], isTight: Bool = false) -> String {
    var parts: [String] = []
    for block in blocks { parts.append(html(block, isTight: isTight)) }
    return parts.joined(separator: "\n")
  }

  private mutating func html(_ block: MarkdownBlock, isTight: Bool) -> String {
    switch block {
    case .heading(let level, let content): return heading(level, content)
    case .paragraph(let content): return isTight ? html(content) : "<p>\(html(content))</p>"
    case .code(let language, let code): return Self.code(code, language: language)
    case .blockQuote(let blocks): return "<blockquote>\n\(html(blocks))\n</blockquote>"
    case .list(let list): return html(list)
    case .table(let table): return html(table)
    case .thematicBreak: return "<hr>"
    case .html(let html): return HTMLTokenizer.closed(html)
    case .math(let tex): return MathMLRenderer.html(for: tex, isDisplay: true)
    }
  }

  private mutating func heading(_ level: Int, _ content: [MarkdownInline]) -> String {
    let text = content.plainText
    let anchor = anchor(for: text)
    headings.append(Heading(level: level, anchor: anchor, text: text))
    let link =
      "<a class=\"anchor\" href=\"#\(anchor.percentEncodedFragment)\" aria-label=\"Link to this section\">#</a>"
    return "<h\(level) id=\"\(anchor.htmlEscaped)\">\(html(content))\(link)</h\(level)>"
  }

  /// Jupyter's own rule, the text with hyphens for spaces, so that links which work in JupyterLab work here.
  private mutating func anchor(for text: String) -> String {
    let base = text.split(whereSeparator: \.isWhitespace).joined(separator: "-")
    var anchor = base.isEmpty ? "section" : base
    var number = 1
    while !anchors.insert(anchor).inserted {
      number += 1
      anchor = "\(base)-\(number)"
    }
    return anchor
  }

  /// A code block; Swift is coloured, any other language is not.
  package static func code(_ code: String, language: String?) -> String {
    let isSwift = language?.lowercased() == "swift"
    let content = isSwift ? SwiftHighlighter.html(code) : code.htmlEscaped
    let name = language.map { " class=\"language-\($0.htmlEscaped)\"" } ?? ""
    return "<pre><code\(name)>\(content)</code></pre>"
  }

  private mutating func html(_ list: MarkdownList) -> String {
    let tag = list.start == nil ? "ul" : "ol"
    let start = list.start.map { $0 == 1 ? "" : " start=\"\($0)\"" } ?? ""
    var result = "<\(tag)\(start)>\n"
    for item in list.items {
      result += "<li>\(html(Self.withTaskBox(item), isTight: list.isTight))</li>\n"
    }
    return result + "</\(tag)>"
  }

  /// GitHub's task items, `[ ]` and `[x]`, with boxes.
  private static func withTaskBox(_ item: [MarkdownBlock]) -> [MarkdownBlock] {
    guard case .paragraph(var content) = item.first, case .text(let text) = content.first else { return item }
    let boxes = ["[ ] ": "☐ ", "[x] ": "☑ ", "[X] ": "☑ "]
    guard let box = boxes[String(text.prefix(4))] else { return item }
    content[0] = .text(box + text.dropFirst(4))
    return [.paragraph(content)] + item.dropFirst()
  }

  private func html(_ table: MarkdownTable) -> String {
    func row(_ cells: [[MarkdownInline]], tag: String) -> String {
      let scope = tag == "th" ? " scope=\"col\"" : ""
      let content = zip(cells, table.alignments).map { cell, alignment in
        let style = alignment.map { " style=\"text-align:\($0.rawValue)\"" } ?? ""
        return "<\(tag)\(scope)\(style)>\(html(cell))</\(tag)>"
      }
      return "<tr>\(content.joined())</tr>"
    }
    let body = table.rows.map { row($0, tag: "td") }.joined(separator: "\n")
    return "<div class=\"table\"><table>\n<thead>\n\(row(table.header, tag: "th"))\n</thead>\n"
      + "<tbody>\n\(body)\n</tbody>\n</table></div>"
  }

  private func html(_ inlines: [MarkdownInline]) -> String { inlines.map(html).joined() }

  private func html(_ inline: MarkdownInline) -> String {
    switch inline {
    case .text(let text): return text.htmlEscaped
    case .code(let code): return "<code>\(code.htmlEscaped)</code>"
    case .emphasis(let children): return "<em>\(html(children))</em>"
    case .strong(let children): return "<strong>\(html(children))</strong>"
    case .strikethrough(let children): return "<del>\(html(children))</del>"
    case .link(let destination, let title, let children):
      guard SafeAddress.isLink(destination) else { return html(children) }
      return "<a href=\"\(destination.percentEncodedDestination.htmlEscaped)\"\(attribute("title", title))>"
        + "\(html(children))</a>"
    case .image(let source, let title, let alternative):
      guard let resolved = imageSource(source) else {
        return
          "<span class=\"missing-image\">[image: \((alternative.isEmpty ? source : alternative).htmlEscaped)]</span>"
      }
      return "<img src=\"\(resolved.htmlEscaped)\" alt=\"\(alternative.htmlEscaped)\"\(attribute("title", title))>"
    case .html(let html): return HTMLTokenizer.closed(html)
    case .math(let tex, let isDisplay): return MathMLRenderer.html(for: tex, isDisplay: isDisplay)
    case .softBreak: return "\n"
    case .hardBreak: return "<br>\n"
    }
  }

  private func attribute(_ name: String, _ value: String?) -> String {
    value.map { " \(name)=\"\($0.htmlEscaped)\"" } ?? ""
  }
}
