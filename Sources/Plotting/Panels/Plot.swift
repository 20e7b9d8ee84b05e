// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A pair of axes with marks in it.
///
/// ```swift
/// Plot("Training loss") {
///   Line(epochs, loss, "ks-").label("MSE")
///   Rule(y: floor).dash(.dashed).label("Noise floor")
/// }.labels(x: "Epoch", y: "Loss").limits(y: 0...)
/// ```
/// Texts may hold TeX-style mathematics between dollar signs and line breaks.
public struct Plot: Panel {
  public var weight = 1.0
  public var span = GridSpan()
  var heading: String
  let marks: [any Mark]
  var options = PlotOptions()

  public init(_ title: String = "", @MarkBuilder _ marks: () -> [any Mark]) {
    heading = title
    self.marks = marks()
  }

  public var content: PanelContent { PanelContent(kind: .plot(self)) }

  func with(_ change: (inout PlotOptions) -> Void) -> Plot {
    var copy = self
    change(&copy.options)
    return copy
  }
}
