// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// How a mark looks. Whatever is nil comes from the theme, the colour cycle or the mark's own default.
public struct MarkStyle: Hashable, Sendable {
  public var color: Color?
  public var fill: Color?
  public var edge: Color?
  public var lineWidth: Double?
  public var edgeWidth: Double?
  public var size: Double?
  public var marker: Marker?
  public var dash: Dash?
  public var opacity = 1.0
  public var zIndex: Double?
  public var label: String?
  public var axis = YAxis.left
  var colorValues: ColorValues?
  var isRasterized = false
  var titles: [String] = []
  /// Mistakes met while the mark was made, in words; they become notes of the figure.
  package var problems: [String] = []

  /// Whether the mistakes leave nothing to draw.
  private(set) var isRefused = false

  public init() {}

  /// Leaves the mark out, and says why.
  mutating func refuse(_ problem: String) {
    problems.append(problem + "; it is not drawn")
    isRefused = true
  }

  init(_ format: Format?) {
    color = format?.color
    marker = format?.marker
    dash = format?.dash
    problems = format?.problems ?? []
  }
}
