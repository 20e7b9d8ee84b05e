// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Collects the marks of a plot; `if`, `for`, `switch`, `let` and functions returning `[any Mark]` work inside.
@resultBuilder
public enum MarkBuilder {
  public static func buildExpression(_ mark: some Mark) -> [any Mark] { [mark] }
  public static func buildExpression(_ marks: [any Mark]) -> [any Mark] { marks }
  public static func buildExpression(_ nothing: Void) -> [any Mark] { [] }

  /// Says what to write in place of bare values.
  @_disfavoredOverload
  @available(
    *, unavailable,
    message: """
      a plot holds marks: write Line(values), Points(x, y), Bars(names, heights), Histogram(values) or Heatmap(matrix) \
      for numbers, Text(x, y, "words") for words
      """
  )
  public static func buildExpression<Other>(_ other: Other) -> [any Mark] { [] }

  public static func buildBlock(_ parts: [any Mark]...) -> [any Mark] { parts.flatMap { $0 } }
  public static func buildArray(_ parts: [[any Mark]]) -> [any Mark] { parts.flatMap { $0 } }
  public static func buildOptional(_ part: [any Mark]?) -> [any Mark] { part ?? [] }
  public static func buildEither(first part: [any Mark]) -> [any Mark] { part }
  public static func buildEither(second part: [any Mark]) -> [any Mark] { part }
  public static func buildLimitedAvailability(_ part: [any Mark]) -> [any Mark] { part }
}
