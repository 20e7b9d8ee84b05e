// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// HTML to show in a notebook.
public struct HTML: Displayable, Sendable {
  public var source: String
  public init(_ source: String) { self.source = source }
  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: plainText(ofHTML: source)).adding(.html, source) }
}

/// Markdown to show in a notebook.
public struct Markdown: Displayable, Sendable {
  public var source: String
  public init(_ source: String) { self.source = source }
  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: source).adding(.markdown, source) }
}

/// LaTeX to show in a notebook; put `$…$` or `$$…$$` around it.
public struct LaTeX: Displayable, Sendable {
  public var source: String
  public init(_ source: String) { self.source = source }
  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: source).adding(.latex, source) }
}

/// An SVG document to show in a notebook.
public struct SVG: Displayable, Sendable {
  public var source: String
  public init(_ source: String) { self.source = source }
  public var mimeBundle: MIMEBundle {
    MIMEBundle(plainText: "SVG image, \(source.utf8.count) bytes").adding(.svg, source)
  }
}

/// A PNG image to show in a notebook.
public struct PNG: Displayable, Sendable {
  public var bytes: [UInt8]
  public init(_ bytes: [UInt8]) { self.bytes = bytes }
  public var mimeBundle: MIMEBundle {
    MIMEBundle(plainText: "PNG image, \(bytes.count) bytes").adding(.png, .binary(bytes))
  }
}

/// A JSON document to show in a notebook, which front ends show as a tree.
public struct JSON: Displayable, Sendable {
  public var source: String
  /// - Parameter source: a valid JSON document as text.
  public init(_ source: String) { self.source = source }
  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: source).adding(.json, .json(source)) }
}
