// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A marker at each point; a format that names a line joins them.
///
/// ```swift
/// Points(coefficients, effects, "ko").fill([0.7, 0.9, 0.7]).size(8).opacity(0.6)
/// ```
/// Points that are NaN or infinite are left out. x and y of unequal length are not drawn; a note says so.
public struct Points: Mark {
  public var style: MarkStyle
  private let positions: Positions
  let y: [Double]

  public init(_ x: some PlotData, _ y: some PlotData, _ format: Format? = nil) {
    positions = .numbers(x.plotValues)
    self.y = y.plotValues
    style = MarkStyle(format)
    if style.marker == nil { style.marker = .circle }
  }

  /// The values above names, which take the places 0, 1, 2 … of the x axis in order of appearance, repeated ones each time.
  public init(_ names: [String], _ y: some PlotData, _ format: Format? = nil) {
    positions = .names(names)
    self.y = y.plotValues
    style = MarkStyle(format)
    if style.marker == nil { style.marker = .circle }
  }

  /// A marker at each row of an n × 2 matrix: an embedding. Of one row of numbers, the values against their index, from 0.
  public init(_ points: some PlotData, _ format: Format? = nil) {
    let values = points.plotValues
    guard let shape = points.plotShape, points.tableProblem != nil || shape == [1, 2] else {
      self.init((0..<values.count).map(Double.init), values, format)
      return
    }
    guard shape.count == 2, shape[1] == 2 else {
      self.init([Double](), [Double](), format)
      style.refuse((points.tableProblem ?? "") + ": give x and y, or an n × 2 matrix")
      return
    }
    self.init(
      stride(from: 0, to: values.count, by: 2).map { values[$0] },
      stride(from: 1, to: values.count, by: 2).map { values[$0] }, format)
  }

  /// A marker at each row of two numbers.
  public init<Scalar: PlotScalar>(_ rows: [[Scalar]], _ format: Format? = nil) {
    self.init(rows.map { $0.first?.plotValue ?? .nan }, rows.map { $0.last?.plotValue ?? .nan }, format)
    if let i = rows.firstIndex(where: { $0.count != 2 }) {
      style.refuse(
        "row \(i) has \(rows[i].count) \(rows[i].count == 1 ? "value" : "values"): give x and y, or rows of two")
    }
  }

  /// Colours each marker by a number of its own; a `colorbar()` of the plot then explains the colours.
  ///
  /// Markers keep the outline of ``Mark/edge(_:width:)``, and have none if that is not set. NaN is transparent.
  /// ```swift
  /// Points(tsne1, tsne2, "o").color(by: t, .RdBu, range: -1...1).edge(.black)
  /// ```
  /// - Parameter range: the values at the ends of the map; by default the smallest and largest finite value.
  public func color(by values: some PlotData, _ map: Colormap = .viridis, range: ClosedRange<Double>? = nil) -> Points {
    let values = values.plotValues
    return with {
      $0.colorValues = ColorValues(
        values: values, scale: ColorScale(map, range: range ?? ColorScale.range(of: values)))
    }
  }

  /// What a reader sees who points at a marker: one text a point.
  ///
  /// The texts are part of the SVG. In a cell the figure then comes as a page of its own, since front ends that show SVG as
  /// a picture let no one point at its parts.
  /// ```swift
  /// Points(tsne1, tsne2).tooltip(words)
  /// ```
  public func tooltip(_ texts: [String]) -> Points { with { $0.titles = texts } }

  /// What a reader sees who points at a marker, made of its number.
  public func tooltip(_ text: (Int) -> String) -> Points { tooltip(y.indices.map(text)) }

  public func shapes(_ report: inout MarkReport) -> [MarkShape] {
    let x = report.numbers(positions)
    guard report.check(x: x, y: y) else { return [] }
    if let colors = style.colorValues {
      guard colors.values.count == x.count else {
        report.note("\(colors.values.count) values for the colours of \(x.count) points; it is not drawn")
        return []
      }
      let missing = colors.values.reduce(0) { $0 + ($1.isNaN ? 1 : 0) }
      if missing > 0 { report.note("\(missing) of \(x.count) colour values are NaN; those points are transparent") }
    }
    if !style.titles.isEmpty, style.titles.count != x.count {
      report.note("\(style.titles.count) tooltips for \(x.count) points; they are left out")
    }
    return style.dash == nil ? [.points(x: x, y: y)] : [.line(x: x, y: y), .points(x: x, y: y)]
  }
}
