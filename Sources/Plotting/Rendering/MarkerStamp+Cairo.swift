// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CCairo

extension MarkerStamp {
  /// Draws a marker once, shifted by less than a pixel.
  init(_ cloud: MarkerCloud, _ ink: MarkerCloud.Ink, shift: Point, pixelsPerPoint scale: Double) {
    let bounds = cloud.reach
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
    CairoCanvas(surface, pixelsPerPoint: scale, scale: scale).marker(cloud.shape, at: place, ink)
    cairo_surface_flush(surface)
    guard let data = cairo_image_surface_get_data(surface) else { return }
    let stride = Int(cairo_image_surface_get_stride(surface))
    for y in 0..<height {
      let row = UnsafeRawPointer(data + y * stride)
      for x in 0..<width { pixels[y * width + x] = row.load(fromByteOffset: x * 4, as: UInt32.self) }
    }
  }
}

extension CairoCanvas {
  /// From how many markers on stamps are quicker than outlines.
  static let fewestStamped = 48

  /// Presses markers straight into the pixels of an image surface.
  func stamp(_ cloud: MarkerCloud, on surface: OpaquePointer, clippedTo clip: Rect?) {
    cairo_surface_flush(surface)
    guard let data = cairo_image_surface_get_data(surface) else { return }
    let (width, height) = (Int(cairo_image_surface_get_width(surface)), Int(cairo_image_surface_get_height(surface)))
    func pixels(_ low: Double, _ high: Double, within count: Int) -> Range<Int> {
      let first = min(max(Int((low * pixelsPerPoint).rounded()), 0), count)
      return first..<min(max(Int((high * pixelsPerPoint).rounded()), first), count)
    }
    let window = PixelWindow(
      base: UnsafeMutableRawPointer(data).assumingMemoryBound(to: UInt32.self),
      stride: Int(cairo_image_surface_get_stride(surface)) / 4,
      columns: clip.map { pixels($0.minX - origin.x, $0.maxX - origin.x, within: width) } ?? 0..<width,
      rows: clip.map { pixels($0.minY - origin.y, $0.maxY - origin.y, within: height) } ?? 0..<height)
    let kind = StampKind(shape: cloud.shape, inks: cloud.inks)
    var known = stamps.removeValue(forKey: kind) ?? []
    cloud.press(on: window, origin: origin, pixelsPerPoint: pixelsPerPoint, stamps: &known) {
      MarkerStamp(cloud, $0, shift: $1, pixelsPerPoint: pixelsPerPoint)
    }
    stamps[kind] = known
    cairo_surface_mark_dirty(surface)
  }
}

/// What stamps depend on: hundreds of marks may share them.
struct StampKind: Hashable {
  var shape: Path
  var inks: [MarkerCloud.Ink]
}
