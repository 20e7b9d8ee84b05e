// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Testing

@Suite struct ColorbarTests {
  private func bar(_ plot: Plot) -> (axes: Rect, bar: Rect)? {
    let figure = Figure(6, 4) { plot }
    for item in figure.displayList.items {
      if case .image(_, let rect) = item, let axes = figure.axesBoxes.first { return (axes, rect) }
    }
    return nil
  }

  @Test(arguments: [0.05, 0.1])
  func `the width is a share of the height of the axes`(share: Double) throws {
    let found = try #require(bar(Plot { Heatmap([[1.0, 2], [3, 4]]) }.colorbar(width: share)))
    #expect(abs(found.bar.width - share * found.axes.height) < 1e-9)
    #expect(abs(found.bar.height - found.axes.height) < 1e-9)
  }

  @Test func `a width that is no number is the usual one`() throws {
    let found = try #require(bar(Plot { Heatmap([[1.0, 2]]) }.colorbar(width: .nan)))
    #expect(abs(found.bar.width - 0.05 * found.axes.height) < 1e-9)
  }
}
