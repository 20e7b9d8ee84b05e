// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import FoundationXML
import Plotting
import Testing

/// Figures put together at random from marks, options and data that no one means to draw.
@Suite struct OddDataTests {
  /// A generator of its own, so that a seed that fails once fails always.
  private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }

    mutating func pick<T>(_ from: [T]) -> T { from[Int.random(in: 0..<from.count, using: &self)] }

    mutating func value() -> Double {
      pick([
        0, -0.0, 1, -1, 0.5, 3, .leastNonzeroMagnitude, 1e-300, 1e-9, 1e9, 1e16, -1e16, 1e300, -1e308, 1e308, .nan,
        .infinity,
        -.infinity,
        Double.random(in: -10...10, using: &self), Double.random(in: -1e6...1e6, using: &self),
      ])
    }

    mutating func values(_ count: Int) -> [Double] {
      let isTame = Bool.random(using: &self)
      return (0..<count).map { _ in isTame ? Double.random(in: -5...5, using: &self) : value() }
    }

    mutating func text() -> String {
      pick([
        "", "x", "two\nlines", "$\\frac{a}{", "$\\beta_{$", "a long text of many words that has to be broken somewhere",
        "漢😀\u{0}", "\n\n",
      ])
    }

    mutating func mark() -> any Mark {
      let n = pick([0, 1, 2, 3, 17])
      let (x, y) = (values(n), values(Bool.random(using: &self) ? n : max(0, n - 1)))
      let format = Format(pick(["", "ks-", "r^--", "zz", "o", "x", "b:"]))
      var mark: any Mark
      switch Int.random(in: 0..<11, using: &self) {
      case 0: mark = Line(x, y, format)
      case 1: mark = Points(x, y, format).color(by: values(n), pick([.viridis, .tab10]))
      case 2: mark = Histogram(y, bins: pick([.auto, .fd, .sturges, .count(0), .count(7), [3, 1], [0, 1, 1e300]]))
      case 3: mark = Bars(x, y, width: value(), base: values(n))
      case 4: mark = Bars((0..<y.count).map { "name \($0)" }, y).horizontal()
      case 5: mark = Heatmap([values(n), values(max(n - 1, 0))], .RdBu_r, range: pick([nil, 0...0, -1...1]))
      case 6: mark = Area(x, from: values(n), to: values(n))
      case 7: mark = ErrorBars(x, values(n), error: values(n))
      case 8: mark = Pair.rule(value(), isVertical: Bool.random(using: &self))
      case 9: mark = Text(value(), value(), text()).alignment(pick([.center, .above, .leading]))
      default: mark = Step(x, y, format, where: pick([.pre, .mid, .post]))
      }
      mark.style.label = pick([nil, "", "label", text()])
      mark.style.size = pick([nil, 0, -3, 1e9, .nan, 8])
      mark.style.lineWidth = pick([nil, 0, -1, .infinity, 3])
      mark.style.opacity = pick([1, 0, 0.5, -2, .nan])
      mark.style.zIndex = pick([nil, -3, .nan])
      mark.style.axis = pick([.left, .left, .right])
      return Bool.random(using: &self) ? mark : rasterized(mark)
    }

    private func rasterized(_ mark: some Mark) -> any Mark { mark.rasterized() }

    mutating func plot() -> Plot {
      let marks = (0..<Int.random(in: 0...4, using: &self)).map { _ in mark() }
      var plot = Plot(text()) { marks }
        .scale(x: pick([.linear, .linear, .log, .symlog(threshold: value())]), y: pick([.linear, .log, .symlog()]))
        .labels(x: text(), y: text())
      if Bool.random(using: &self) { plot = plot.limits(y: Bounds(lower: value(), upper: pick([nil, value()]))) }
      if Bool.random(using: &self) { plot = plot.limits(x: Bounds(lower: pick([nil, value()]), upper: value())) }
      if Bool.random(using: &self) { plot = plot.ticks(x: values(3), labels: pick([nil, ["a", "b"]])) }
      if Bool.random(using: &self) { plot = plot.colorbar(pad: value(), width: value(), label: text()) }
      if Bool.random(using: &self) { plot = plot.grid(.dotted, width: value()) }
      if Bool.random(using: &self) { plot = plot.legend(pick([.best, .outside, .center, nil]), size: value()) }
      return plot.aspect(pick([.fill, .equal])).weight(value()).span(columns: pick([1, 2, 9]))
    }
  }

  private enum Pair {
    static func rule(_ value: Double, isVertical: Bool) -> Rule { isVertical ? Rule(x: value) : Rule(y: value) }
  }

  @Test(arguments: 0..<20)
  func `whatever the data, a figure draws and stays well formed`(part: Int) throws {
    for seed in part * 10..<part * 10 + 10 {
      var dice = Dice(state: UInt64(seed) &* 0x9e37_79b9_7f4a_7c15)
      let plots = (0..<Int.random(in: 1...3, using: &dice)).map { _ in dice.plot() }
      let size = dice.pick([(6.4, 4.8), (1, 1), (0.1, 0.2), (20, 2)])
      let figure = Figure(size.0, size.1, theme: dice.pick([.standard, .dark, .lecture, .automatic])) {
        Grid(columns: 2) { plots }.sharedX()
      }
      let svg = try figure.svg()
      #expect(XMLParser(data: Data(svg.utf8)).parse(), "seed \(seed)")
      #expect(!svg.contains(/[ ="](nan|inf)/), "seed \(seed)")
      #expect(svg.utf8.count <= 1_000_000, "seed \(seed)")
      _ = try figure.png(dpi: 50)
      _ = try figure.pdf()
      _ = figure.mimeBundle
    }
  }
}
