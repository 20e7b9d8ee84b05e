// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension Mark {
  /// A copy with another style.
  func with(_ change: (inout MarkStyle) -> Void) -> Self {
    var copy = self
    change(&copy.style)
    return copy
  }

  /// The colour of lines and of the outlines of markers; of bars, the face.
  public func color(_ color: Color) -> Self { with { $0.color = color } }

  /// The face of markers and bars.
  public func fill(_ color: Color) -> Self { with { $0.fill = color } }

  /// The outline of markers and bars, and its width in points.
  public func edge(_ color: Color, width: Double? = nil) -> Self {
    with {
      $0.edge = color
      if let width { $0.edgeWidth = width }
    }
  }

  /// The width of the line in points; of bars, of their outline.
  public func lineWidth(_ width: Double) -> Self { with { $0.lineWidth = width } }

  /// The size of markers across, in points.
  public func size(_ size: Double) -> Self { with { $0.size = size } }

  public func marker(_ marker: Marker) -> Self { with { $0.marker = marker } }

  /// How opaque the mark is, from 0 to 1; multiplies the opacity of its colours.
  public func opacity(_ opacity: Double) -> Self { with { $0.opacity = opacity } }

  /// Marks with a higher index lie above others; images have 0, bars 1, lines and points 2.
  public func zIndex(_ index: Double) -> Self { with { $0.zIndex = index } }

  /// The text in the legend; marks with equal texts share one entry.
  public func label(_ label: String) -> Self { with { $0.label = label } }

  /// How the line is broken.
  public func dash(_ dash: Dash) -> Self { with { $0.dash = dash } }

  /// Measures the mark on the plot's second y axis, which then appears on the right with limits and ticks of its own.
  public func axis(_ axis: YAxis) -> Self { with { $0.axis = axis } }

  /// Draws the mark's markers as an image, 144 pixels an inch, also in SVG and PDF. A figure does so by itself with marks
  /// that would make its file too large, and says so.
  public func rasterized() -> Self { with { $0.isRasterized = true } }
}
