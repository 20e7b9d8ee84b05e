// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The legend of a plot: one entry a text, placed where it covers the fewest data.
struct LegendLayout: Sendable {
  struct Entry: Sendable {
    var text: TypesetText
    var mark: ResolvedMark
    /// The first baseline.
    var baseline: Double
  }

  var frame: Rect
  var entries: [Entry] = []
  var em: Double
  var hasFrame: Bool
  var isOutside: Bool

  var borderPad: Double { 0.4 * em }
  var handleWidth: Double { 2 * em }

  /// Nil if no mark has a label or none is wanted.
  /// - Parameters:
  ///   - width: of the axes with the margin on their right, which an outside legend would share.
  ///   - height: of the axes with the margin below.
  init?(_ model: PlotModel, plot: PlotLayout, width: Double, height: Double, theme: Theme) {
    guard let options = model.options.legend else { return nil }
    var seen: Set<String> = []
    let marks = model.marks.filter { mark in
      guard let label = mark.label, !label.isEmpty, !mark.shapes.isEmpty else { return false }
      return seen.insert(label).inserted
    }
    guard !marks.isEmpty else { return nil }
    em = options.size.map { $0 > 3 ? min($0, 60) : 3 } ?? theme.fontSize
    hasFrame = options.frame
    isOutside = options.place == .outside
    frame = Rect(x: 0, y: 0, width: 0, height: 0)
    let axes = plot.box.inset(by: 0.5 * em)
    func fits() -> Bool {
      isOutside
        ? frame.width <= width * 0.6 && frame.height <= height
        : frame.width <= axes.width && frame.height <= axes.height
    }

    // As it is; else with broken lines; else beside the axes; else smaller.
    set(marks, maxWidth: .infinity)
    if !isOutside, !fits() {
      let natural = frame.width
      set(marks, maxWidth: axes.width)
      if !fits(), natural <= width / 2 {
        isOutside = true
        set(marks, maxWidth: .infinity)
      }
    }
    while em > 4, !fits() {
      em *= 0.9
      set(marks, maxWidth: isOutside ? width * 0.6 : axes.width)
    }
    if isOutside {
      frame.x = plot.rightEdge + 0.8 * em
      frame.y = plot.box.minY
    } else if options.place == .best {
      frame = LegendPlacement(model, plot, theme: theme).best(frame, in: axes)
    } else {
      frame = LegendPlacement.frame(frame, options.place, in: axes)
    }
  }

  private mutating func set(_ marks: [ResolvedMark], maxWidth: Double) {
    entries = []
    let beside = 3.6 * em
    var top = 0.4 * em
    for mark in marks {
      let text = Typesetter(size: em).typeset(
        mark.label ?? "", maxWidth: max(maxWidth - beside, 2 * em), centered: false)
      entries.append(Entry(text: text, mark: mark, baseline: top + text.ascent))
      top += text.height + 0.4 * em
    }
    frame.width = beside + (entries.map(\.text.width).max() ?? 0)
    frame.height = top
  }
}

/// Finds the place of a legend.
struct LegendPlacement {
  private var lines: [[Point]] = []
  private var points: [Point] = []
  private var boxes: [Rect] = []
  private var texts: [Rect] = []

  init(_ model: PlotModel, _ plot: PlotLayout, theme: Theme) {
    for mark in model.marks {
      let plot = plot.frame(for: mark.axis)
      for shape in mark.shapes {
        switch shape {
        case .line(let x, let y):
          let path = Self.thinned(x.count).map { plot.point(x[$0], y[$0]) }
          lines.append(path)
        case .points(let x, let y):
          points += Self.thinned(x.count).map { plot.point(x[$0], y[$0]) }
        case .boxes(let all):
          boxes += Self.thinned(all.count).map { MarkPainter.rect(all[$0], plot) }
        case .verticalRule(let value):
          let x = plot.x.position(value)
          lines.append([Point(x, plot.box.minY), Point(x, plot.box.maxY)])
        case .horizontalRule(let value):
          let y = plot.y.position(value)
          lines.append([Point(plot.box.minX, y), Point(plot.box.maxX, y)])
        case .area(let x, let lower, let upper):
          for edge in [lower, upper] { lines.append(Self.thinned(x.count).map { plot.point(x[$0], edge[$0]) }) }
        case .texts(let all):
          let painter = TextPainter(plot: plot, theme: theme)
          texts += all.compactMap { painter.place($0, mark)?.box }
        case .image, .caps: break
        }
      }
    }
  }

  /// At most 2000 indices, evenly spread.
  private static func thinned(_ count: Int) -> [Int] {
    Array(stride(from: 0, to: count, by: max(1, count / 2000)))
  }

  func best(_ frame: Rect, in axes: Rect) -> Rect {
    let order: [LegendPlace] = [
      .topTrailing, .topLeading, .bottomLeading, .bottomTrailing, .trailing, .leading, .bottom, .top, .center,
    ]
    var best = (cost: Int.max, frame: frame)
    for place in order {
      let candidate = Self.frame(frame, place, in: axes)
      let cost = cost(candidate)
      if cost < best.cost { best = (cost, candidate) }
      if cost == 0 { break }
    }
    return best.frame
  }

  static func frame(_ frame: Rect, _ place: LegendPlace, in axes: Rect) -> Rect {
    var moved = frame
    switch place {
    case .topLeading, .leading, .bottomLeading: moved.x = axes.minX
    case .top, .center, .bottom: moved.x = axes.midX - frame.width / 2
    default: moved.x = axes.maxX - frame.width
    }
    switch place {
    case .bottomLeading, .bottom, .bottomTrailing: moved.y = axes.maxY - frame.height
    case .leading, .center, .trailing: moved.y = axes.midY - frame.height / 2
    default: moved.y = axes.minY
    }
    return moved
  }

  /// How many points, line pieces and boxes a frame would cover.
  private func cost(_ frame: Rect) -> Int {
    let grown = frame.inset(by: -2)
    var cost = points.reduce(0) { $0 + (grown.contains($1) ? 1 : 0) }
    // Two texts over each other can both not be read: worse than any number of covered points.
    cost += texts.reduce(0) { $0 + (grown.overlaps($1) ? 100_000 : 0) }
    cost += boxes.reduce(0) { $0 + (grown.overlaps($1) ? 1 : 0) }
    for line in lines {
      for (a, b) in zip(line, line.dropFirst()) where a.x.isFinite && a.y.isFinite && b.x.isFinite && b.y.isFinite {
        if LineClipping.segment(a, b, in: grown) != nil { cost += 1 }
      }
    }
    return cost
  }
}
