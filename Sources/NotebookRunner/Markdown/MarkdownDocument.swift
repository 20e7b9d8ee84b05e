// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A Markdown cell, parsed.
///
/// The subset of CommonMark 0.31 that notebooks use: headings of both kinds, paragraphs, emphasis, code spans, fenced
/// and indented code, nested lists, links and images (inline and by reference), autolinks, block quotes, rules and raw
/// HTML; GitHub's tables and strikethrough; and TeX between dollar signs as Jupyter's front ends read it.
/// Parsing never fails: what is not markup is text.
package struct MarkdownDocument: Equatable, Sendable {
  package var blocks: [MarkdownBlock]

  package init(_ source: String) {
    let normalised = source.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    let lines = normalised.split(separator: "\n", omittingEmptySubsequences: false).map(MarkdownLine.init)
    var references: [String: MarkdownReference] = [:]
    let content = MarkdownReference.extract(from: lines, into: &references)
    var parser = MarkdownBlockParser(lines: content, references: references)
    blocks = parser.parse()
  }
}
