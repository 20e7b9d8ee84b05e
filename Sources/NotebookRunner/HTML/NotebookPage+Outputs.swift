// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

extension NotebookPage {
  /// HTML for one output; empty for what a page cannot show.
  func output(_ output: NotebookOutput, scope: String, _ renderer: inout MarkdownHTMLRenderer) -> String {
    switch output.content {
    case .stream(let name, let text): Self.stream(name, text)
    case .display(let value), .result(let value, _): Self.rich(value, scope, renderer)
    case .error(let error): Self.error(error)
    case .unknown: ""
    }
  }

  private static func stream(_ name: String, _ text: String) -> String {
    let content = TerminalText.html(text).droppingSuffix(\.isNewline)
    guard !content.isEmpty else { return "" }
    let kind = name == "stderr" ? "stderr" : "stdout"
    let label = kind == "stderr" ? "Messages" : "Printed output"
    // Long text scrolls, and what scrolls must be reachable by keyboard.
    return "<pre class=\"stream \(kind)\" tabindex=\"0\" aria-label=\"\(label)\">\(content)</pre>"
  }

  private static func error(_ error: ErrorContent) -> String {
    let traceback = error.traceback.joined(separator: "\n")
    let shown = traceback.isEmpty ? "\(error.name): \(error.value)" : traceback
    let content = TerminalText.html(shown).droppingSuffix(\.isNewline)
    return "<pre class=\"error\" tabindex=\"0\" role=\"group\" aria-label=\"Error\">\(content)</pre>"
  }

  /// The richest form that a page without scripts can show.
  private static func rich(_ value: MIMEData, _ scope: String, _ renderer: MarkdownHTMLRenderer) -> String {
    let data = value.data
    let plain = data["text/plain"]?.stringValue
    let label = plain?.split(whereSeparator: \.isNewline).first.map(String.init) ?? "Figure"
    if let svg = data["image/svg+xml"]?.stringValue, let element = svgElement(svg) {
      let label = " role=\"img\" aria-label=\"\(label.htmlEscaped)\""
      return foreign(element, class: "figure", scope: scope, label: label, renderer.imageSource)
    }
    for type in ["image/png", "image/jpeg", "image/gif", "image/webp"] {
      guard let base64 = data[type]?.stringValue else { continue }
      return "<div class=\"figure\">\(image(type, base64, label, value.metadata[type]))</div>"
    }
    if let html = data["text/html"]?.stringValue {
      return foreign(html, class: "rich", scope: scope, renderer.imageSource)
    }
    if let markdown = (data["text/markdown"] ?? data["text/latex"])?.stringValue {
      // Headings in outputs are no part of the table of contents.
      var local = MarkdownHTMLRenderer()
      local.imageSource = renderer.imageSource
      return foreign(local.html(markdown), class: "rich prose", scope: scope, renderer.imageSource)
    }
    if let (_, json) = data.filter({ MIMEBundleText.isJSON($0.key) }).min(by: { $0.key < $1.key }) {
      let text = String(decoding: NotebookJSONWriter.write(json, indent: 2), as: UTF8.self).droppingSuffix(\.isNewline)
      return "<pre class=\"result\" tabindex=\"0\">\(text.htmlEscaped)</pre>"
    }
    guard let plain, !plain.isEmpty else { return "" }
    return "<pre class=\"result\" tabindex=\"0\">\(TerminalText.html(plain))</pre>"
  }

  /// The `<svg>` element without the XML declaration and document type that precede it in a file.
  private static func svgElement(_ text: String) -> Substring? {
    guard let start = text.firstRange(of: "<svg")?.lowerBound else { return nil }
    return text[start...].droppingSuffix(\.isWhitespace)
  }

  private static func image(_ type: String, _ base64: String, _ label: String, _ metadata: JSONValue?) -> String {
    // Some kernels break base64 into lines.
    let payload = base64.filter { !$0.isWhitespace }
    let size = ["width", "height"].compactMap { key in
      metadata?[key]?.doubleValue.map { " \(key)=\"\(Int($0.rounded()))\"" }
    }
    return "<img src=\"data:\(type);base64,\(payload.htmlEscaped)\" alt=\"\(label.htmlEscaped)\"\(size.joined())>"
  }
}
