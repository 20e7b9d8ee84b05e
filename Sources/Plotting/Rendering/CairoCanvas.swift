// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CCairo

/// Replays a display list on a Cairo surface.
///
/// Hinting is off and metrics are unrounded on every surface, so that all formats share one layout.
final class CairoCanvas {
  /// What becomes of the drawing.
  enum Medium {
    /// Pixels: straight edges are moved onto them.
    case pixels
    /// A document of lines that can hold pictures.
    case vectors
    /// The same, of which ``SVGPostPass`` writes the markers: Cairo would write every outline anew.
    case svg
  }

  private static let pieceLength = 500

  let context: OpaquePointer
  let medium: Medium
  /// Pixels a point, which decides how far images are reduced.
  let pixelsPerPoint: Double
  /// The place on the page of the surface's corner.
  let origin: Point
  /// What the numbers that Cairo gets in place of colours stand for, in SVG.
  private(set) var inks = SVGInks()
  var stamps: [StampKind: [MarkerStamp?]] = [:]
  /// How many bytes of PNG each picture may take.
  private(set) var pictureBytes = CairoCanvas.mostBytes
  /// For each picture drawn whether a viewer should blur it when it enlarges it.
  var blurs: [Bool] = []

  /// - Parameters:
  ///   - surface: owned by the caller.
  ///   - scale: units of the surface a point.
  init(
    _ surface: OpaquePointer, pixelsPerPoint: Double, scale: Double = 1, origin: Point = Point(0, 0),
    medium: Medium = .pixels
  ) {
    context = cairo_create(surface)
    self.pixelsPerPoint = pixelsPerPoint
    self.medium = medium
    self.origin = origin
    cairo_scale(context, scale, scale)
    cairo_translate(context, -origin.x, -origin.y)
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
    let pictures = max(1, list.items.reduce(0) { $0 + $1.pictureCount })
    pictureBytes = min(Self.mostBytes, max((980_000 - list.vectorBytes) * 3 / 4, 120_000)) / pictures
    for item in list.items { draw(item, clippedTo: nil) }
    let status = cairo_status(context)
    guard status == CAIRO_STATUS_SUCCESS else {
      throw PlotError.drawing(String(cString: cairo_status_to_string(status)))
    }
  }

  func draw(_ item: DrawingItem, clippedTo clip: Rect?) {
    switch item {
    case .path(let path, nil, let stroke?) where medium == .pixels && path.elements.count > 2 * Self.pieceLength:
      // Cairo looks for crossings between all segments of a stroke, which takes minutes for a long one.
      for piece in path.pieces(of: Self.pieceLength) { draw(.path(piece, fill: nil, stroke: stroke), clippedTo: clip) }
    case .path(let path, let fill, let stroke):
      clipped(path.bounds?.inset(by: -(stroke?.width ?? 0) * 0.75), to: clip) {
        self.path(path, fill: fill, stroke: stroke)
      }
    case .markers(let cloud): markers(cloud, clippedTo: clip)
    case .layer(let items, let rect):
      if case .pixels = medium {
        for inner in items { draw(inner, clippedTo: rect) }
      } else {
        layer(items, in: rect)
      }
    case .glyphs(let run, let color): glyphs(run, color)
    case .image(let image, let rect): clipped(rect, to: clip) { self.image(image, in: rect) }
    case .clip(let rect, let items): for inner in items { draw(inner, clippedTo: rect) }
    }
  }

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
    guard medium == .pixels, path.isRectilinear else { return ink(path, offset, fill, stroke) }
    let width = stroke?.width ?? 0
    // What is thinner than that is better grey than gone: the bars of fractions.
    if width == 0, let bounds = path.bounds, min(bounds.width, bounds.height) * pixelsPerPoint < 3 {
      return ink(path, offset, fill, stroke)
    }
    ink(path.snapped(toPixels: pixelsPerPoint, origin, strokeWidth: width), offset, fill, stroke)
  }

  private func ink(_ path: Path, _ offset: Point, _ fill: Color?, _ stroke: Stroke?) {
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
      cairo_set_line_join(context, path.isCornered ? CAIRO_LINE_JOIN_MITER : CAIRO_LINE_JOIN_ROUND)
      cairo_stroke_preserve(context)
    }
    cairo_new_path(context)
  }

  private func markers(_ cloud: MarkerCloud, clippedTo clip: Rect?) {
    let surface = cairo_get_target(context)
    switch medium {
    case .svg:
      cairo_new_path(context)
      cairo_rectangle(context, 0, 0, 0.5, 0.5)
      setSource(inks.sign(for: SVGMarkers(cloud: cloud, clip: clip)))
      cairo_fill(context)
    case .pixels where cloud.places.count >= Self.fewestStamped && cloud.reach.width * pixelsPerPoint < 1000:
      if let surface { stamp(cloud, on: surface, clippedTo: clip) }
    default:
      let reach = cloud.reach
      for (i, place) in cloud.places.enumerated() {
        var around = reach
        around.x += place.x
        around.y += place.y
        clipped(around, to: clip) { marker(cloud.shape, at: place, cloud.ink(i)) }
      }
    }
  }

  /// Draws one marker, unsnapped, so that all of a kind look the same.
  func marker(_ shape: Path, at place: Point, _ ink: MarkerCloud.Ink) {
    self.ink(shape, place, ink.fill, ink.stroke)
  }

  private func glyphs(_ run: GlyphRun, _ color: Color) {
    cairo_save(context)
    cairo_translate(context, run.origin.x, run.origin.y)
    if run.readsUpwards { cairo_rotate(context, -Double.pi / 2) }
    if let face = FontLibrary.shared.cairoFace(run.face) { cairo_set_font_face(context, face) }
    cairo_set_font_size(context, run.size)
    source(color)
    let glyphs = run.glyphs.map { cairo_glyph_t(index: UInt($0.index), x: $0.at.x, y: $0.at.y) }
    cairo_show_glyphs(context, glyphs, Int32(glyphs.count))
    cairo_restore(context)
  }

  private func source(_ color: Color) {
    guard medium == .svg else { return setSource(color) }
    var sign = inks.sign(for: color)
    sign.alpha = color.alpha
    setSource(sign)
  }

  private func setSource(_ color: Color) {
    cairo_set_source_rgba(context, color.red, color.green, color.blue, color.alpha)
  }
}
