// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

extension NotebookPage {
  func markdown(_ cell: NotebookCell, number: Int, _ renderer: inout MarkdownHTMLRenderer) -> String {
    guard !cell.isEmpty else { return "" }
    let images = EmbeddedImages(folder: folder, attachments: cell.attachments ?? [:])
    renderer.imageSource = images.dataURI
    return Self.foreign(renderer.html(cell.source), class: "prose", scope: "c\(number)", images.dataURI)
  }

  /// Raw cells are for converters; only what is meant for HTML shows.
  func raw(_ cell: NotebookCell, number: Int) -> String {
    let format = (cell.metadata["format"] ?? cell.metadata["raw_mimetype"])?.stringValue
    let images = EmbeddedImages(folder: folder, attachments: cell.attachments ?? [:])
    return format == "text/html" ? Self.foreign(cell.source, class: "rich", scope: "c\(number)", images.dataURI) : ""
  }

  /// HTML that a cell or an output brought, in an element that it cannot leave.
  static func foreign(
    _ html: some StringProtocol, class kind: String, scope: String, label: String = "",
    _ imageSource: @escaping (String) -> String?
  ) -> String {
    var sanitizer = HTMLSanitizer(html, scope: scope, imageSource: imageSource)
    let content = sanitizer.html()
    let classes = kind + (sanitizer.hasStyle ? " contained" : "") + (sanitizer.styleSheet.isEmpty ? "" : " " + scope)
    return "<div class=\"\(classes)\"\(label)>\(content)</div>"
  }

  func code(_ cell: NotebookCell, number: Int, _ renderer: inout MarkdownHTMLRenderer) -> String {
    let tags = Set(cell.tags)
    var parts: [String] = []
    if !cell.isEmpty, tags.isDisjoint(with: ["remove-input", "remove_input"]) { parts.append(input(cell, tags)) }
    if tags.isDisjoint(with: ["remove-output", "remove_output"]) {
      var outputs: [String] = []
      for (index, output) in cell.outputs.enumerated() {
        outputs.append(self.output(output, scope: "c\(number)-\(index + 1)", &renderer))
      }
      outputs.removeAll(where: \.isEmpty)
      if !outputs.isEmpty {
        let content = "<div class=\"outputs\">\n\(outputs.joined(separator: "\n"))\n</div>"
        let isHidden = cell.metadata["jupyter"]?["outputs_hidden"] == true || tags.contains("hide-output")
        parts.append(isHidden ? "<details><summary>Show the output</summary>\n\(content)\n</details>" : content)
      }
    }
    guard !parts.isEmpty else { return "" }
    let label = cell.executionCount.map { "Cell \($0)" } ?? "Code cell"
    return "<section class=\"cell\" aria-label=\"\(label)\">\n\(parts.joined(separator: "\n"))\n</section>"
  }

  private func input(_ cell: NotebookCell, _ tags: Set<String>) -> String {
    let source = cell.source.droppingSuffix(\.isNewline)
    let prompt = cell.executionCount.map { "<span class=\"prompt\" aria-hidden=\"true\">\($0)</span>" } ?? ""
    let code = MarkdownHTMLRenderer.code(String(source), language: notebook.language ?? "swift")
    let block = "<div class=\"input\">\(prompt)\(code)</div>"
    let isHidden = cell.metadata["jupyter"]?["source_hidden"] == true || tags.contains("hide-input")
    return isHidden ? "<details><summary>Show the code</summary>\n\(block)\n</details>" : block
  }
}
