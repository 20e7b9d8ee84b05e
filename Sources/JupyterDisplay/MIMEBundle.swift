// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// One value in several forms; the front end shows the richest it can.
///
/// ```swift
/// MIMEBundle(plainText: "3 rows").adding(.html, "<table>…</table>")
/// ```
public struct MIMEBundle: Sendable {
  /// What is stored under one MIME type.
  public enum Content: Sendable, Equatable {
    /// Text, also SVG and HTML.
    case text(String)
    /// Binary data; travels as base64.
    case binary([UInt8])
    /// A JSON document as text; travels as JSON, not as a string.
    case json(String)
  }

  public private(set) var contents: [MIMEType: Content] = [:]
  /// Metadata by MIME type: each value is a JSON object as text, for example `{"width": 320}`.
  public private(set) var metadata: [MIMEType: String] = [:]

  public init() {}

  public init(plainText: String) { contents[.plainText] = .text(plainText) }

  public subscript(type: MIMEType) -> Content? {
    get { contents[type] }
    set { contents[type] = newValue }
  }

  public func adding(_ type: MIMEType, _ text: String) -> MIMEBundle { adding(type, .text(text)) }

  public func adding(_ type: MIMEType, _ content: Content) -> MIMEBundle {
    var copy = self
    copy.contents[type] = content
    return copy
  }

  /// Adds metadata for one MIME type.
  /// - Parameter json: a JSON object as text.
  public func addingMetadata(_ type: MIMEType, json: String) -> MIMEBundle {
    var copy = self
    copy.metadata[type] = json
    return copy
  }
}
