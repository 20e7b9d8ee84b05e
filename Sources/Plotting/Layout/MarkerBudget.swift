// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Decides which marks of a figure become images, so that its file stays small enough for a notebook.
enum MarkerBudget {
  /// A marker takes about 55 bytes of SVG: this many leave room for the rest within a megabyte.
  static let vectorMarkers = 16_000

  /// Turns the largest marks into images until the others fit; a note says which.
  static func apply(to models: inout [PlotModel]) {
    let marks = models.indices.flatMap { plot in models[plot].marks.indices.map { (plot: plot, mark: $0) } }
    func count(_ place: (plot: Int, mark: Int)) -> Int { models[place.plot].marks[place.mark].markerCount }
    let drawn = marks.filter { !models[$0.plot].marks[$0.mark].isRasterized && count($0) > 0 }
    var total = drawn.reduce(0) { $0 + count($1) }
    for place in drawn.sorted(by: { (count($0), $1.plot, $1.mark) > (count($1), $0.plot, $0.mark) }) {
      guard total > vectorMarkers else { return }
      total -= count(place)
      models[place.plot].marks[place.mark].isRasterized = true
      let name = models[place.plot].marks[place.mark].label.map { "'\($0)'" } ?? "a mark"
      models[place.plot].notes.append(
        "the \(count(place)) markers of \(name) are drawn as an image, or the figure would exceed a megabyte")
    }
  }
}
