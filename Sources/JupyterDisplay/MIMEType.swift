// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A MIME type of Jupyter's display data, such as `image/svg+xml`.
public struct MIMEType: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }
  public init(stringLiteral value: String) { rawValue = value }

  public var description: String { rawValue }

  public static let plainText: MIMEType = "text/plain"
  public static let html: MIMEType = "text/html"
  public static let markdown: MIMEType = "text/markdown"
  public static let latex: MIMEType = "text/latex"
  public static let svg: MIMEType = "image/svg+xml"
  public static let png: MIMEType = "image/png"
  public static let jpeg: MIMEType = "image/jpeg"
  public static let pdf: MIMEType = "application/pdf"
  public static let json: MIMEType = "application/json"
}
