// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CCairo

/// Replays a display list on a Cairo surface.
///
/// Hinting is off and metrics are unrounded on every surface, so that all formats share one layout. Use it only
/// while holding the lock of ``FontLibrary``.
final class CairoCanvas {
  private let context: OpaquePointer
  /// Pixels a point, which decides how far images are reduced.
  private let pixelsPerPoint: Double
  /// Embeds images as PNG, and puts markers where they can share an outline.
  private let isSVG: Bool

  /// - Parameter surface: owned by the caller.
  init(_ surface: OpaquePointer, pixelsPerPoint: Double, scale: Double = 1, isSVG: Bool = false) {
    context = cairo_create(surface)
    self.pixelsPerPoint = pixelsPerPoint
    self.isSVG = isSVG
    cairo_scale(context, scale, scale)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    cairo_set_tolerance(context, 0.01 / scale)
    let options = cairo_font_options_create()
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    cairo_set_font_options(context, options)
    cairo_font_options_destroy(options)
  }

  deinit { cairo_destroy(context) }

  /// Draws everything, then reports what Cairo kept silent about meanwhile.
  func draw(_ list: DisplayList) throws {
    path(Path(Rect(x: 0, y: 0, width: list.width, height: list.height)), fill: list.background, stroke: nil)
    for item in list.items { draw(item, clippedTo: nil) }
    let status = cairo_status(context)
    guard status == CAIRO_STATUS_SUCCESS else {
      throw PlotError.drawing(String(cString: cairo_status_to_string(status)))
    }
  }

  private func draw(_ item: DrawingItem, clippedTo clip: Rect?) {
    switch item {
    case .path(let path, let fill, let stroke):
      clipped(path.bounds?.inset(by: -(stroke?.width ?? 0) * 0.75), to: clip) {
        self.path(path, fill: fill, stroke: stroke)
      }
    case .markers(let shape, let places, let fill, let stroke):
      let bounds = (shape.bounds ?? Rect(x: 0, y: 0, width: 0, height: 0)).inset(by: -(stroke?.width ?? 0))
      for exact in places {
        let place = isSVG ? Self.snapped(exact) : exact
        var around = bounds
        around.x += place.x
        around.y += place.y
        clipped(around, to: clip) {
          self.path(shape, at: place, fill: fill, stroke: stroke)
        }
      }
    case .markerImage(let cloud, let rect): self.cloud(cloud, in: rect)
    case .glyphs(let run, let color): glyphs(run, color)
    case .image(let image, let rect): clipped(rect, to: clip) { self.image(image, in: rect) }
    case .clip(let rect, let items): for inner in items { draw(inner, clippedTo: rect) }
    }
  }

  /// The nearest eighth of a point: exact both in Cairo's 1/256 and in printed thousandths, so that equal markers have
  /// equal outlines and the SVG names them once.
  private static func snapped(_ p: Point) -> Point { Point((p.x * 8).rounded() / 8, (p.y * 8).rounded() / 8) }

  /// Cuts only what crosses the clip: in SVG every cut element costs a clip path of its own.
  private func clipped(_ bounds: Rect?, to clip: Rect?, _ body: () -> Void) {
    guard let clip, let bounds, !clip.contains(bounds, slack: 0.01) else { return body() }
    cairo_save(context)
    cairo_rectangle(context, clip.x, clip.y, clip.width, clip.height)
    cairo_clip(context)
    body()
    cairo_restore(context)
  }

  private func path(_ path: Path, at offset: Point = Point(0, 0), fill: Color?, stroke: Stroke?) {
    let (dx, dy) = (offset.x, offset.y)
    cairo_new_path(context)
    for element in path.elements {
      switch element {
      case .move(let p): cairo_move_to(context, p.x + dx, p.y + dy)
      case .line(let p): cairo_line_to(context, p.x + dx, p.y + dy)
      case .curve(let a, let b, let p):
        cairo_curve_to(context, a.x + dx, a.y + dy, b.x + dx, b.y + dy, p.x + dx, p.y + dy)
      case .close: cairo_close_path(context)
      }
    }
    if let fill, fill.alpha > 0 {
      source(fill)
      cairo_fill_preserve(context)
    }
    if let stroke, stroke.width > 0, stroke.color.alpha > 0 {
      source(stroke.color)
      cairo_set_line_width(context, stroke.width)
      cairo_set_dash(context, stroke.dash, Int32(stroke.dash.count), 0)
      switch stroke.cap {
      case .butt: cairo_set_line_cap(context, CAIRO_LINE_CAP_BUTT)
      case .square: cairo_set_line_cap(context, CAIRO_LINE_CAP_SQUARE)
      case .round: cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
      }
      let isCornered = path.elements.count < 12
      cairo_set_line_join(context, isCornered ? CAIRO_LINE_JOIN_MITER : CAIRO_LINE_JOIN_ROUND)
      cairo_stroke_preserve(context)
    }
    cairo_new_path(context)
  }

  /// Draws one marker, for a stamp.
  func marker(_ shape: Path, at place: Point, fill: Color?, stroke: Stroke?) {
    path(shape, at: place, fill: fill, stroke: stroke)
  }

  private func cloud(_ cloud: MarkerCloud, in rect: Rect) {
    // From a whole pixel on, or the picture would have to be resampled.
    let scale = pixelsPerPoint
    let origin = Point((rect.x * scale).rounded(.down) / scale, (rect.y * scale).rounded(.down) / scale)
    let whole = Rect(origin, Point(rect.maxX, rect.maxY))
    let pixels = cloud.pixels(in: whole, pixelsPerPoint: scale) {
      MarkerStamp(cloud, fill: $0, shift: $1, pixelsPerPoint: scale)
    }
    guard let surface = pixels.cairoSurface() else { return }
    defer { cairo_surface_destroy(surface) }
    if isSVG { surface.embed(png: PNGEncoder.encode(PalettedImage(pixels) ?? .full(pixels))) }
    cairo_save(context)
    cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
    cairo_clip(context)
    cairo_translate(context, origin.x, origin.y)
    cairo_scale(context, 1 / scale, 1 / scale)
    cairo_set_source_surface(context, surface, 0, 0)
    cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
    cairo_paint(context)
    cairo_restore(context)
  }

  private func glyphs(_ run: GlyphRun, _ color: Color) {
    cairo_save(context)
    cairo_translate(context, run.origin.x, run.origin.y)
    if run.readsUpwards { cairo_rotate(context, -Double.pi / 2) }
    cairo_set_font_face(context, FontLibrary.shared.cairoFace(run.face))
    cairo_set_font_size(context, run.size)
    source(color)
    let glyphs = run.glyphs.map { cairo_glyph_t(index: UInt($0.index), x: $0.at.x, y: $0.at.y) }
    cairo_show_glyphs(context, glyphs, Int32(glyphs.count))
    cairo_restore(context)
  }

  private func image(_ image: IndexedImage, in rect: Rect) {
    guard rect.width > 0, rect.height > 0 else { return }
    let width = min(max(Int((rect.width * pixelsPerPoint).rounded(.up)), 1), 8192)
    let height = min(max(Int((rect.height * pixelsPerPoint).rounded(.up)), 1), 8192)
    let small = image.reduced(maxWidth: width, maxHeight: height)
    let pixels = small.enlarged(width / small.width, height / small.height)
    guard let surface = pixels.cairoSurface() else { return }
    defer { cairo_surface_destroy(surface) }
    if isSVG { surface.embed(png: PNGEncoder.encode(PalettedImage(pixels) ?? .full(pixels))) }
    cairo_save(context)
    cairo_translate(context, rect.x, rect.y)
    cairo_scale(context, rect.width / Double(pixels.width), rect.height / Double(pixels.height))
    cairo_set_source_surface(context, surface, 0, 0)
    cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
    cairo_paint(context)
    cairo_restore(context)
  }

  private func source(_ color: Color) {
    cairo_set_source_rgba(context, color.red, color.green, color.blue, color.alpha)
  }
}
