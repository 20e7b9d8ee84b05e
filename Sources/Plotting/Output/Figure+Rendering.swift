// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

extension Figure {
  /// What was left out, could not be read or does not fit, in words; empty when all is well.
  public var notes: [String] { layout().notes }

  /// The figure as an SVG document.
  ///
  /// Equal figures give equal bytes. Ids begin with a hash of the content, so several figures can share a page.
  /// - Parameter salt: goes into the hash, for a page that shows the very same figure twice.
  public func svg(salt: String = "") throws -> String {
    let summary = FigureSummary(self, layout())
    return try SVGRenderer.render(
      summary.layout.list, title: summary.title, description: summary.description, salt: salt)
  }

  /// The figure as a PNG file.
  /// - Parameter dpi: pixels an inch.
  public func png(dpi: Double = 144) throws -> [UInt8] {
    guard dpi >= 1, dpi <= 10_000 else {
      trap("Figure.png(dpi:): \(dpi) pixels an inch asked for; choose 1 to 10000")
    }
    return try PNGRenderer.render(layout().list, dpi: dpi)
  }

  /// The figure as a PDF file of one page.
  public func pdf() throws -> [UInt8] {
    let summary = FigureSummary(self, layout())
    return try PDFRenderer.render(summary.layout.list, title: summary.title)
  }

  func layout() -> FigureLayout { FigureLayout(self) }

  /// Everything that would be drawn, for tests.
  package var displayList: DisplayList { layout().list }

  /// The axes in reading order, for tests.
  package var axesBoxes: [Rect] { layout().axes }
}
