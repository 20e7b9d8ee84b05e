// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CCairo

/// Writes a display list as SVG through Cairo, then cleans it.
enum SVGRenderer {
  /// Images keep at most this many pixels a point: sharp on screens of twice the usual density.
  static let pixelsPerPoint = 2.0

  /// - Parameter scale: what the document's own size is multiplied by; the drawing is the same at any.
  static func render(
    _ list: DisplayList, scale: Double = 1, title: String, description: String, salt: String
  ) throws -> String {
    let raw = try ByteSink.collect(
      list,
      { sink in
        let surface = cairo_svg_surface_create_for_stream(ByteSink.write, sink, list.width, list.height)
        cairo_svg_surface_restrict_to_version(surface, CAIRO_SVG_VERSION_1_1)
        // The default unit changed with Cairo 1.17.6.
        cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PT)
        return surface
      }, pixelsPerPoint: pixelsPerPoint, medium: .svg)
    let size = scale == 1 ? [:] : ["width": list.width * scale, "height": list.height * scale].mapValues(hundredths)
    var pass = SVGPostPass(
      raw.bytes, inks: raw.canvas.inks, blurs: raw.canvas.blurs, changesWithPage: list.changesWithPage, rootSize: size,
      title: title, description: description, salt: salt)
    return try pass.run()
  }

  private static func hundredths(_ length: Double) -> Double { (length * 100).rounded() / 100 }
}
