// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// One shape at many places, drawn in order.
package struct MarkerCloud: Sendable {
  /// How a marker is inked.
  package struct Ink: Hashable, Sendable {
    package var fill: Color?
    package var stroke: Stroke?

    package init(fill: Color?, stroke: Stroke?) {
      self.fill = fill
      self.stroke = stroke
    }
  }

  package var shape: Path
  package var places: [Point]
  /// The inks that occur, at most 256.
  package var inks: [Ink]
  /// For each place the ink it has; empty if all have the first.
  package var inkIndices: [UInt8] = []
  /// For each place what a reader sees who points at it; empty for nothing.
  package var titles: [String] = []

  package init(shape: Path, places: [Point], inks: [Ink]) {
    self.shape = shape
    self.places = places
    self.inks = inks
  }

  package func ink(_ place: Int) -> Ink { inks[inkIndices.isEmpty ? 0 : Int(inkIndices[place])] }

  /// What any of the markers covers, relative to its place.
  var reach: Rect {
    let width = inks.reduce(0) { max($0, $1.stroke?.width ?? 0) }
    return (shape.bounds ?? Rect(x: 0, y: 0, width: 0, height: 0)).inset(by: -width)
  }
}
