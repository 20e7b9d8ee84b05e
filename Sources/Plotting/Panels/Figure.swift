// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// A figure: plots laid out on a page.
///
/// As the last expression of a cell it shows itself; `save(_:)` writes it to a file.
/// ```swift
/// Figure(12, 3.5) {
///   Plot("Image of activations") { Heatmap(data, range: -3...6) }
///     .labels(x: "Neuron index", y: "Token index").colorbar(pad: 0.01)
///   Plot("Distributions") {
///     Histogram(category0, bins: 100, as: .line).lineWidth(3).label("Category 0")
///   }.labels(x: "Activation value", y: "Count").limits(y: (-100)...)
/// }
/// ```
/// Several panels side by side need no `Row`, and marks alone no `Plot`: those that follow each other share one. Nothing is cut off or overlaps: tick labels, titles and legends are
/// measured and the axes take what remains. What could not be drawn is said in ``notes``.
public struct Figure: Sendable {
  /// Inches.
  public let width: Double
  /// Inches.
  public let height: Double
  public let theme: Theme
  let root: any Panel
  var alternative: String?
  var heading = ""
  var captionText = ""
  var showsNotes = true

  /// - Parameters:
  ///   - width: inches.
  ///   - height: inches.
  public init(
    _ width: Double = 6.4, _ height: Double = 4.8, theme: Theme = .standard,
    @PanelBuilder _ panels: () -> [any Panel]
  ) {
    guard width > 0, height > 0, width <= 200, height <= 200 else {
      trap("Figure: \(width) x \(height) inches asked for; each side must be above 0 and at most 200")
    }
    self.width = width
    self.height = height
    self.theme = theme
    let parts = LoneMarks.gathered(panels())
    root = parts.count == 1 ? parts[0] : Row { parts }
  }

  /// Describes the figure for readers who cannot see it; by default a summary of plots, axes and labels is used.
  public func alt(_ text: String) -> Figure {
    var copy = self
    copy.alternative = text
    return copy
  }

  /// A title over all plots.
  public func title(_ text: String) -> Figure {
    var copy = self
    copy.heading = text
    return copy
  }

  /// Lines under the plots that say what is to be seen; they may hold TeX-style mathematics.
  public func caption(_ text: String) -> Figure {
    var copy = self
    copy.captionText = text
    return copy
  }

  /// Leaves the small lines of notes under the figure out; ``notes`` still holds them.
  public func hidingNotes() -> Figure {
    var copy = self
    copy.showsNotes = false
    return copy
  }
}
