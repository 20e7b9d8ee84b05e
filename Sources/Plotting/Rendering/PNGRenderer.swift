// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CCairo

/// Draws a display list into pixels and writes them as PNG.
enum PNGRenderer {
  static func render(_ list: DisplayList, dpi: Double) throws -> [UInt8] {
    let scale = dpi / 72
    let width = max(1, Int((list.width * scale).rounded()))
    let height = max(1, Int((list.height * scale).rounded()))
    return PNGEncoder.encode(try pixels(list, width: width, height: height, scale: scale), dpi: dpi)
  }

  private static func pixels(_ list: DisplayList, width: Int, height: Int, scale: Double) throws -> PalettedImage {
    guard width <= 32767, height <= 32767,
      let surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(width), Int32(height)),
      cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS
    else { throw PlotError.tooLarge(width: width, height: height) }
    defer { cairo_surface_destroy(surface) }
    try CairoCanvas(surface, pixelsPerPoint: scale, scale: scale).draw(list)
    cairo_surface_flush(surface)
    guard let image = PixelImage(surface) else { throw PlotError.drawing("no pixels") }
    return .exact(image) ?? .full(image)
  }
}
