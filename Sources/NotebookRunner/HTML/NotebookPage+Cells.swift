// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

extension NotebookPage {
  func markdown(_ cell: NotebookCell, _ renderer: inout MarkdownHTMLRenderer) -> String {
    guard !cell.isEmpty else { return "" }
    let images = EmbeddedImages(folder: folder, attachments: cell.attachments ?? [:])
    renderer.imageSource = images.dataURI
    return "<div class=\"prose\">\n\(renderer.html(cell.source))\n</div>"
  }

  /// Raw cells are for converters; only what is meant for HTML shows.
  func raw(_ cell: NotebookCell) -> String {
    let format = (cell.metadata["format"] ?? cell.metadata["raw_mimetype"])?.stringValue
    return format == "text/html" ? cell.source : ""
  }

  func code(_ cell: NotebookCell, number: Int, _ renderer: inout MarkdownHTMLRenderer) -> String {
    let tags = Set(cell.tags)
    var parts: [String] = []
    if !cell.isEmpty, tags.isDisjoint(with: ["remove-input", "remove_input"]) { parts.append(input(cell, tags)) }
    if tags.isDisjoint(with: ["remove-output", "remove_output"]) {
      var outputs: [String] = []
      for output in cell.outputs { outputs.append(self.output(output, &renderer)) }
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
