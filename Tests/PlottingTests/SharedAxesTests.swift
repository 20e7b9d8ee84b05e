// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Testing

@Suite struct SharedAxesTests {
  private func labels(_ figure: Figure) -> [String] { figure.displayList.textBoxes.map(\.text) }

  @Test func `a shared x axis has the limits of all and labels only below`() throws {
    let figure = Figure(5, 5) {
      Column {
        Plot { Line([0, 30], [0.0, 1]) }
        Plot { Line([100, 200], [0.0, 1]) }
      }.sharedX()
    }
    let boxes = figure.axesBoxes
    let ticks = figure.displayList.textBoxes.filter { $0.text == "200" || $0.text == "100" }
    #expect(ticks.count == 2)
    #expect(ticks.allSatisfy { $0.box.minY > boxes[1].maxY })
  }

  @Test func `a shared y axis has labels only at the first of a row`() {
    let figure = Figure(6, 3) {
      Row {
        Plot { Line([0, 7.5]) }
        Plot { Line([0, 80.5]) }
      }.sharedY()
    }
    #expect(labels(figure).filter { $0 == "80" }.count == 1)
    #expect(!labels(figure).contains("7"))
  }

  @Test func `linear and logarithmic axes keep their own, and a note says so`() {
    let figure = Figure {
      Column {
        Plot { Line([1, 2]) }
        Plot { Line([1, 2]) }.scale(x: .log)
      }.sharedX()
    }
    #expect(figure.notes.contains { $0.contains("cannot share") })
  }

  @Test func `title and caption frame the plots`() throws {
    let figure = Figure(5, 4) { Plot("Plot") { Line([1, 2]) } }.title("Heading").caption("What is to be seen: $x^2$.")
    let texts = figure.displayList.textBoxes
    let heading = try #require(texts.first { $0.text == "Heading" })
    let title = try #require(texts.first { $0.text == "Plot" })
    let caption = try #require(texts.first { $0.text.hasPrefix("What") })
    let axes = try #require(figure.axesBoxes.first)
    #expect(heading.box.maxY < title.box.minY && caption.box.minY > axes.maxY)
    #expect(try figure.svg().contains("What is to be seen: x^2."))
  }
}
