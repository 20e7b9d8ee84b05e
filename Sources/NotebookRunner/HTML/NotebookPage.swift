// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

/// A notebook as one HTML file to hand to a reader.
///
/// The page needs no network and no JavaScript, and its content security policy forbids both: images are embedded,
/// formulas are MathML, figures inline SVG. HTML of Markdown and outputs is written anew by ``HTMLSanitizer``, so that it
/// keeps to its place. The same notebook always gives the same page.
public struct NotebookPage: Sendable {
  public var notebook: Notebook
  /// The notebook's file name, for the footer and as the title of a notebook that has none.
  public var fileName: String
  /// Where images that Markdown refers to by a relative path are; nil embeds none.
  public var folder: String?

  public init(_ notebook: Notebook, fileName: String, folder: String? = nil) {
    self.notebook = notebook
    self.fileName = fileName
    self.folder = folder
  }

  /// The whole document.
  public var html: String {
    var renderer = MarkdownHTMLRenderer()
    var sections: [String] = []
    for (index, cell) in notebook.cells.enumerated() where !cell.tags.contains("remove-cell") {
      let content =
        switch cell.kind {
        case .markdown: markdown(cell, number: index + 1, &renderer)
        case .code: code(cell, number: index + 1, &renderer)
        case .raw: raw(cell, number: index + 1)
        }
      if !content.isEmpty { sections.append(content) }
    }
    let contents = tableOfContents(renderer.headings)
    return """
      <!DOCTYPE html>
      <html lang="\(documentLanguage.htmlEscaped)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="\(Self.securityPolicy)">
      <meta name="color-scheme" content="light dark">
      <meta name="generator" content="Martlet">
      <title>\(title(renderer.headings).htmlEscaped)</title>
      <style>
      \(PageStyle.css)
      </style>
      </head>
      <body\(contents.isEmpty ? "" : " class=\"has-contents\"")>
      <a class="skip" href="#content">Skip to the content</a>
      \(contents)<main id="content">
      \(sections.joined(separator: "\n"))
      </main>
      <footer>\(footer.htmlEscaped)</footer>
      </body>
      </html>

      """
  }

  /// What stands in a page has been sanitised; the policy holds should something have been overlooked.
  private static let securityPolicy =
    "default-src 'none'; img-src data:; media-src data:; font-src data:; style-src 'unsafe-inline'; form-action 'none'; "
    + "base-uri 'none'"

  /// The human language: notebooks may say it as `metadata.lang`.
  private var documentLanguage: String { notebook.metadata["lang"]?.stringValue ?? "en" }

  private func title(_ headings: [MarkdownHTMLRenderer.Heading]) -> String {
    if let title = notebook.metadata["title"]?.stringValue { return title }
    return headings.first { $0.level == 1 }?.text ?? String(fileName.droppingNotebookExtension)
  }

  private var footer: String {
    let info = notebook.metadata["language_info"]
    let language = info?["name"]?.stringValue.map { name in
      let version = info?["version"]?.stringValue.map { " " + $0 } ?? ""
      return name.prefix(1).uppercased() + name.dropFirst() + version
    }
    return [fileName, language].compactMap(\.self).joined(separator: " · ")
  }

  /// Empty unless there are enough headings to need one.
  private func tableOfContents(_ headings: [MarkdownHTMLRenderer.Heading]) -> String {
    var entries = headings.filter { $0.level <= 3 }
    // A single top heading is the page's title.
    if entries.count(where: { $0.level == 1 }) == 1, entries.first?.level == 1 { entries.removeFirst() }
    guard entries.count >= 3, let top = entries.map(\.level).min() else { return "" }
    let items = entries.map { entry in
      "<li class=\"level-\(entry.level - top + 1)\">"
        + "<a href=\"#\(entry.anchor.percentEncodedFragment)\">\(entry.text.htmlEscaped)</a></li>"
    }
    return "<nav aria-label=\"Contents\">\n<p>Contents</p>\n<ul>\n\(items.joined(separator: "\n"))\n</ul>\n</nav>\n"
  }
}

extension String {
  fileprivate var droppingNotebookExtension: Substring { hasSuffix(".ipynb") ? dropLast(6) : self[...] }
}
