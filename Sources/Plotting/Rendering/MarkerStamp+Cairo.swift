// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CCairo

extension MarkerStamp {
  /// Draws a marker once, shifted by less than a pixel.
  init(_ cloud: MarkerCloud, fill: Color?, shift: Point, pixelsPerPoint scale: Double) {
    let bounds = (cloud.shape.bounds ?? Rect(x: 0, y: 0, width: 0, height: 0)).inset(by: -(cloud.stroke?.width ?? 0))
    left = Int((bounds.minX * scale).rounded(.down)) - 1
    top = Int((bounds.minY * scale).rounded(.down)) - 1
    width = Int((bounds.maxX * scale).rounded(.up)) + 2 - left
    height = Int((bounds.maxY * scale).rounded(.up)) + 2 - top
    pixels = [UInt32](repeating: 0, count: width * height)
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(width), Int32(height)),
      cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS
    else { return }
    defer { cairo_surface_destroy(surface) }
    let place = Point((shift.x - Double(left)) / scale, (shift.y - Double(top)) / scale)
    CairoCanvas(surface, pixelsPerPoint: scale, scale: scale)
      .marker(cloud.shape, at: place, fill: fill, stroke: cloud.stroke)
    cairo_surface_flush(surface)
    guard let data = cairo_image_surface_get_data(surface) else { return }
    let stride = Int(cairo_image_surface_get_stride(surface))
    for y in 0..<height {
      let row = UnsafeRawPointer(data + y * stride)
      for x in 0..<width { pixels[y * width + x] = row.load(fromByteOffset: x * 4, as: UInt32.self) }
    }
  }
}
