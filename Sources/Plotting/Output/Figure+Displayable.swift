// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay

extension Figure: Displayable {
  /// Wider figures are shown smaller, in points. JupyterLab does not fit an SVG into the cell, and this is what a
  /// window of 1280 pixels with an open side bar leaves.
  static let widestDisplay = 624.0

  /// SVG for front ends (as a page of its own, too, if it has tooltips or a theme that changes), PNG at twice the size for those that refuse SVG, and a summary with the notes as text.
  public var mimeBundle: MIMEBundle {
    let summary = FigureSummary(self, layout())
    let list = summary.layout.list
    var bundle = MIMEBundle(plainText: summary.plainText)
    do {
      let scale = min(1, Self.widestDisplay / list.width)
      let svg = try SVGRenderer.render(
        list, scale: scale, title: summary.title, description: summary.description, salt: "")
      let png = try PNGRenderer.render(list, dpi: 144)
      bundle = bundle.adding(.svg, svg).adding(.png, .binary(png))
        .addingMetadata(
          .png,
          json: "{\"width\": \(Int(list.width * scale * 4 / 3)), \"height\": \(Int(list.height * scale * 4 / 3))}")
      // Front ends put SVG into the page as a picture: it neither sees the page's theme nor hears the pointer.
      if list.isAlive { bundle = bundle.adding(.html, "<div>\n\(svg)</div>") }
    } catch {
      bundle = MIMEBundle(plainText: summary.plainText + "\n  The figure could not be drawn: \(error)")
    }
    return bundle
  }
}
