// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Testing

/// Misuse ends the cell with a message that is there in optimised code, too.
@Suite struct PlottingTrapTests {
  private func says(_ result: ExitTest.Result?, _ message: String, _ location: SourceLocation = #_sourceLocation) {
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(message), "\(text)", sourceLocation: location)
  }

  @Test func `a figure needs a size`() async {
    let flat = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Figure(0, 3) { Plot { Line([1, 2]) } }
    }
    says(flat, "Figure: 0.0 x 3.0 inches asked for; each side must be above 0 and at most 200")
    let undefined = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Figure(4, .nan) {}
    }
    says(undefined, "Figure: 4.0 x nan inches asked for")
  }

  @Test func `a grid needs a column`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Grid(columns: 0) {}
    }
    says(result, "Grid: 0 columns asked for; a grid has at least 1")
  }

  @Test func `a colour has three parts or four`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let color: Color = [0.5]
      _ = color
    }
    says(result, "Color: a colour has three or four parts, but 1 was given; write [red, green, blue] or")
  }

  @Test func `a colour map has 1 to 256 colours, and runs through at least 2`() async {
    let none = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Colormap(name: "none", colors: [])
    }
    says(none, "Colormap \"none\": 0 colours given; a colour map has 1 to 256")
    let one = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Colormap(name: "one", through: [.red])
    }
    says(one, "Colormap \"one\": colours run through at least 2 points, but 1 given")
  }

  @Test func `tables have as many values as rows and columns say`() async {
    let matrix = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = PlotMatrix(rows: 2, columns: 3, values: [1, 2])
    }
    says(matrix, "PlotMatrix: 2 rows of 3 need 6 values, but 2 were given")
    let image = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = IndexedImage(width: 2, height: 2, indices: [0], palette: [.red])
    }
    says(image, "IndexedImage: 1 indices for 2 x 2 cells")
  }

  @Test func `a picture has a resolution that can be drawn`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try? Figure { Plot { Line([1, 2]) } }.png(dpi: 0)
    }
    says(result, "Figure.png(dpi:): 0.0 pixels an inch asked for; choose 1 to 10000")
  }

  @Test func `a number has 0 to 15 decimals`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      print("\(1.5, 16)")
    }
    says(result, "\"\\(value, decimals)\": 16 decimals asked for; choose 0 to 15")
  }
}
