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
    guard let data = cairo_image_surface_get_data(surface) else { throw PlotError.drawing("no pixels") }
    let stride = Int(cairo_image_surface_get_stride(surface))
    var image = PixelImage(width: width, height: height, pixels: [])
    image.pixels = [SIMD4<UInt8>](unsafeUninitializedCapacity: width * height) { buffer, count in
      for y in 0..<height {
        let row = UnsafeRawPointer(data + y * stride)
        for x in 0..<width {
          let word = row.load(fromByteOffset: x * 4, as: UInt32.self)
          buffer[y * width + x] = SIMD4(
            UInt8(word >> 16 & 255), UInt8(word >> 8 & 255), UInt8(word & 255), UInt8(word >> 24))
        }
      }
      count = width * height
    }
    return .exact(image) ?? .full(image)
  }
}
