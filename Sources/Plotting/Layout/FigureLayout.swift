// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Lays a figure out: texts and legends are measured, the axes take what remains.
///
/// Margins depend on tick labels, tick labels on the size of the axes, and that on the margins; so the plots are
/// laid out again until the margins hold still.
struct FigureLayout {
  /// White space around everything, in points.
  static let padding = 7.2
  static let maxPasses = 6

  private(set) var list: DisplayList
  private(set) var notes: [String]
  /// Axes of the plots in reading order, for tests and descriptions.
  private(set) var axes: [Rect] = []
  let models: [PlotModel]

  init(_ figure: Figure) {
    let theme = figure.theme
    let width = figure.width * 72
    let height = figure.height * 72
    var plots: [Plot] = []
    var shared: [SharedAxes] = []
    let grid = PanelGrid(figure.root, plots: &plots, shared: &shared)
    var models = plots.map { PlotModel($0, theme: theme) }
    for axes in shared { axes.apply(to: &models) }
    WeightBudget.apply(to: &models, width: width)
    self.models = models
    notes = models.flatMap(\.notes)
    if plots.isEmpty { notes.append("The figure contains no plot") }

    // What texts cannot show is known only after painting; if that adds a note, its line needs room: paint again.
    var page = Page(width: width, height: height, background: theme.background)
    for _ in 0..<2 {
      page = Page(width: width, height: height, background: theme.background)
      let lines = figure.showsNotes ? Self.noteLines(notes, width: width, theme: theme) : nil
      var area = Rect(x: 0, y: 0, width: width, height: height).inset(by: Self.padding)
      if let lines { area.height = max(area.height - lines.height - 4, 0) }
      let title = PlotLayout.fitted(figure.heading, Typesetter(size: theme.titleSize + 2, bold: true), area.width)
      if let title {
        page.text(title, at: Point(width / 2, area.minY + title.ascent), .center, color: theme.foreground)
        area.y += title.height + 6
        area.height = max(area.height - title.height - 6, 0)
      }
      if !figure.captionText.isEmpty {
        let caption = Typesetter(size: theme.fontSize).typeset(
          figure.captionText, maxWidth: area.width, centered: false)
        area.height = max(area.height - caption.height - 6, 0)
        page.text(
          caption, at: Point(area.minX, area.maxY + 6 + caption.ascent), .left, color: theme.foreground)
      }
      let arranged = Self.arrange(models, grid, in: area, theme: theme)
      axes = arranged.map(\.box)
      for (model, plot) in zip(models, arranged) {
        AxesPainter(model: model, plot: plot, theme: theme).paint(on: &page)
      }
      if let lines {
        let baseline = height - Self.padding - (lines.height - lines.ascent)
        page.text(lines, at: Point(Self.padding, baseline), .left, color: theme.muted)
      }
      var known = Set(notes)
      var news = Typesetter.told(page.problems).filter { known.insert($0).inserted }
      let paper = Rect(x: 0, y: 0, width: width, height: height)
      let small = "the figure is too small for its text: make it larger than \(figure.width) x \(figure.height) inches"
      if page.list.textBoxes.contains(where: { !paper.contains($0.box, slack: 0.5) }), known.insert(small).inserted {
        news.append(small)
      }
      if news.isEmpty { break }
      notes += news
    }
    list = page.list
    list.changesWithPage = theme.changesWithPage
    list.vectorBytes = WeightBudget.bytes(of: models, width: width)
  }

  private static func arrange(_ models: [PlotModel], _ grid: PanelGrid, in area: Rect, theme: Theme) -> [PlotLayout] {
    var margins = [Margins](repeating: Margins(left: 40, right: 8, top: 20, bottom: 34), count: models.count)
    var rooms = [Rect](repeating: area, count: models.count)
    var layouts: [PlotLayout] = []
    for _ in 0..<maxPasses {
      let outer = grid.margins(margins)
      let room = Rect(
        x: area.x + outer.left, y: area.y + outer.top, width: max(area.width - outer.left - outer.right, 8),
        height: max(area.height - outer.top - outer.bottom, 8))
      grid.place(in: room, margins, &rooms)
      layouts = models.indices.map { PlotLayout(models[$0], in: rooms[$0], around: margins[$0], theme: theme) }
      let needed = layouts.map(\.margins)
      if zip(needed, margins).allSatisfy({ Self.fits($0, within: $1) }) { break }
      margins = needed
    }
    return layouts
  }

  /// Whether margins need no more than is there, and hardly less.
  private static func fits(_ needed: Margins, within given: Margins) -> Bool {
    [(needed.left, given.left), (needed.right, given.right), (needed.top, given.top), (needed.bottom, given.bottom)]
      .allSatisfy { $0 <= $1 + 0.01 && $0 >= $1 - 1 }
  }

  private static func noteLines(_ notes: [String], width: Double, theme: Theme) -> TypesetText? {
    guard !notes.isEmpty else { return nil }
    var shown = notes.prefix(4).map { "Note: \($0)" }
    if notes.count > 4 { shown.append("… and \(notes.count - 4) more notes") }
    return Typesetter(size: 8).typeset(
      shown.joined(separator: "\n"), maxWidth: width - 2 * padding, centered: false)
  }
}
