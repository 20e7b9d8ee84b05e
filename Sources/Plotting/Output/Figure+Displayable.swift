// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay

extension Figure: Displayable {
  /// SVG for front ends, PNG at twice the size for those that refuse SVG, and a summary with the notes as text.
  public var mimeBundle: MIMEBundle {
    let summary = FigureSummary(self, layout())
    let list = summary.layout.list
    var bundle = MIMEBundle(plainText: summary.plainText)
    do {
      try FontLibrary.shared.locked {
        let svg = try SVGRenderer.render(list, title: summary.title, description: summary.description, salt: "")
        let png = try PNGRenderer.render(list, dpi: 144)
        bundle = bundle.adding(.svg, svg).adding(.png, .binary(png))
          .addingMetadata(
            .png, json: "{\"width\": \(Int(list.width * 4 / 3)), \"height\": \(Int(list.height * 4 / 3))}")
      }
    } catch {
      bundle = MIMEBundle(plainText: summary.plainText + "\n  The figure could not be drawn: \(error)")
    }
    return bundle
  }
}
