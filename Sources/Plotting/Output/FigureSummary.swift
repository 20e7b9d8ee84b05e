// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// Says in words what a figure shows: for readers who cannot see it, and where only text can be shown.
struct FigureSummary {
  let figure: Figure
  let layout: FigureLayout

  init(_ figure: Figure, _ layout: FigureLayout) {
    self.figure = figure
    self.layout = layout
  }

  var title: String {
    if !figure.heading.isEmpty { return Self.flat(figure.heading) }
    let titles = layout.models.map(\.title).filter { !$0.isEmpty }.map(Self.flat)
    return titles.isEmpty ? "Figure" : titles.joined(separator: "; ")
  }

  var description: String {
    let caption = figure.captionText.isEmpty ? [] : [Self.flat(figure.captionText)]
    return (figure.alternative.map { [$0] } ?? layout.models.map(Self.describe) + caption).joined(separator: " ")
  }

  /// Several lines: one a plot, one a note.
  var plainText: String {
    let size = "\(TickFormat.plain(figure.width)) x \(TickFormat.plain(figure.height)) in"
    let plots = layout.models.count
    var lines = ["Figure, \(size), \(Self.counted(plots, "plot"))"]
    if let text = figure.alternative { lines.append("  " + text) }
    lines += layout.models.map { "  " + Self.describe($0) }
    if !figure.captionText.isEmpty { lines.append("  " + Self.flat(figure.captionText)) }
    lines += layout.notes.map { "  Note: \($0)" }
    return lines.joined(separator: "\n")
  }

  private static func describe(_ model: PlotModel) -> String {
    var text = model.title.isEmpty ? "Plot" : "\"\(flat(model.title))\""
    let kinds = model.marks.flatMap { mark in mark.shapes.compactMap { describe($0, mark.label) } }
    text += kinds.isEmpty ? ", empty" : ": " + listed(kinds)
    text += "; " + describe(model.x, model.options.x.label, "x") + ", " + describe(model.y, model.options.y.label, "y")
    if let right = model.right { text += ", " + describe(right, model.options.right.label, "right axis") }
    return text + "."
  }

  private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  /// At most eight, or a plot of a hundred lines would drown the reader.
  private static func listed(_ kinds: [String]) -> String {
    kinds.prefix(8).joined(separator: ", ") + (kinds.count > 8 ? " and \(kinds.count - 8) more" : "")
  }

  private static func describe(_ shape: MarkShape, _ label: String?) -> String? {
    let name = label.map { " '\(flat($0))'" } ?? ""
    switch shape {
    case .line(let x, _): return "line\(name) through \(counted(x.count, "point"))"
    case .points(let x, _): return "\(counted(x.count, "point"))\(name)"
    case .boxes(let boxes): return "\(counted(boxes.count, "bar"))\(name)"
    case .image(let image):
      let (low, high) = (TickFormat.plain(image.range.lowerBound), TickFormat.plain(image.range.upperBound))
      return "heatmap\(name) of \(image.rows) x \(image.columns) cells coloured from \(low) to \(high)"
    case .area(let x, _, _): return "area\(name) over \(counted(x.count, "point"))"
    case .caps: return nil
    case .texts(let texts): return "text " + texts.map { "\"\(flat($0.text))\"" }.joined(separator: ", ")
    case .verticalRule(let x): return "vertical rule\(name) at \(TickFormat.plain(x))"
    case .horizontalRule(let y): return "horizontal rule\(name) at \(TickFormat.plain(y))"
    }
  }

  private static func describe(_ scale: AxisScale, _ label: String, _ name: String) -> String {
    let kind = scale.kind == .linear ? "" : ", logarithmic"
    let range = "from \(rounded(scale.low, scale)) to \(rounded(scale.high, scale))"
    return label.isEmpty ? "\(name) \(range)\(kind)" : "\(name) '\(flat(label))' \(range)\(kind)"
  }

  /// A limit in as many digits as a reader needs: a ten-thousandth of the span.
  private static func rounded(_ value: Double, _ scale: AxisScale) -> String {
    let span = abs(scale.high - scale.low)
    guard scale.kind == .linear, span > 0 else { return flat(TickFormat.plain(value)) }
    let unit = pow(10, floor(log10(span / 10_000)))
    return flat(TickFormat.plain((value / unit).rounded() * unit))
  }

  /// One line, mathematics as characters.
  private static func flat(_ text: String) -> String { MathParser.plainText(text).replacing("\n", with: " ") }
}
