// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay

/// Something drawn in a plot: a value over whole arrays. As the last expression of a cell it shows itself in a plot of its own.
///
/// To add a mark, adopt this protocol in one file: keep the data, and say in ``shapes(_:)`` which lines, points,
/// boxes, images and rules it comes down to. Limits, legend, clipping and drawing follow from the shapes.
public protocol Mark: Displayable, Sendable {
  var style: MarkStyle { get set }

  /// What to draw, in data coordinates.
  /// - Parameter report: takes notes for the reader: mistakes, values left out.
  func shapes(_ report: inout MarkReport) -> [MarkShape]
}

extension Mark {
  /// That of a figure of standard size with this mark in it.
  public var mimeBundle: MIMEBundle { Figure { self }.mimeBundle }
}

/// The primitive shapes of marks, in data coordinates. Values that are not finite are left out.
public enum MarkShape: Sendable {
  /// A line through points, broken where a value is not finite.
  case line(x: [Double], y: [Double])
  /// A marker at each point.
  case points(x: [Double], y: [Double])
  /// Filled boxes.
  case boxes([Box])
  case image(ImageShape)
  /// The space between two lines over the same x, broken where a value is not finite.
  case area(x: [Double], lower: [Double], upper: [Double])
  /// Short strokes that end error bars, across the line through the point.
  case caps(x: [Double], y: [Double], isHorizontal: Bool)
  /// Words at places; drawn over everything else.
  case texts([TextShape])
  /// A line across the whole plot at an x.
  case verticalRule(Double)
  /// A line across the whole plot at a y.
  case horizontalRule(Double)

  public struct Box: Hashable, Sendable {
    /// Along the axis that the boxes stand on: x, or y of lying boxes.
    public var x: ClosedRange<Double>
    public var foot: Double
    public var top: Double
    /// The boxes grow along x.
    public var isHorizontal: Bool

    public init(x: ClosedRange<Double>, foot: Double = 0, top: Double, isHorizontal: Bool = false) {
      self.x = x
      self.foot = foot
      self.top = top
      self.isHorizontal = isHorizontal
    }
  }
}

/// Collects what a mark has to say to the reader.
public struct MarkReport: Sendable {
  /// The mark by kind and label, such as `Line 'MSE loss'`.
  let name: String
  /// What the mark has to say, without its name.
  private(set) var texts: [String] = []
  package var notes: [String] { texts.map { "\(name): \($0)" } }
  /// The names along the x and y axes of the plot; marks that stand at names add theirs.
  package var xNames = Categories()
  package var yNames = Categories()

  package init(name: String) { self.name = name }

  /// Adds a note; the name of the mark is put before it.
  public mutating func note(_ text: String) { texts.append(text) }

  /// What keeps some of the values from being drawn, in words.
  static func undrawable(_ values: [Double]...) -> String {
    let isHuge = values.contains { $0.contains { $0.isFinite && !Extent.isDrawable($0) } }
    return isHuge ? "NaN, infinite or beyond 1e300" : "NaN or infinite"
  }

  /// Checks that x and y go together and says what is not finite.
  /// - Returns: false if the lengths differ, so that the mark cannot be drawn.
  public mutating func check(x: [Double], y: [Double]) -> Bool {
    guard x.count == y.count else {
      note("x has \(x.count) values, y \(y.count); it is not drawn")
      return false
    }
    let bad = zip(x, y).reduce(0) { $0 + (Extent.isDrawable($1.0) && Extent.isDrawable($1.1) ? 0 : 1) }
    if bad > 0 { note("\(bad) of \(x.count) points are \(Self.undrawable(x, y)) and left out") }
    if x.isEmpty { note("no values") }
    return true
  }
}
