// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Words at a place of the plot, in data coordinates, over everything else.
///
/// ```swift
/// Text(12, 0.8, "peak").alignment(.leading)
/// Text("significant in every layer", at: (3, 40), pointingTo: (7, 52))
/// ```
/// The text may hold TeX-style mathematics and line breaks. It is moved just far enough to stay inside the axes; one whose
/// place lies outside the limits is left out, and a note says so.
public struct Text: Mark {
  public var style = MarkStyle()
  private var shape: TextShape

  public init(_ x: Double, _ y: Double, _ text: String) {
    shape = TextShape(text: text, x: x, y: y)
  }

  /// A text with an arrow from it to a place.
  public init(_ text: String, at place: (x: Double, y: Double), pointingTo target: (x: Double, y: Double)) {
    shape = TextShape(text: text, x: place.x, y: place.y, targetX: target.x, targetY: target.y)
  }

  /// Where the text lies beside its place; without this it is centred on it.
  public func alignment(_ alignment: TextShape.Alignment) -> Text {
    var copy = self
    copy.shape.alignment = alignment
    return copy
  }

  public func shapes(_ report: inout MarkReport) -> [MarkShape] {
    let numbers = [shape.x, shape.y, shape.targetX, shape.targetY].compactMap { $0 }
    guard numbers.allSatisfy(Extent.isDrawable) else {
      report.note("the place of \"\(shape.text)\" is (\(shape.x), \(shape.y)); it is not drawn")
      return []
    }
    guard !shape.text.isEmpty else { return [] }
    return [.texts([shape])]
  }
}

/// Words at a place in data coordinates, perhaps with an arrow to another.
public struct TextShape: Hashable, Sendable {
  public enum Alignment: Hashable, Sendable {
    case center
    /// The text begins at its place, or ends there.
    case leading, trailing
    /// The text lies above its place, or below.
    case above, below
  }

  public var text: String
  public var x: Double
  public var y: Double
  /// Where an arrow points, if there is one.
  public var targetX: Double?
  public var targetY: Double?
  public var alignment = Alignment.center

  public init(text: String, x: Double, y: Double, targetX: Double? = nil, targetY: Double? = nil) {
    self.text = text
    self.x = x
    self.y = y
    self.targetX = targetX
    self.targetY = targetY
  }
}
