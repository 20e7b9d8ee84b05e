// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CCairo

extension CairoCanvas {
  /// How many bytes of PNG the pictures of a figure may take: four of SVG for three of PNG leave room in a megabyte.
  static let mostBytes = 660_000

  /// Draws items into a picture and that onto the page.
  func layer(_ items: [DrawingItem], in rect: Rect) {
    var scale = pixelsPerPoint
    guard var picture = LayerPicture(items, of: rect, pixelsPerPoint: scale) else { return }
    if medium == .svg {
      var png = picture.png()
      // Dense layers of many colours alone would weigh more than a figure may; fewer pixels are the lesser evil.
      while png.count > pictureBytes, scale > 0.5,
        let smaller = LayerPicture(items, of: rect, pixelsPerPoint: scale * 0.8)
      {
        scale *= 0.8
        picture = smaller
        png = picture.png()
      }
      picture.surface.embed(png: png)
    }
    blurs.append(true)
    cairo_save(context)
    cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
    cairo_clip(context)
    paint(picture.surface, at: picture.corner, width: 1 / scale, height: 1 / scale)
    cairo_restore(context)
  }

  func image(_ image: IndexedImage, in given: Rect) {
    let rect = medium == .pixels ? given.snapped(toPixels: pixelsPerPoint, origin) : given
    guard rect.width > 1e-3, rect.height > 1e-3, rect.width < 1e6, rect.height < 1e6 else { return }
    let width = min(max(Int((rect.width * pixelsPerPoint - 1e-6).rounded(.up)), 1), 8192)
    let height = min(max(Int((rect.height * pixelsPerPoint - 1e-6).rounded(.up)), 1), 8192)
    var pixels: PixelImage
    if medium == .pixels {
      // Cells of three pixels beside cells of four would form a pattern of their own: each takes its exact share.
      pixels = image.resampled(to: width, height)
    } else {
      let small = image.reduced(maxWidth: width, maxHeight: height)
      pixels = small.enlarged(width / small.width, height / small.height)
    }
    // For the same reason a viewer is to keep only large cells sharp.
    let isLarge = width >= 4 * image.width && height >= 4 * image.height
    var png: [UInt8] = []
    if medium == .svg {
      png = PNGEncoder.encode(PalettedImage(pixels) ?? .full(pixels))
      // A page of noise does not compress; fewer pixels are the lesser evil.
      while png.count > pictureBytes, pixels.width > 64, pixels.height > 64 {
        let share = min(max((Double(pictureBytes) / Double(png.count)).squareRoot() * 0.97, 0.5), 0.9)
        pixels = image.resampled(to: Int(Double(pixels.width) * share), Int(Double(pixels.height) * share))
        png = PNGEncoder.encode(PalettedImage(pixels) ?? .full(pixels))
      }
    }
    guard let surface = pixels.cairoSurface() else { return }
    defer { cairo_surface_destroy(surface) }
    if medium == .svg { surface.embed(png: png) }
    blurs.append(!isLarge)
    cairo_save(context)
    paint(
      surface, at: Point(rect.x, rect.y), width: rect.width / Double(pixels.width),
      height: rect.height / Double(pixels.height))
    cairo_restore(context)
  }

  /// - Parameters:
  ///   - width: of a pixel, in points.
  ///   - height: of a pixel, in points.
  private func paint(_ surface: OpaquePointer, at corner: Point, width: Double, height: Double) {
    cairo_translate(context, corner.x, corner.y)
    cairo_scale(context, width, height)
    cairo_set_source_surface(context, surface, 0, 0)
    cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
    cairo_paint(context)
  }
}

/// Items drawn into pixels.
private final class LayerPicture {
  let surface: OpaquePointer
  /// The place of the first pixel: a whole number of pixels from the page's corner, or the picture would be resampled.
  let corner: Point

  init?(_ items: [DrawingItem], of rect: Rect, pixelsPerPoint scale: Double) {
    corner = Point((rect.x * scale).rounded(.down) / scale, (rect.y * scale).rounded(.down) / scale)
    let width = max(1, Int(((rect.maxX - corner.x) * scale).rounded(.up)))
    let height = max(1, Int(((rect.maxY - corner.y) * scale).rounded(.up)))
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(width), Int32(height)) else { return nil }
    self.surface = surface
    guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else { return nil }
    let canvas = CairoCanvas(surface, pixelsPerPoint: scale, scale: scale, origin: corner)
    for item in items { canvas.draw(item, clippedTo: rect) }
    cairo_surface_flush(surface)
  }

  deinit { cairo_surface_destroy(surface) }

  func png() -> [UInt8] {
    PixelImage(surface).map { PNGEncoder.encode(PalettedImage($0) ?? .full($0)) } ?? []
  }
}

extension DrawingItem {
  /// How many pictures there are in it that weigh something.
  var pictureCount: Int {
    switch self {
    case .layer: 1
    case .image(let image, _): image.width * image.height > 4096 ? 1 : 0
    case .clip(_, let items): items.reduce(0) { $0 + $1.pictureCount }
    default: 0
    }
  }
}
