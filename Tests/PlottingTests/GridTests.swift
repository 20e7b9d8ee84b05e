// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Testing

@Suite struct GridTests {
  private func plot(_ name: String) -> Plot { Plot(name) { Line([1, 2]) }.labels(x: "x", y: "y") }

  @Test func `a plot spans columns, and its axes end where theirs do`() {
    let boxes = Figure(9, 6) {
      Grid(columns: 3) {
        plot("A").span(columns: 3)
        plot("B")
        plot("C")
        plot("D")
      }
    }.axesBoxes
    #expect(abs(boxes[0].minX - boxes[1].minX) < 1e-9 && abs(boxes[0].maxX - boxes[3].maxX) < 1e-9)
    #expect(boxes[1...].allSatisfy { abs($0.width - boxes[1].width) < 1e-9 && $0.minY > boxes[0].maxY })
  }

  @Test func `a plot spans rows, and others go where there is room`() {
    let boxes = Figure(9, 6) {
      Grid(columns: 3) {
        plot("tall").span(rows: 2)
        plot("wide").span(columns: 2)
        plot("left")
        plot("right")
      }
    }.axesBoxes
    #expect(abs(boxes[0].maxY - boxes[2].maxY) < 1e-9 && abs(boxes[0].minY - boxes[1].minY) < 1e-9)
    #expect(abs(boxes[1].minX - boxes[2].minX) < 1e-9 && abs(boxes[1].maxX - boxes[3].maxX) < 1e-9)
    #expect(boxes[2].minX > boxes[0].maxX && boxes[3].minX > boxes[2].maxX)
  }

  @Test func `a span wider than the grid is as wide as the grid`() {
    let boxes = Figure {
      Grid(columns: 2) {
        plot("A").span(columns: 5); plot("B"); plot("C")
      }
    }.axesBoxes
    #expect(abs(boxes[0].maxX - boxes[2].maxX) < 1e-9)
  }
}

@Suite struct CategoryNameTests {
  @Test(arguments: [4, 12, 25])
  func `no name of a category is dropped: they break into lines, or turn`(count: Int) {
    let names = (0..<count).map { "category \($0)" }
    let figure = Figure(6, 4) { Plot { Bars(names, (0..<count).map(Double.init)) } }
    let boxes = figure.displayList.textBoxes.filter { $0.text.hasPrefix("category") }
    #expect(boxes.map(\.text) == names)
    for (a, b) in zip(boxes, boxes.dropFirst()) { #expect(!a.box.overlaps(b.box, slack: 0.5)) }
    let paper = Rect(x: 0, y: 0, width: 432, height: 288)
    #expect(boxes.allSatisfy { paper.contains($0.box) })
  }
}
