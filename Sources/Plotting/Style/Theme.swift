// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Colours, sizes and weights shared by all plots of a figure; lengths are points.
public struct Theme: Sendable {
  public var background: Color = .white
  public var axesBackground: Color = .white
  /// Axes, ticks and text.
  public var foreground: Color = .black
  /// Notes under the figure.
  public var muted = Color(gray: 0.4)
  public var gridColor = Color(hex: 0xb0b0b0)
  public var legendEdge = Color(gray: 0.8)
  /// Colours of marks that name none, in order.
  public var cycle: [Color] = Colormap.tab10.colors
  public var fontSize = 10.0
  public var titleSize = 12.0
  public var boldTitle = false
  public var boldLabels = false
  /// Whether the axes box has its top and right sides.
  public var closedBox = true
  public var lineWidth = 1.5
  public var markerSize = 6.0
  public var axisWidth = 0.8

  public init() {}

  /// The look of matplotlib, which the lectures' readers know.
  public static let standard = Theme()

  /// Bold titles and labels, axes open at the top and right.
  public static let lecture: Theme = {
    var theme = Theme()
    theme.boldTitle = true
    theme.boldLabels = true
    theme.closedBox = false
    return theme
  }()

  /// Light on dark, for dark pages and projectors. Black lines and outlines take the colour of the text.
  public static let dark: Theme = {
    var theme = Theme()
    for (part, color) in darkParts { theme[keyPath: part] = Color(hex: color) }
    theme.cycle = darkCycle.map { Color(hex: $0) }
    return theme
  }()

  private static let darkParts: [(any WritableKeyPath<Theme, Color> & Sendable, UInt32)] = [
    (\.background, 0x282a2c), (\.axesBackground, 0x282a2c), (\.foreground, 0xdde2f4), (\.muted, 0x9aa0ae),
    (\.gridColor, 0x55585c), (\.legendEdge, 0x55585c),
  ]
  private static let darkCycle: [UInt32] = [
    0x6cb6ff, 0xffa657, 0x7ee787, 0xff7b72, 0xd2a8ff, 0xd0a08a, 0xf0a6d8, 0xb0b8c4, 0xd7d36b, 0x56d4dd,
  ]

  /// The look of ``standard`` on a light page and of ``dark`` on a dark one, decided by the page that shows the figure:
  /// JupyterLab's and VS Code's theme, elsewhere the reader's `prefers-color-scheme`.
  ///
  /// It needs a viewer that knows CSS, as browsers do. PNG, PDF and other viewers show the light look.
  public static let automatic: Theme = {
    var theme = Theme()
    for (part, color) in darkParts { theme[keyPath: part] = theme[keyPath: part].onDarkPages(color) }
    theme.cycle = zip(theme.cycle, darkCycle).map { $0.onDarkPages($1) }
    return theme
  }()

  /// A colour of lines and outlines; black would vanish on a dark ground and becomes the foreground.
  func ink(_ color: Color) -> Color {
    guard color.red + color.green + color.blue == 0, axesBackground.luminance < 0.3 || changesWithPage else {
      return color
    }
    return foreground.opacity(color.alpha)
  }

  /// Whether a dark page changes any of the colours.
  var changesWithPage: Bool {
    ([background, axesBackground, foreground, muted, gridColor, legendEdge] + cycle).contains { $0.onDarkPages != nil }
  }
}
