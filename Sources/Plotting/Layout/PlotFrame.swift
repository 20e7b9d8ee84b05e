// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The box of the axes with the two scales a mark is drawn by.
struct PlotFrame: Sendable {
  var box: Rect
  var x: AxisScale
  var y: AxisScale

  /// The place of a value on the page; not finite where it cannot be placed.
  func point(_ x: Double, _ y: Double) -> Point { Point(self.x.position(x), self.y.position(y)) }
}
