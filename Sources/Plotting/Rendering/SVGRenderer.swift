// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CCairo

/// Writes a display list as SVG through Cairo, then cleans it.
enum SVGRenderer {
  /// Images keep at most this many pixels a point: sharp on screens of twice the usual density.
  static let pixelsPerPoint = 2.0

  static func render(_ list: DisplayList, title: String, description: String, salt: String) throws -> String {
    let raw = try ByteSink.collect(
      list,
      { sink in
        let surface = cairo_svg_surface_create_for_stream(ByteSink.write, sink, list.width, list.height)
        cairo_svg_surface_restrict_to_version(surface, CAIRO_SVG_VERSION_1_1)
        // The default unit changed with Cairo 1.17.6.
        cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PT)
        return surface
      }, pixelsPerPoint: pixelsPerPoint, isSVG: true)
    var pass = SVGPostPass(raw, title: title, description: description, salt: salt)
    return pass.run()
  }
}
