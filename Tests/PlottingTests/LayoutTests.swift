// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Testing

@Suite struct LayoutTests {
  @Test(arguments: SampleFigures.all.map(\.name))
  func `no text leaves the figure or meets another`(name: String) throws {
    let figure = try #require(SampleFigures.all.first { $0.name == name }).figure
    let list = figure.displayList
    let paper = Rect(x: 0, y: 0, width: list.width, height: list.height)
    #expect(list.textBoxes.count >= 2)
    for (i, a) in list.textBoxes.enumerated() {
      #expect(paper.contains(a.box), "\(a) leaves the figure")
      for b in list.textBoxes[(i + 1)...] {
        // Boxes hold the room for accents and descenders; touching that room is no collision.
        #expect(!a.box.overlaps(b.box, slack: 0.5), "\(a) meets \(b)")
      }
    }
  }

  @Test func `axes of a row align, and those of a column`() {
    let row = SampleFigures.activations.axesBoxes
    #expect(abs(row[0].minY - row[1].minY) < 1e-9 && abs(row[0].maxY - row[1].maxY) < 1e-9)
    #expect(abs(row[0].width - row[1].width) < 1e-9)
    let nested = SampleFigures.nested.axesBoxes
    #expect(abs(nested[0].minX - nested[1].minX) < 1e-9)
    #expect(abs(nested[2].width - 2 * nested[1].width) < 1e-6, "twice the weight, twice the width")
  }

  @Test func `equal aspect makes cells square and the colorbar as high as the image`() throws {
    let figure = Figure(8, 3) {
      Plot { Heatmap([[1.0, 2, 3], [4, 5, 6]]) }.aspect(.equal).colorbar()
    }
    let axes = try #require(figure.axesBoxes.first)
    #expect(abs(axes.width / axes.height - 1.5) < 1e-9)
    var images: [Rect] = []
    func collect(_ items: [DrawingItem]) {
      for item in items {
        if case .image(_, let rect) = item { images.append(rect) }
        if case .clip(_, let inner) = item { collect(inner) }
      }
    }
    collect(figure.displayList.items)
    #expect(images.count == 2)
    #expect(abs(images[0].height - images[1].height) < 1e-9)
    #expect(abs(images[0].minY - images[1].minY) < 1e-9)
  }

  @Test func `limits may be given on one side`() {
    let figure = Figure { Plot { Line([0, 10]) }.limits(y: (-100)...) }
    #expect(figure.displayList.textBoxes.contains { $0.text == "−100" })
    #expect(!figure.displayList.textBoxes.contains { $0.text == "20" })
  }

  @Test func `the legend keeps away from the data`() throws {
    // All data lie at the top right, where the legend would go first.
    let figure = Figure(6, 4) {
      Plot { Points((80..<100).map(Double.init), (80..<100).map(Double.init)).label("data") }
        .limits(x: 0...100, y: 0...100)
    }
    let axes = try #require(figure.axesBoxes.first)
    let legend = try #require(figure.displayList.textBoxes.first { $0.text == "data" })
    #expect(legend.box.midX < axes.midX || legend.box.midY > axes.midY)
  }

  @Test func `equal labels share one entry`() {
    let figure = Figure {
      Plot {
        Line([1, 2]).label("same")
        Line([2, 1]).label("same")
      }
    }
    #expect(figure.displayList.textBoxes.filter { $0.text == "same" }.count == 1)
  }
}
