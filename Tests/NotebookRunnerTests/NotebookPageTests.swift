// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import FoundationXML
import JupyterProtocol
import NotebookRunner
import Testing

@Suite struct NotebookPageTests {
  private func page(_ cells: [NotebookCell], metadata: [String: JSONValue] = [:], folder: String? = nil) -> String {
    NotebookPage(Notebook(cells: cells, metadata: metadata), fileName: "a.ipynb", folder: folder).html
  }

  private func page(output: NotebookOutput.Content) -> String {
    page([NotebookCell(.code, "x", outputs: [NotebookOutput(output)], executionCount: 1)])
  }

  private func data(_ data: [String: JSONValue]) -> String { page(output: .display(MIMEData(data: data))) }

  @Test func thePageStandsAlone() {
    let html = page([NotebookCell(.markdown, "# A <title>\n\n![remote](https://a.org/b.png)")])
    #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    #expect(html.contains("default-src 'none'; img-src data:"))
    #expect(html.contains("<title>A </title>"))
    #expect(!html.contains("<script"))
    #expect(!html.contains("src=\"http"))
    #expect(html.contains("[image: remote]"))
    #expect(html.contains("<main id=\"content\">"))
  }

  @Test func theSameNotebookGivesTheSamePage() throws {
    let notebook = try Notebook(json: Fixture.bytes("outputs.ipynb"))
    let pages = Set((0..<5).map { _ in NotebookPage(notebook, fileName: "a").html })
    #expect(pages.count == 1)
  }

  /// All but the document type and void elements is XML, so that an unbalanced tag would be found.
  @Test func theElementsAreBalanced() throws {
    let cells = [
      NotebookCell(.markdown, "# A\n\n## B\n\n- *c*\n\n> d\n\n| e | f |\n|---|---|\n| $x_1^2$ | `<` |\n\n## C\n\n## D"),
      NotebookCell(
        .code, "print(\"\\(1)\")",
        metadata: ["tags": ["hide-input", "hide-output"]],
        outputs: [
          NotebookOutput(.stream(name: "stdout", text: "<&>\u{1B}[31mx\u{1B}[0m\u{1}")),
          NotebookOutput(.error(ErrorContent(name: "E", value: "<v>"))),
          NotebookOutput(.display(MIMEData(data: ["image/svg+xml": "<?xml version='1.0'?><svg></svg>"]))),
          NotebookOutput(.display(MIMEData(data: ["application/json": ["a": [1, "<"]]]))),
        ], executionCount: 7),
    ]
    var text = page(cells).replacing("<!DOCTYPE html>", with: "")
    text = text.replacing(/<(meta|br|hr|img|link)([^>]*)>/) { "<\($0.1)\($0.2)/>" }
    let parser = XMLParser(data: Data(text.utf8))
    let isWellFormed = parser.parse()
    #expect(isWellFormed, "line \(parser.lineNumber): \(String(describing: parser.parserError) as String)")
  }

  @Test func manyHeadingsGiveContentsAndFewDoNot() {
    let long = page([NotebookCell(.markdown, "# Title\n## A b\n## C\n### D")])
    #expect(long.contains("<nav aria-label=\"Contents\">"))
    #expect(long.contains("<li class=\"level-1\"><a href=\"#A-b\">A b</a></li>"))
    #expect(long.contains("<li class=\"level-2\"><a href=\"#D\">D</a></li>"))
    #expect(!long.contains("<a href=\"#Title\">Title</a></li>"))
    #expect(!page([NotebookCell(.markdown, "# Title\n## A")]).contains("<nav"))
  }

  @Test func textOfOutputsIsEscaped() {
    let text = "<script>alert(1)</script>"
    #expect(!page(output: .stream(name: "stdout", text: text)).contains("<script"))
    #expect(!page(output: .error(ErrorContent(name: text, value: text, traceback: [text]))).contains("<script"))
    #expect(!data(["text/plain": .string(text)]).contains("<script"))
    #expect(!data(["application/json": .string(text)]).contains("<script"))
    #expect(!data(["image/png": .string("\"><script>")]).contains("<script"))
    #expect(!page([NotebookCell(.code, text)]).contains("<script"))
    #expect(!page([], metadata: ["title": .string("</title><script>")]).contains("<script"))
  }

  @Test func theRichestFormIsShown() {
    #expect(data(["text/plain": "p", "text/html": "<b>h</b>"]).contains("<div class=\"rich\"><b>h</b></div>"))
    #expect(data(["text/html": "<b>h</b>", "image/svg+xml": "<svg/>"]).contains("aria-label=\"Figure\"><svg/></div>"))
    #expect(data(["text/plain": "Figure(8, 3)", "image/svg+xml": "<svg/>"]).contains("aria-label=\"Figure(8, 3)\""))
    #expect(data(["image/png": "iVBO\nRw==\n"]).contains("src=\"data:image/png;base64,iVBORw==\" alt=\"Figure\""))
    #expect(data(["text/markdown": "*a*"]).contains("<em>a</em>"))
    #expect(data(["text/latex": "$$x$$"]).contains("<math display=\"block\">"))
    #expect(data(["application/json": ["a": 1]]).contains("{\n  &quot;a&quot;: 1\n}"))
    #expect(data(["text/plain": "\u{1B}[1mp\u{1B}[0m"]).contains("<span class=\"ansi-bold\">p</span>"))
  }

  @Test func theSizeInTheMetadataIsKept() {
    let value = MIMEData(data: ["image/png": "AA=="], metadata: ["image/png": ["width": 320, "height": 99.6]])
    #expect(page(output: .display(value)).contains("width=\"320\" height=\"100\""))
  }

  @Test func tagsHideAndRemoveParts() {
    func cell(_ tags: [String]) -> String {
      page([
        NotebookCell(
          .code, "secretCode", metadata: ["tags": .array(tags.map(JSONValue.string))],
          outputs: [NotebookOutput(.stream(name: "stdout", text: "printed"))])
      ])
    }
    #expect(cell(["remove-cell"]).contains("printed") == false)
    #expect(cell(["remove-input"]).contains("secretCode") == false)
    #expect(cell(["remove-output"]).contains("printed") == false)
    #expect(cell(["hide-input"]).contains("<summary>Show the code</summary>"))
    #expect(cell([]).contains("<details>") == false)
  }

  @Test func attachmentsAndFilesAreEmbedded() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("<svg/>", to: "my figure.svg")
    var cell = NotebookCell(
      .markdown,
      "![a](attachment:d.png) ![b](my%20figure.svg) ![c](../../etc/none.png)\n\n<img width='9' src='my figure.svg'>")
    cell.attachments = ["d.png": ["image/png": "AA=="]]
    let html = page([cell], folder: folder.path)
    #expect(html.contains("<img src=\"data:image/png;base64,AA==\" alt=\"a\">"))
    #expect(html.contains("<img src=\"data:image/svg+xml;base64,PHN2Zy8+\" alt=\"b\">"))
    #expect(html.contains("<img src=\"data:image/svg+xml;base64,PHN2Zy8+\" width=\"9\">"))
    #expect(html.contains("[image: c]"))
  }

  @Test func codeOfOtherLanguagesIsNotColoured() {
    let html = page([NotebookCell(.code, "let x")], metadata: ["language_info": ["name": "python"]])
    #expect(html.contains("<pre><code class=\"language-python\">let x</code></pre>"))
  }
}
