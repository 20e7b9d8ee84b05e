// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Draws a legend.
struct LegendPainter {
  let legend: LegendLayout
  let theme: Theme

  func paint(on page: inout Page) {
    let frame = legend.frame
    let em = legend.em
    if legend.hasFrame {
      page.draw(
        .path(
          Path(frame, cornerRadius: 0.2 * em), fill: theme.axesBackground.opacity(0.8),
          stroke: Stroke(theme.legendEdge, width: 1)))
    }
    for entry in legend.entries {
      let baseline = frame.minY + entry.baseline
      let left = frame.minX + legend.borderPad
      let middle = baseline - Typesetter.capHeight * em / 2
      key(entry.mark, from: left, middle: middle, on: &page)
      let place = Point(left + legend.handleWidth + 0.8 * em, baseline)
      page.text(entry.text, at: place, .left, color: theme.foreground)
    }
  }

  /// A small sample of the mark.
  private func key(_ mark: ResolvedMark, from left: Double, middle: Double, on page: inout Page) {
    let em = legend.em
    let width = legend.handleWidth
    for shape in mark.shapes {
      switch shape {
      case .line, .horizontalRule, .verticalRule:
        var stroke = mark.line
        stroke.cap = .butt
        page.stroke(Path(polyline: [Point(left, middle), Point(left + width, middle)]), stroke)
      case .points:
        guard let marker = mark.marker else { continue }
        let size = min(mark.markerSize, 1.2 * em)
        let edge = marker.isOpen ? Stroke(mark.line.color, width: mark.markerEdge?.width ?? 1) : mark.markerEdge
        let face = mark.faces.map { $0.palette[$0.palette.count / 2] } ?? mark.face
        page.draw(
          .markers(
            MarkerCloud(
              shape: marker.path(size: size), places: [Point(left + width / 2, middle)],
              inks: [.init(fill: marker.isOpen ? nil : face, stroke: edge)])))
      case .boxes, .area:
        let box = Rect(x: left, y: middle - 0.35 * em, width: width, height: 0.7 * em)
        page.draw(.path(Path(box), fill: mark.face, stroke: mark.boxEdge))
      case .caps, .texts: break
      case .image(let image):
        let box = Rect(x: left, y: middle - 0.35 * em, width: width, height: 0.7 * em)
        let colors = image.colormap.colors
        let ramp = IndexedImage(
          width: colors.count, height: 1, indices: (0..<colors.count).map { UInt8($0) }, palette: colors)
        page.draw(.image(ramp, in: box))
      }
    }
  }
}
