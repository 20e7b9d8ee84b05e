// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Plotting
import Tensors
import Testing

@Suite struct BuilderTests {
  private let values = [1.0, 3, 2]

  private func summary(_ shown: some Displayable) -> String {
    if case .text(let text)? = shown.mimeBundle.contents[.plainText] { text } else { "" }
  }

  @Test func `marks of a figure without a plot share one`() {
    let figure = Figure {
      Line(values)
      Points(values)
      Plot("B") { Bars(values) }
      Rule(y: 1)
      [Line(values), Points(values)] as [any Mark]
    }
    #expect(figure.axesBoxes.count == 3)
    #expect(summary(figure).contains("Plot: line through 3 points, 3 points;"))
    #expect(summary(figure).contains("Plot: horizontal rule at 1, line through 3 points, 3 points;"))
  }

  @Test func `a row gives each mark axes of its own`() {
    let row = Row {
      Line(values)
      Bars(values)
    }
    #expect(Figure { row }.axesBoxes.count == 2)
    #expect(summary(row).hasPrefix("Figure, 6.4 x 4.8 in, 2 plots"))
  }

  @Test func `a mark alone shows itself`() {
    let marks: [any Mark] = [
      Line(values), Points(values), Bars(values), Histogram(values), Heatmap([values]), Area([0, 1, 2], values),
      Step([0, 1, 2], values), ErrorBars([0, 1, 2], values, error: values), Rule(x: 1), Text(0, 0, "words"),
    ]
    for mark in marks {
      let bundle = mark.mimeBundle
      #expect(bundle.contents[.svg] != nil && bundle.contents[.png] != nil, "\(mark)")
    }
    #expect(summary(Line(Tensor(values)).label("loss")).contains("line 'loss' through 3 points"))
  }

  @Test(arguments: [0, 1, 2])
  func `control flow works in plots and in figures`(choice: Int) {
    func marks(_ count: Int) -> [any Mark] { (0..<count).map { Rule(y: Double($0)) } }
    let optional: Double? = choice == 0 ? nil : 5
    let figure = Figure {
      switch choice {
      case 0: Line(values)
      case 1: Plot { Points(values) }
      default: Row { Bars(values) }
      }
      Plot {
        let doubled = values.map { 2 * $0 }
        if choice > 0 { Line(doubled) } else { Points(doubled) }
        if let optional { Rule(x: optional) }
        for value in values where value > 1 { Rule(y: value) }
        for (i, value) in values.enumerated() {
          switch i {
          case 0: Text(0, value, "first")
          default: Line([value])
          }
        }
        marks(choice)
      }
      if choice == 2 { Plot {} }
      for _ in 0..<choice { Plot { Line(values) } }
    }
    #expect(figure.axesBoxes.count == [2, 3, 5][choice])
    #expect(figure.notes == [])
  }

  @Test func `nothing to draw is no error`() throws {
    #expect(try !Plot {}.mimeBundle.contents.isEmpty && !Figure { Plot {} }.svg().isEmpty)
    #expect(Figure { Plot("Empty") {} }.notes == [])
    #expect(Figure {}.notes == ["The figure contains no plot"])
  }

  @Test func `titles can be given afterwards`() {
    #expect(summary(Plot { Line(values) }.title("A")).contains("\"A\": line"))
    #expect(summary(Plot("A") { Line(values) }.title("B").labels(x: "x")).contains("\"B\": line"))
    #expect(try! Figure { Line(values) }.title("C").svg().contains(">C</title>"))
  }

  @Test func `both axes take ticks at once`() {
    func texts(_ plot: Plot) -> [String] { Figure { plot }.displayList.textBoxes.map(\.text) }
    let plot = Plot { Line([0, 1, 2], [0.0, 50, 90]) }
    #expect(texts(plot.ticks(x: [0, 2], y: [0, 90])) == ["0", "2", "0", "90"])
    #expect(texts(plot.ticks(x: 0..<3, y: [])) == ["0", "1", "2"])
    #expect(texts(plot.ticks(x: [], y: stride(from: 0, through: 90, by: 45))) == ["0", "45", "90"])
    #expect(texts(plot.ticks(x: [], y: [])) == [])
  }
}

@Suite struct LimitTests {
  private func limits(_ plot: Plot) -> String {
    guard case .text(let text)? = plot.mimeBundle.contents[.plainText], let range = text.firstMatch(of: /y from .*\./)
    else { return "" }
    return String(range.0.dropFirst(7).dropLast())
  }

  private let plot = Plot { Line([0.0, 10]) }

  @Test func `every kind of range sets limits, of whole numbers and of others`() {
    #expect(limits(plot.limits(y: -100...)) == "−100 to 15.5")
    #expect(limits(plot.limits(y: -0.5...)) == "−0.5 to 10.525")
    #expect(limits(plot.limits(y: (-1)...)) == "−1 to 10.55")
    #expect(limits(plot.limits(y: ...20)) == "−1 to 20")
    #expect(limits(plot.limits(y: ...20.5)) == "−1.025 to 20.5")
    #expect(limits(plot.limits(y: ..<20)) == "−1 to 20")
    #expect(limits(plot.limits(y: ...-1)) == "−2.05 to −1", "no data below -1: one below, and a twentieth more")
    #expect(limits(plot.limits(y: ..<-1.5)) == "−2.55 to −1.5")
    #expect(limits(plot.limits(y: -5...5)) == "−5 to 5")
    #expect(limits(plot.limits(y: -5 ...- 1)) == "−5 to −1")
    #expect(limits(plot.limits(y: -5.5 ..<- 1.5)) == "−5.5 to −1.5")
    #expect(limits(plot.limits(y: 0..<7)) == "0 to 7")
    let (low, high) = (3, Float(8))
    #expect(limits(plot.limits(y: -low...)) == "−3 to 10.65")
    #expect(limits(plot.limits(y: ...high)) == "−0.4 to 8")
    #expect(limits(plot.limits(x: 0..., y: -2...)) == "−2 to 10.6")
  }

  @Test func `negation means what it did`() {
    let (a, b) = (3, 2.5)
    #expect(-a + 1 == -2 && -b * 2 == -5 && [1, 2, 3][1...] == [2, 3] && (-3...0).count == 4)
  }
}

@Suite struct EmbeddingTests {
  private func points(_ mark: Points) -> (x: [Double], y: [Double])? {
    var report = MarkReport(name: "mark")
    if case .points(let x, let y)? = mark.shapes(&report).first { return (x, y) }
    return nil
  }

  @Test func `a matrix of two columns is x and y`() throws {
    let embedding = Tensor([1.0, 2, 3, 4, 5, 6]).reshaped(3, 2)
    let drawn = try #require(points(Points(embedding, "ko")))
    #expect(drawn.x == [1, 3, 5] && drawn.y == [2, 4, 6])
    let floats = try #require(points(Points(Tensor<Float>([1, 2]).reshaped(1, 2))))
    #expect(floats.x == [1] && floats.y == [2])
    let rows = try #require(points(Points([[1, 2], [3, 4]])))
    #expect(rows.x == [1, 3] && rows.y == [2, 4])
  }

  @Test func `a row or a column of numbers stands against its index`() throws {
    for tensor in [Tensor([4.0, 5, 6]), Tensor([4.0, 5, 6]).reshaped(3, 1), Tensor([4.0, 5, 6]).reshaped(1, 3)] {
      let drawn = try #require(points(Points(tensor)))
      #expect(drawn.x == [0, 1, 2] && drawn.y == [4, 5, 6])
    }
  }

  @Test func `a table is not strung together, and the note says what to do`() {
    let table = Tensor<Double>(repeating: 0, shape: [4, 3])
    let deep = Tensor<Double>(repeating: 0, shape: [2, 2, 2])
    func notes(_ mark: some Mark) -> [String] { Figure { mark }.notes }
    #expect(
      notes(Points(table)) == [
        "Points 1: a tensor of shape 4 × 3 is a table, not a row of values: give x and y, or an n × 2 matrix; it is not drawn"
      ])
    #expect(notes(Points(deep)).first?.contains("2 × 2 × 2") == true)
    #expect(notes(Line(table)).first?.contains("draw its rows or columns one by one, or a Heatmap") == true)
    #expect(notes(Bars(table)).first?.contains("a tensor of shape 4 × 3 is a table") == true)
    #expect(
      notes(Points([[1, 2], [3]])) == ["Points 1: row 1 has 1 value: give x and y, or rows of two; it is not drawn"])
    #expect(notes(Histogram(table)) == [], "all values of a table have a distribution")
  }
}

@Suite struct RepeatedNameTests {
  private let tokens = ["the", "cat", "the", "the"]

  private func shapes(_ marks: [any Mark]) -> [MarkShape] {
    var report = MarkReport(name: "mark")
    return marks.flatMap { $0.shapes(&report) }
  }

  @Test func `each bar stands at a place of its own`() throws {
    guard case .boxes(let upright)? = shapes([Bars(tokens, [1, 2, 3, 4])]).first,
      case .boxes(let lying)? = shapes([Bars(tokens, [1, 2, 3, 4]).horizontal()]).first
    else { return #expect(Bool(false)) }
    #expect(Set(upright.map(\.x)).count == 4 && Set(lying.map(\.x)).count == 4)
    let texts = Figure(5, 3) { Bars(tokens, [1, 2, 3, 4]) }.displayList.textBoxes.filter { tokens.contains($0.text) }
    #expect(texts.sorted { $0.box.midX < $1.box.midX }.map(\.text) == tokens)
    let side = Figure(5, 3) { Bars(tokens, [1, 2, 3, 4]).horizontal() }.displayList.textBoxes
    #expect(side.filter { tokens.contains($0.text) }.sorted { $0.box.midY > $1.box.midY }.map(\.text) == tokens)
  }

  @Test func `marks over the same names stand over each other, the second time as the first`() {
    let all = shapes([
      Bars(tokens, [1, 2, 3, 4]), Bars(tokens, [1, 1, 1, 1], base: [1, 2, 3, 4]), Points(tokens, [1.0, 2, 3, 4]),
      Line(["the", "dog", "the"], [1.0, 2, 3]),
    ])
    guard case .boxes(let below) = all[0], case .boxes(let above) = all[1], case .points(let x, _) = all[2],
      case .line(let places, _) = all[3]
    else { return #expect(Bool(false)) }
    #expect(below.map(\.x) == above.map(\.x))
    #expect(x == [0, 1, 2, 3])
    #expect(places == [0, 4, 2], "a new name comes last, the second 'the' is the second")
  }

  @Test func `ticks may repeat their labels`() {
    let figure = Figure(6, 4) {
      Plot { Heatmap(Tensor<Double>(repeating: 0, shape: [4, 4])) }.ticks(x: 0..<4, labels: tokens).ticks(
        y: 0..<4, labels: tokens)
    }
    #expect(figure.displayList.textBoxes.filter { tokens.contains($0.text) }.count == 8)
  }
}
