// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A value that shows itself in a notebook.
///
/// Adopt it for any type; the last expression of a cell and `display(_:)` then use it.
/// ```swift
/// struct Swatch: Displayable {
///   var color: String
///   var mimeBundle: MIMEBundle {
///     MIMEBundle(plainText: color).adding(.html, "<div style='width:4em;height:2em;background:\(color)'></div>")
///   }
/// }
/// ```
public protocol Displayable {
  /// The value in every form it has; always include plain text.
  var mimeBundle: MIMEBundle { get }
}

extension MIMEBundle: Displayable {
  public var mimeBundle: MIMEBundle { self }
}
