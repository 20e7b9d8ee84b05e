// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Panels side by side; their axes share top and bottom.
public struct Row: Container {
  public var weight = 1.0
  public var span = GridSpan()
  private let panels: [any Panel]
  public var sharing = Sharing()

  public init(@PanelBuilder _ panels: () -> [any Panel]) { self.panels = panels() }

  public var content: PanelContent {
    PanelContent(kind: .grid(columns: max(1, panels.count), panels: panels, sharing: sharing))
  }
}

/// Panels one above the other; their axes share left and right.
public struct Column: Container {
  public var weight = 1.0
  public var span = GridSpan()
  private let panels: [any Panel]
  public var sharing = Sharing()

  public init(@PanelBuilder _ panels: () -> [any Panel]) { self.panels = panels() }

  public var content: PanelContent { PanelContent(kind: .grid(columns: 1, panels: panels, sharing: sharing)) }
}

/// Panels in rows of `columns` each, filled row by row; axes align both ways.
///
/// A panel may take several cells; the next ones go where there is room.
/// ```swift
/// Grid(columns: 3) {
///   Plot("A") { … }.span(columns: 3)
///   Plot("B") { … }
///   Plot("C") { … }.span(columns: 2)
/// }
/// ```
public struct Grid: Container {
  public var weight = 1.0
  public var span = GridSpan()
  private let columns: Int
  private let panels: [any Panel]
  public var sharing = Sharing()

  public init(columns: Int, @PanelBuilder _ panels: () -> [any Panel]) {
    guard columns >= 1 else { trap("Grid: \(columns) columns asked for; a grid has at least 1") }
    self.columns = columns
    self.panels = panels()
  }

  public var content: PanelContent { PanelContent(kind: .grid(columns: columns, panels: panels, sharing: sharing)) }
}

/// A panel of several panels.
public protocol Container: Panel {
  /// Which axes its plots have in common.
  var sharing: Sharing { get set }
}

extension Container {
  /// Gives all plots inside one x axis: the same limits, and tick labels only under the lowest.
  public func sharedX() -> Self {
    var copy = self
    copy.sharing.x = true
    return copy
  }

  /// Gives all plots inside one y axis: the same limits, and tick labels only beside the first of a row.
  public func sharedY() -> Self {
    var copy = self
    copy.sharing.y = true
    return copy
  }
}
