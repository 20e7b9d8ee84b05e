// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CCairo

/// Writes a display list as a PDF of one page through Cairo.
enum PDFRenderer {
  static func render(_ list: DisplayList, title: String) throws -> [UInt8] {
    try ByteSink.collect(
      list,
      { sink in
        let surface = cairo_pdf_surface_create_for_stream(ByteSink.write, sink, list.width, list.height)
        if !title.isEmpty { cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title) }
        // A date of its own would make equal figures differ.
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z")
        return surface
      }, pixelsPerPoint: 4, medium: .vectors
    ).bytes
  }
}
