// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Collects the panels of a figure; `if`, `for`, `switch`, `let` and functions returning `[any Panel]` work inside.
@resultBuilder
public enum PanelBuilder {
  public static func buildExpression(_ panel: some Panel) -> [any Panel] { [panel] }
  public static func buildExpression(_ panels: [any Panel]) -> [any Panel] { panels }
  /// A mark without a plot around it gets one.
  public static func buildExpression(_ mark: some Mark) -> [any Panel] { [LoneMarks(marks: [mark])] }
  public static func buildExpression(_ marks: [any Mark]) -> [any Panel] { [LoneMarks(marks: marks)] }
  public static func buildExpression(_ nothing: Void) -> [any Panel] { [] }

  /// Says what to write in place of bare values.
  @_disfavoredOverload
  @available(
    *, unavailable,
    message: """
      a figure holds plots and marks: write Plot("title") { Line(values) }, or a mark alone, such as Line(values), \
      Points(x, y), Bars(names, heights), Histogram(values) or Heatmap(matrix)
      """
  )
  public static func buildExpression<Other>(_ other: Other) -> [any Panel] { [] }

  public static func buildBlock(_ parts: [any Panel]...) -> [any Panel] { parts.flatMap { $0 } }
  public static func buildArray(_ parts: [[any Panel]]) -> [any Panel] { parts.flatMap { $0 } }
  public static func buildOptional(_ part: [any Panel]?) -> [any Panel] { part ?? [] }
  public static func buildEither(first part: [any Panel]) -> [any Panel] { part }
  public static func buildEither(second part: [any Panel]) -> [any Panel] { part }
  public static func buildLimitedAvailability(_ part: [any Panel]) -> [any Panel] { part }
}

/// Marks without a plot around them.
struct LoneMarks: Panel {
  var weight = 1.0
  var span = GridSpan()
  var marks: [any Mark]

  var content: PanelContent { PanelContent(kind: .plot(Plot { marks })) }

  /// The panels of a figure, in which marks that follow each other share a plot.
  static func gathered(_ panels: [any Panel]) -> [any Panel] {
    var gathered: [any Panel] = []
    for panel in panels {
      if let next = panel as? LoneMarks, var last = gathered.last as? LoneMarks {
        last.marks += next.marks
        gathered[gathered.count - 1] = last
      } else {
        gathered.append(panel)
      }
    }
    return gathered
  }
}
