// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import LectureFigures
import Plotting
import Testing

@Suite struct DocumentationTests {
  /// Without white space, which the formatter decides.
  private static func bare(_ text: String) -> String {
    text.replacing("private let", with: "let").filter { !$0.isWhitespace }
  }

  @Test func `the examples of the documentation are those that compile here`() throws {
    let page = try String(
      contentsOf: ReferenceData.package.appending(path: "docs/plotting.md"), encoding: .utf8)
    let source = try String(
      contentsOf: ReferenceData.package.appending(path: "Tests/PlottingTests/DocumentationExamples.swift"),
      encoding: .utf8)
    let compiled = Self.bare(source)
    let examples = page.matches(of: /(?s)```swift\n(.*?)```/).map { String($0.1) }
    #expect(examples.count == DocumentationExamples.figures.count + 2, "and the data, and the file")
    for example in examples { #expect(compiled.contains(Self.bare(example)), "only in the documentation:\n\(example)") }
  }

  @Test func `they draw without a note and without an overlap`() {
    for figure in DocumentationExamples.figures {
      #expect(figure.notes == [])
      let boxes = figure.displayList.textBoxes
      for (i, a) in boxes.enumerated() {
        for b in boxes[(i + 1)...] { #expect(!a.box.overlaps(b.box, slack: 0.5), "\(a) meets \(b)") }
      }
    }
  }
}
