// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The arrangement of a figure: plots by number, nested in grids.
indirect enum PanelGrid: Sendable {
  case plot(Int)
  case grid(cells: [GridCell], columnWeights: [Double], rowWeights: [Double])

  static let columnGap = 12.0
  static let rowGap = 10.0

  /// Numbers the plots of a panel in reading order.
  init(_ panel: any Panel, plots: inout [Plot], shared: inout [SharedAxes]) {
    switch panel.content.kind {
    case .plot(let plot):
      self = .plot(plots.count)
      plots.append(plot)
    case .grid(let columns, let panels, let sharing):
      let first = plots.count
      let places = GridCell.places(of: panels.map(\.span), columns: columns)
      let cells = zip(panels, places).map { panel, place in
        GridCell(PanelGrid(panel, plots: &plots, shared: &shared), columns: place.columns, rows: place.rows)
      }
      if sharing != Sharing() {
        shared.append(SharedAxes(plots: first..<plots.count, sharing: sharing, cells: cells))
      }
      // What takes several columns says nothing about the width of one.
      func weights(_ count: Int, _ side: KeyPath<GridCell, Range<Int>>) -> [Double] {
        (0..<count).map { i in
          zip(panels, cells).filter { $1[keyPath: side] == i..<i + 1 }.map(\.0.weight).max() ?? 1
        }
      }
      let rows = cells.map(\.rows.upperBound).max() ?? 0
      self = .grid(cells: cells, columnWeights: weights(columns, \.columns), rowWeights: weights(rows, \.rows))
    }
  }

  /// The margins around the whole, given those of the plots.
  func margins(_ plots: [Margins]) -> Margins {
    switch self {
    case .plot(let i): return plots[i]
    case .grid(let cells, let columns, let rows):
      let shared = SharedMargins(cells, columns: columns.count, rows: rows.count, plots)
      return Margins(
        left: shared.left.first ?? 0, right: shared.right.last ?? 0, top: shared.top.first ?? 0,
        bottom: shared.bottom.last ?? 0)
    }
  }

  /// Gives each plot the room for its axes.
  func place(in room: Rect, _ plots: [Margins], _ rooms: inout [Rect]) {
    switch self {
    case .plot(let i): rooms[i] = room
    case .grid(let cells, let columnWeights, let rowWeights):
      let shared = SharedMargins(cells, columns: columnWeights.count, rows: rowWeights.count, plots)
      let xs = Self.divide(
        room.minX, room.width, columnWeights, before: shared.left, after: shared.right, gap: Self.columnGap)
      let ys = Self.divide(
        room.minY, room.height, rowWeights, before: shared.top, after: shared.bottom, gap: Self.rowGap)
      for cell in cells {
        let (left, right) = (xs[cell.columns.lowerBound], xs[cell.columns.upperBound - 1])
        let (top, bottom) = (ys[cell.rows.lowerBound], ys[cell.rows.upperBound - 1])
        cell.content.place(
          in: Rect(
            x: left.start, y: top.start, width: right.start + right.length - left.start,
            height: bottom.start + bottom.length - top.start), plots, &rooms)
      }
    }
  }

  private static func divide(
    _ origin: Double, _ length: Double, _ weights: [Double], before: [Double], after: [Double], gap: Double
  ) -> [(start: Double, length: Double)] {
    guard !weights.isEmpty else { return [] }
    var between = 0.0
    for i in 1..<max(weights.count, 1) { between += after[i - 1] + gap + before[i] }
    let share = max(length - between, 8 * Double(weights.count)) / weights.reduce(0, +)
    var start = origin
    return weights.indices.map { i in
      if i > 0 { start += after[i - 1] + gap + before[i] }
      defer { start += share * weights[i] }
      return (start, share * weights[i])
    }
  }
}

/// A part of a grid with the columns and rows it takes.
struct GridCell: Sendable {
  var content: PanelGrid
  var columns: Range<Int>
  var rows: Range<Int>

  init(_ content: PanelGrid, columns: Range<Int>, rows: Range<Int>) {
    self.content = content
    self.columns = columns
    self.rows = rows
  }

  /// Where parts go, row by row: each to the first place after the one before it where there is room.
  static func places(of spans: [GridSpan], columns: Int) -> [(columns: Range<Int>, rows: Range<Int>)] {
    var taken: Set<[Int]> = []
    var (row, column) = (0, 0)
    return spans.map { span in
      let width = min(span.columns, columns)
      while true {
        if column + width > columns { (row, column) = (row + 1, 0) }
        let cells = (row..<row + span.rows).flatMap { r in (column..<column + width).map { [r, $0] } }
        if taken.isDisjoint(with: cells) {
          taken.formUnion(cells)
          defer { column += width }
          return (column..<column + width, row..<row + span.rows)
        }
        column += 1
      }
    }
  }
}

/// Margins shared by the parts of each column and row, so that their axes align.
private struct SharedMargins {
  var left: [Double]
  var right: [Double]
  var top: [Double]
  var bottom: [Double]

  init(_ cells: [GridCell], columns: Int, rows: Int, _ plots: [Margins]) {
    left = [Double](repeating: 0, count: columns)
    right = left
    top = [Double](repeating: 0, count: rows)
    bottom = top
    for cell in cells {
      let m = cell.content.margins(plots)
      let (first, last) = (cell.columns.lowerBound, cell.columns.upperBound - 1)
      let (upper, lower) = (cell.rows.lowerBound, cell.rows.upperBound - 1)
      left[first] = max(left[first], m.left)
      right[last] = max(right[last], m.right)
      top[upper] = max(top[upper], m.top)
      bottom[lower] = max(bottom[lower], m.bottom)
    }
  }
}
