// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Panels side by side; their axes share top and bottom.
public struct Row: Panel {
  public var weight = 1.0
  private let panels: [any Panel]

  public init(@PanelBuilder _ panels: () -> [any Panel]) { self.panels = panels() }

  public var content: PanelContent { PanelContent(kind: .grid(columns: max(1, panels.count), panels: panels)) }
}

/// Panels one above the other; their axes share left and right.
public struct Column: Panel {
  public var weight = 1.0
  private let panels: [any Panel]

  public init(@PanelBuilder _ panels: () -> [any Panel]) { self.panels = panels() }

  public var content: PanelContent { PanelContent(kind: .grid(columns: 1, panels: panels)) }
}

/// Panels in rows of `columns` each, filled row by row; axes align both ways.
public struct Grid: Panel {
  public var weight = 1.0
  private let columns: Int
  private let panels: [any Panel]

  public init(columns: Int, @PanelBuilder _ panels: () -> [any Panel]) {
    precondition(columns >= 1, "Grid: \(columns) columns asked for; one is the least")
    self.columns = columns
    self.panels = panels()
  }

  public var content: PanelContent { PanelContent(kind: .grid(columns: columns, panels: panels)) }
}
