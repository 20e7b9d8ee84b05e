// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Testing

@Suite struct RightAxisTests {
  private var figure: Figure {
    Figure(6, 3) {
      Plot {
        Line([0, 1, 2]).label("small")
        Line([1000, 3000, 2000]).label("large").axis(.right)
      }.labels(x: "Epoch", y: "L1", right: "MSE")
    }
  }

  private func texts(_ figure: Figure) -> [TextBox] { figure.displayList.textBoxes }

  @Test func `each axis has limits, ticks and a label of its own, and one legend serves both`() throws {
    let axes = try #require(figure.axesBoxes.first)
    let texts = texts(figure)
    let left = try #require(texts.first { $0.text == "2" && $0.box.midX < axes.minX })
    let right = try #require(texts.first { $0.text == "3000" })
    let label = try #require(texts.first { $0.text == "MSE" })
    #expect(left.box.midY < axes.midY)
    #expect(right.box.minX > axes.maxX)
    #expect(label.box.minX > right.box.maxX)
    #expect(texts.contains { $0.text == "small" } && texts.contains { $0.text == "large" })
    #expect(figure.notes == [])
  }

  @Test func `its limits and scale are set apart from the left`() {
    let figure = Figure(6, 3) {
      Plot {
        Line([0, 1, 2])
        Line([1, 1000]).axis(.right)
      }.scale(right: .log).limits(right: 0.1...10_000).ticks(right: [0.1, 100])
    }
    let texts = texts(figure).map(\.text)
    #expect(texts.contains("0.1") && texts.contains("100.0") && texts.contains("2"))
    #expect(!texts.contains("1000"))
    #expect(figure.notes == [])
  }

  @Test func `a colorbar stands beyond its texts`() throws {
    let figure = Figure(6, 3) {
      Plot {
        Heatmap([[0.0, 1], [2, 3]])
        Line([10, 20]).axis(.right)
      }.labels(right: "right").colorbar(label: "bar")
    }
    let right = try #require(texts(figure).first { $0.text == "right" })
    let bar = try #require(texts(figure).first { $0.text == "bar" })
    #expect(bar.box.minX > right.box.maxX)
  }

  @Test func `a right axis that no mark uses is said`() {
    let figure = Figure { Plot("P") { Line([1, 2]) }.labels(right: "nothing") }
    #expect(figure.notes.count == 1 && figure.notes[0].contains(".axis(.right)"))
  }
}
