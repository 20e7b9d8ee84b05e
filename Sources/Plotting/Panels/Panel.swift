// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A part of a figure: a plot, or plots arranged in rows and columns.
public protocol Panel: Sendable {
  /// The share of the room this part takes among its neighbours.
  var weight: Double { get set }
  /// How many columns and rows of a ``Grid`` the part takes.
  var span: GridSpan { get set }
  /// What the part consists of.
  var content: PanelContent { get }
}

/// How many cells of a grid a part takes.
public struct GridSpan: Hashable, Sendable {
  public var columns = 1
  public var rows = 1

  public init(columns: Int = 1, rows: Int = 1) {
    self.columns = max(columns, 1)
    self.rows = max(rows, 1)
  }
}

/// Which axes the plots of a container have in common.
public struct Sharing: Hashable, Sendable {
  public var x = false
  public var y = false
}

/// What a panel consists of.
public struct PanelContent: Sendable {
  package enum Kind: Sendable {
    case plot(Plot)
    case grid(columns: Int, panels: [any Panel], sharing: Sharing = Sharing())
  }

  package let kind: Kind
}

extension Panel {
  /// Gives the part `weight` times the width (in a row) or height (in a column) of a neighbour of weight 1.
  public func weight(_ weight: Double) -> Self {
    var copy = self
    // Beyond a thousandth nothing could be read.
    copy.weight = weight > 0 ? min(max(weight, 0.001), 1000) : 1
    return copy
  }
}

extension Panel {
  /// Lets the part take several columns and rows of its ``Grid``; elsewhere this has no effect.
  public func span(columns: Int = 1, rows: Int = 1) -> Self {
    var copy = self
    copy.span = GridSpan(columns: columns, rows: rows)
    return copy
  }
}

/// Collects the panels of a figure; `if`, `for`, `let` and functions returning `[any Panel]` work inside.
@resultBuilder
public enum PanelBuilder {
  public static func buildExpression(_ panel: some Panel) -> [any Panel] { [panel] }
  public static func buildExpression(_ panels: [any Panel]) -> [any Panel] { panels }
  public static func buildExpression(_ nothing: Void) -> [any Panel] { [] }
  public static func buildBlock(_ parts: [any Panel]...) -> [any Panel] { parts.flatMap { $0 } }
  public static func buildArray(_ parts: [[any Panel]]) -> [any Panel] { parts.flatMap { $0 } }
  public static func buildOptional(_ part: [any Panel]?) -> [any Panel] { part ?? [] }
  public static func buildEither(first part: [any Panel]) -> [any Panel] { part }
  public static func buildEither(second part: [any Panel]) -> [any Panel] { part }
  public static func buildLimitedAvailability(_ part: [any Panel]) -> [any Panel] { part }
}
