// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Plotting
import Tensors
import Testing

@Suite struct BadDataTests {
  @Test func `unequal lengths name the mark and the numbers, and the rest draws`() throws {
    let figure = Figure {
      Plot("Loss") {
        Line((0..<30).map(Double.init), (0..<29).map(Double.init)).label("MSE loss")
        Line([1, 2, 3])
      }
    }
    #expect(figure.notes == ["Loss: Line 'MSE loss': x has 30 values, y 29; it is not drawn"])
    let paths = figure.displayList.items.compactMap { item -> Int? in
      if case .clip(_, let inner) = item { inner.count } else { nil }
    }
    #expect(paths == [1])
    #expect(figure.displayList.textBoxes.contains { $0.text.contains("x has 30 values, y 29") })
  }

  @Test func `missing values are counted`() {
    let notes = Figure { Plot { Points([1, .nan, 3, .infinity]) } }.notes
    #expect(notes == ["Points 1: 2 of 4 points are NaN or infinite and left out"])
  }

  @Test func `an unknown letter becomes a note`() {
    #expect(Figure { Plot { Line([1, 2], "kz") } }.notes.first?.contains("unknown letter \"z\"") == true)
  }

  @Test func `missing cells are transparent and counted`() {
    let notes = Figure { Plot { Heatmap([[1.0, .nan], [2, 3]]) } }.notes
    #expect(notes == ["Heatmap 1: 1 of 4 cells are NaN and left transparent"])
  }

  @Test func `ragged rows are told`() {
    let notes = Figure { Plot { Heatmap([[1.0, 2], [3]]) } }.notes
    #expect(notes.contains { $0.contains("row 1 has 1 values, the longest 2") })
  }

  @Test func `infinite cells and a range of no width draw`() throws {
    _ = try Figure { Plot { Heatmap([[1.0, .infinity], [-.infinity, 3]], range: 2...2) }.colorbar() }.svg()
    _ = try Figure { Plot { Heatmap([[Double.nan]]) }.colorbar() }.svg()
  }

  @Test func `a limit that is no number is told`() {
    let notes = Figure { Plot { Line([1, 2]) }.limits(y: ...Double.infinity) }.notes
    #expect(notes.count == 1)
    let log = Figure { Plot { Line([1, 2]) }.scale(y: .log).limits(y: (-1)...) }.notes
    #expect(log.first?.contains("logarithmic") == true)
  }

  @Test func `ticks without a label each are told`() {
    let notes = Figure { Plot { Line([1, 2, 3]) }.ticks(x: 0..<3, labels: ["a", "b"]) }.notes
    #expect(notes == ["x has 3 ticks and 2 labels for them"])
  }

  @Test func `a heatmap on a logarithmic axis is told`() {
    let notes = Figure { Plot { Heatmap([[1.0, 2]]) }.scale(x: .log) }.notes
    #expect(notes == ["a heatmap has a place on linear axes only; it is not drawn"])
  }

  @Test func `a figure without plots draws and says so`() throws {
    let figure = Figure {}
    #expect(figure.notes == ["The figure contains no plot"])
    _ = try figure.svg()
  }

  @Test func `good data have no notes`() {
    #expect(SampleFigures.activations.notes == [])
    #expect(SampleFigures.sparsity.notes == [])
  }

  @Test func `a tensor that is no table is told with its shape`() {
    let notes = Figure { Plot { Heatmap(Tensor<Double>.zeros(2, 3, 4)) } }.notes
    #expect(notes.first?.contains("a tensor of shape [2, 3, 4] is not a table") == true)
  }

  @Test func `bin edges that fall are told`() {
    let notes = Figure { Plot { Histogram([1, 2], bins: [3, 1]) } }.notes
    #expect(notes == ["Histogram 1: bin edges must increase; it is not drawn"])
  }

  @Test func `a bin count of zero is told`() {
    let notes = Figure { Plot { Histogram([1, 2], bins: 0) } }.notes
    #expect(notes == ["Histogram 1: 0 bins asked for; there must be at least one; it is not drawn"])
  }
}
