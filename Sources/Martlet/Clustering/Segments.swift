// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting

/// Strokes that do not touch, drawn as one mark: the coordinates of each end with NaN, which is no missing value.
struct Segments: Mark {
  var style = MarkStyle()
  private var x: [Double] = []
  private var y: [Double] = []

  var isEmpty: Bool { x.isEmpty }

  mutating func add(_ points: [(x: Double, y: Double)]) {
    x += points.map(\.x) + [.nan]
    y += points.map(\.y) + [.nan]
  }

  func shapes(_ report: inout MarkReport) -> [MarkShape] { [.line(x: x, y: y)] }
}
