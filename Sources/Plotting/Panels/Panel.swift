// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay

/// A part of a figure: a plot, or plots arranged in rows and columns. As the last expression of a cell it shows itself.
public protocol Panel: Displayable, Sendable {
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
  /// That of a figure of standard size with this part in it.
  public var mimeBundle: MIMEBundle { Figure { self }.mimeBundle }

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
