// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A plot with its marks resolved and its limits known; what does not depend on its size on the page.
struct PlotModel: Sendable {
  var title: String
  var options: PlotOptions
  var marks: [ResolvedMark] = []
  var x: AxisScale
  var y: AxisScale
  /// The second y axis, if a mark is measured on it.
  var right: AxisScale?
  var yGrowsDown: Bool
  /// Whether all x, or all y, are whole numbers: indices, counts.
  var xIsWhole: Bool
  var yIsWhole: Bool
  var rightIsWhole = false
  /// A neighbour that shares the axis has the labels.
  var hidesXLabels = false
  var hidesYLabels = false
  var notes: [String] = []

  init(_ plot: Plot, theme: Theme) {
    title = plot.heading
    options = plot.options
    for axis in [\PlotOptions.x, \.y, \.right] {
      guard let problem = options[keyPath: axis].kind.problem else { continue }
      notes.append(problem)
      options[keyPath: axis].kind = .linear
    }
    var cycle = 0
    var said: [(mark: String, text: String)] = []
    var (xNames, yNames) = (Categories(), Categories())
    for (i, mark) in plot.marks.enumerated() {
      let kind = String(describing: type(of: mark))
      var report = MarkReport(name: mark.style.label.map { "\(kind) '\($0)'" } ?? "\(kind) \(i + 1)")
      (report.xNames, report.yNames) = (xNames, yNames)
      for problem in mark.style.problems { report.note(problem) }
      let shapes = mark.style.isRefused ? [] : mark.shapes(&report)
      marks.append(ResolvedMark(mark, shapes: shapes, theme: theme, cycle: &cycle))
      for text in report.texts { said.append((report.name, text)) }
      (xNames, yNames) = (report.xNames, report.yNames)
    }
    notes += Self.gathered(said)
    options.x.name(xNames)
    options.y.name(yNames)
    var (xExtent, yExtent, rightExtent) = (Extent(), Extent(), Extent())
    for mark in marks {
      switch mark.axis {
      case .left: mark.extend(&xExtent, &yExtent, xKind: options.x.kind, yKind: options.y.kind)
      case .right: mark.extend(&xExtent, &rightExtent, xKind: options.x.kind, yKind: options.right.kind)
      }
    }
    x = AxisScale.fitting(xExtent, bounds: Self.checked(options.x, "x", &notes), kind: options.x.kind)
    y = AxisScale.fitting(yExtent, bounds: Self.checked(options.y, "y", &notes), kind: options.y.kind)
    if marks.contains(where: { $0.axis == .right }) {
      let bounds = Self.checked(options.right, "the right axis", &notes)
      right = AxisScale.fitting(rightExtent, bounds: bounds, kind: options.right.kind)
      rightIsWhole = !rightExtent.isEmpty && rightExtent.isWhole
    } else if options.right.isSet {
      notes.append("the right axis is described, but no mark is measured on it: give one .axis(.right)")
    }
    xIsWhole = !xExtent.isEmpty && xExtent.isWhole
    yIsWhole = !yExtent.isEmpty && yExtent.isWhole
    let image = marks.lazy.compactMap(\.image).first
    yGrowsDown = options.yGrowsUp != true && image?.rowsGrowDown == true
    if options.colorbar != nil, !marks.contains(where: { $0.colorScale != nil }) {
      notes.append("a colorbar was asked for, but there is no heatmap and there are no points coloured by value")
      options.colorbar = nil
    }
    if image != nil, x.kind != .linear || y.kind != .linear {
      notes.append("a heatmap has a place on linear axes only; it is not drawn")
    }
    for (name, axis) in [("x", options.x), ("y", options.y), ("the right axis", options.right)] {
      if let ticks = axis.ticks, let labels = axis.tickLabels, ticks.count != labels.count {
        notes.append("\(name) has \(ticks.count) ticks and \(labels.count) labels for them")
      }
    }
    if !title.isEmpty { notes = notes.map { "\(Self.shortened(title)): \($0)" } }
  }

  /// One note for all marks that have the same to say.
  private static func gathered(_ said: [(mark: String, text: String)]) -> [String] {
    var texts: [String] = []
    var marks: [String: [String]] = [:]
    for (mark, text) in said {
      if marks[text] == nil { texts.append(text) }
      marks[text, default: []].append(mark)
    }
    return texts.map { text in
      let all = marks[text] ?? []
      let named = all.prefix(3).joined(separator: ", ") + (all.count > 3 ? " and \(all.count - 3) more" : "")
      return "\(named): \(text)"
    }
  }

  private static func shortened(_ title: String) -> String {
    let line = title.split(separator: "\n").first.map(String.init) ?? title
    return line.count > 40 ? line.prefix(39) + "…" : line
  }

  /// The limits asked for, without what cannot be one.
  private static func checked(_ axis: AxisOptions, _ name: String, _ notes: inout [String]) -> Bounds {
    var bounds = axis.bounds
    for (side, path) in [("lower", \Bounds.lower), ("upper", \Bounds.upper)] {
      guard let value = bounds[keyPath: path] else { continue }
      if !Extent.isDrawable(value) {
        notes.append("the \(side) limit of \(name) is \(value); the limits of the data are used")
      } else if axis.kind == .log, value <= 0 {
        notes.append(
          "the \(side) limit \(value) of \(name) has no place on a logarithmic axis; the limits of the data are used")
      } else {
        continue
      }
      bounds[keyPath: path] = nil
    }
    return bounds
  }
}
