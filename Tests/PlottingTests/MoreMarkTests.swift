// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Testing

@Suite struct UncertaintyMarkTests {
  private func shapes(_ mark: some Mark) -> (shapes: [MarkShape], notes: [String]) {
    var report = MarkReport(name: "mark")
    return (mark.shapes(&report), report.notes)
  }

  @Test func `error bars reach from lower to upper and end in caps`() {
    let mark = ErrorBars([1, 2], [10.0, 20], lower: [1.0, 2], upper: [3.0, 4])
    let (all, notes) = shapes(mark)
    guard case .line(_, let y)? = all.first, case .caps(let x, let ends, true)? = all.last else {
      return #expect(Bool(false), "\(all)")
    }
    #expect(y.filter { !$0.isNaN } == [9, 13, 18, 24])
    #expect(x == [1, 1, 2, 2] && ends == [9, 13, 18, 24])
    #expect(notes == [])
  }

  @Test func `errors that cannot be drawn are said`() {
    #expect(
      shapes(ErrorBars([1, 2], [1.0, 2], error: [1.0])).notes == ["mark: 1 errors for 2 points; it is not drawn"])
    let notes = shapes(ErrorBars([1, 2], [1.0, 2], error: [-1.0, .nan])).notes
    #expect(notes == ["mark: 2 of 2 errors are negative, NaN or infinite and left out"])
  }

  @Test func `steps change where they are told to`() {
    func steps(_ change: Step.Change) -> [[Double]] {
      guard case .line(let x, let y)? = shapes(Step([0, 2], [1.0, 5], where: change)).shapes.first else { return [] }
      return [x, y]
    }
    #expect(steps(.pre) == [[0, 0, 2], [1, 5, 5]])
    #expect(steps(.mid) == [[0, 1, 1, 2], [1, 1, 5, 5]])
    #expect(steps(.post) == [[0, 2, 2], [1, 1, 5]])
  }

  @Test func `an area is cut at the axes and broken at gaps`() {
    let figure = Figure(4, 3) {
      Plot { Area([0, 1, 2, 3, 4], [1e6, 2, .nan, 2, 3.0]) }.limits(x: 0...4, y: 0...5).grid()
    }
    var polygons = 0
    func visit(_ items: [DrawingItem]) {
      for item in items {
        if case .clip(_, let inner) = item { visit(inner) }
        if case .path(let path, let fill?, nil) = item, fill == Colormap.tab10.colors[0] {
          polygons = path.elements.reduce(0) { if case .close = $1 { $0 + 1 } else { $0 } }
          let bounds = path.bounds ?? Rect(x: 0, y: 0, width: 0, height: 0)
          #expect(figure.axesBoxes[0].inset(by: -3).contains(bounds))
        }
      }
    }
    visit(figure.displayList.items)
    #expect(polygons == 2)
    #expect(figure.notes.count == 1)
  }

  @Test func `an area of unequal lines is not drawn and says why`() {
    let (all, notes) = shapes(Area([0, 1], from: [0.0, 0], to: [1.0]))
    #expect(all.isEmpty && notes == ["mark: its lower line has 2 values, its upper 1; it is not drawn"])
  }
}

@Suite struct CategoryTests {
  @Test func `marks share the names of an axis in order of appearance`() {
    let figure = Figure(5, 3) {
      Plot {
        Bars(["the", "an"], [3, 5])
        Points(["an", "him"], [2.0, 4])
      }
    }
    let names = figure.displayList.textBoxes.filter { ["the", "an", "him"].contains($0.text) }
    #expect(names.sorted { $0.box.midX < $1.box.midX }.map(\.text) == ["the", "an", "him"])
  }

  @Test func `lying bars have their names on the y axis`() throws {
    let figure = Figure(5, 3) { Plot { Bars(["first", "second"], [3, 5]).horizontal() } }
    let axes = try #require(figure.axesBoxes.first)
    let names = figure.displayList.textBoxes.filter { ["first", "second"].contains($0.text) }
    #expect(names.count == 2)
    #expect(names.allSatisfy { $0.box.maxX < axes.minX })
  }

  @Test func `stacked bars begin where the base says`() {
    var report = MarkReport(name: "mark")
    guard case .boxes(let boxes)? = Bars([0, 1], [1.0, 2], base: [5, 6]).shapes(&report).first else {
      return #expect(Bool(false))
    }
    #expect(boxes.map(\.foot) == [5, 6] && boxes.map(\.top) == [6, 8])
    #expect(Bars([0, 1], [1.0, 2], base: [5]).shapes(&report).isEmpty)
    #expect(report.notes == ["mark: 2 heights and 1 bases; it is not drawn"])
  }
}

@Suite struct ColorByValueTests {
  @Test func `each point has the colour of its value, and a colorbar explains it`() {
    let figure = Figure(5, 3) {
      Plot { Points([0, 1, 2], [0.0, 1, 2]).color(by: [0.0, 0.5, 1], .gray) }.colorbar(label: "value")
    }
    var faces: [Color?] = []
    func visit(_ items: [DrawingItem]) {
      for item in items {
        if case .clip(_, let inner) = item { visit(inner) }
        if case .markers(let cloud) = item { faces += cloud.places.indices.map { cloud.ink($0).fill } }
      }
    }
    visit(figure.displayList.items)
    #expect(faces == [0.0, 0.5, 1].map { Colormap.gray.color(at: $0) })
    #expect(figure.displayList.textBoxes.contains { $0.text == "value" })
    #expect(figure.notes == [])
  }

  @Test func `values for another number of points are refused by name and number`() {
    let figure = Figure { Plot { Points([1.0, 2, 3]).color(by: [1.0]) } }
    #expect(figure.notes.contains("Points 1: 1 values for the colours of 3 points; it is not drawn"))
  }

  @Test func `a colorbar with nothing to explain is left out and said`() {
    #expect(Figure { Plot { Line([1, 2]) }.colorbar() }.notes.count == 1)
  }
}

@Suite struct TextMarkTests {
  private var figure: Figure {
    Figure(4, 3) {
      Plot {
        Text(0, 0, "corner").alignment(.leading)
        Text("note", at: (8, 8), pointingTo: (2, 2))
        Text(50, 50, "far away")
      }.limits(x: 0...10, y: 0...10)
    }
  }

  @Test func `texts lie in the axes, and those outside the limits are said`() throws {
    let axes = try #require(figure.axesBoxes.first)
    let texts = figure.displayList.textBoxes.filter { ["corner", "note", "far away"].contains($0.text) }
    #expect(texts.map(\.text) == ["corner", "note"])
    #expect(texts.allSatisfy { axes.contains($0.box) })
    #expect(figure.notes.contains { $0.contains("far away") })
  }

  @Test func `a legend keeps away from texts`() throws {
    let figure = Figure(4, 3) {
      Plot {
        Line([0, 10], [0.0, 10]).label("line")
        Text(9, 9.5, "a text at the top")
        Text(1, 9.5, "another text")
      }
    }
    let boxes = figure.displayList.textBoxes
    let legend = try #require(boxes.first { $0.text == "line" })
    for text in boxes where text.text.contains("text") { #expect(!legend.box.overlaps(text.box)) }
  }
}

@Suite struct SymlogTests {
  @Test func `lengths are matplotlib's`() {
    // SymmetricalLogTransform(base=10, linthresh=2, linscale=1), divided by linthresh.
    let scale = ScaleKind.symlog(threshold: 2)
    let expected = [
      0.0: 0, 1: 0.5555555555555556, 2: 1.1111111111111112, 20: 2.111111111111111, -200: -3.111111111111111,
    ]
    for (value, length) in expected {
      #expect(abs(scale.length(value) - length) < 1e-12)
      #expect(abs(scale.value(length) - value) < 1e-12 * max(1, abs(value)))
    }
  }

  @Test func `zero and both signs have ticks`() {
    let figure = Figure(4, 4) { Plot { Line([-1000, 0, 10, 1000.0]) }.scale(y: .symlog()) }
    let texts = figure.displayList.textBoxes.map(\.text)
    #expect(texts.contains("0") && texts.contains("$10^{2}$") && texts.contains("$-10^{2}$"))
  }

  @Test func `a threshold of zero is said, and the axis is linear`() {
    let figure = Figure { Plot { Line([1, 2]) }.scale(y: .symlog(threshold: 0)) }
    #expect(figure.notes.contains { $0.contains("threshold") })
  }
}
