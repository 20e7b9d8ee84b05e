// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Testing

@Suite struct LineClippingTests {
  let box = Rect(x: 0, y: 0, width: 10, height: 10)

  @Test func `a line is cut where it leaves and begins anew where it returns`() {
    let pieces = LineClipping.pieces(x: [1, 20, 5], y: [5, 5, 9], in: box)
    #expect(pieces.count == 2)
    #expect(pieces[0] == [Point(1, 5), Point(10, 5)])
    #expect(pieces[1].last == Point(5, 9))
  }

  @Test func `gaps part a line`() {
    let pieces = LineClipping.pieces(x: [1, 2, .nan, 4, 5], y: [1, 2, 3, .infinity, 5], in: box)
    #expect(pieces == [[Point(1, 1), Point(2, 2)], [Point(5, 5)]])
  }

  @Test func `enormous coordinates come back inside`() {
    let pieces = LineClipping.pieces(x: [-1e12, 1e12], y: [5, 5], in: box)
    #expect(pieces.count == 1)
    #expect(pieces[0].allSatisfy { box.inset(by: -1e-3).contains($0) })
  }

  @Test func `a long line is thinned without losing its peaks`() {
    let line = (0..<100_000).map { Point(Double($0) / 200, $0 == 77_777 ? 99 : Double($0 % 7)) }
    let thin = LineDecimation.thin(line)
    #expect(thin.count < 5000)
    #expect(thin.contains { $0.y == 99 })
    #expect(thin.first == line.first && thin.last == line.last)
  }
}
