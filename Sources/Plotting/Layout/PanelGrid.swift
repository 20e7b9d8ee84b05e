// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The arrangement of a figure: plots by number, nested in grids.
indirect enum PanelGrid: Sendable {
  case plot(Int)
  case grid(columns: Int, cells: [PanelGrid], columnWeights: [Double], rowWeights: [Double])

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
      let cells = panels.map { PanelGrid($0, plots: &plots, shared: &shared) }
      if sharing != Sharing() {
        var axes = SharedAxes(plots: first..<plots.count, sharing: sharing)
        for case (let i, .plot(let plot)) in cells.enumerated() {
          if i + columns < cells.count { axes.above.append(plot) }
          if i % columns > 0 { axes.beside.append(plot) }
        }
        shared.append(axes)
      }
      let rows = (panels.count + columns - 1) / columns
      func weight(_ indices: [Int]) -> Double { indices.map { panels[$0].weight }.max() ?? 1 }
      self = .grid(
        columns: columns, cells: cells,
        columnWeights: (0..<columns).map { c in weight(panels.indices.filter { $0 % columns == c }) },
        rowWeights: (0..<rows).map { r in weight(panels.indices.filter { $0 / columns == r }) })
    }
  }

  /// The margins around the whole, given those of the plots.
  func margins(_ plots: [Margins]) -> Margins {
    switch self {
    case .plot(let i): return plots[i]
    case .grid(let columns, let cells, _, _):
      let shared = Self.shared(cells, columns: columns, plots)
      return Margins(
        left: shared.left.first ?? 0, right: shared.right.last ?? 0, top: shared.top.first ?? 0,
        bottom: shared.bottom.last ?? 0)
    }
  }

  /// Gives each plot the room for its axes.
  func place(in room: Rect, _ plots: [Margins], _ rooms: inout [Rect]) {
    switch self {
    case .plot(let i): rooms[i] = room
    case .grid(let columns, let cells, let columnWeights, let rowWeights):
      let shared = Self.shared(cells, columns: columns, plots)
      let xs = Self.divide(
        room.minX, room.width, columnWeights, before: shared.left, after: shared.right, gap: Self.columnGap)
      let ys = Self.divide(
        room.minY, room.height, rowWeights, before: shared.top, after: shared.bottom, gap: Self.rowGap)
      for (i, cell) in cells.enumerated() {
        let (x, y) = (xs[i % columns], ys[i / columns])
        cell.place(
          in: Rect(x: x.start, y: y.start, width: x.length, height: y.length), plots, &rooms)
      }
    }
  }

  /// Margins shared by the cells of each column and row, so that their axes align.
  private static func shared(
    _ cells: [PanelGrid], columns: Int, _ plots: [Margins]
  ) -> (left: [Double], right: [Double], top: [Double], bottom: [Double]) {
    let rows = (cells.count + columns - 1) / columns
    var left = [Double](repeating: 0, count: columns)
    var right = left
    var top = [Double](repeating: 0, count: rows)
    var bottom = top
    for (i, cell) in cells.enumerated() {
      let m = cell.margins(plots)
      let (c, r) = (i % columns, i / columns)
      left[c] = max(left[c], m.left)
      right[c] = max(right[c], m.right)
      top[r] = max(top[r], m.top)
      bottom[r] = max(bottom[r], m.bottom)
    }
    return (left, right, top, bottom)
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
