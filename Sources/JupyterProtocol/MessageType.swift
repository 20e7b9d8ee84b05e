// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The `msg_type` of a header. An open set: clients may send types that this module does not know.
public struct MessageType: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }
  public init(stringLiteral value: String) { rawValue = value }

  public init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }

  public var description: String { rawValue }

  /// The type of the reply to a request: `complete_request` is answered by `complete_reply`.
  /// Nil where the type is no request.
  public var reply: MessageType? {
    let suffix = "_request"
    guard rawValue.hasSuffix(suffix) else { return nil }
    return MessageType(rawValue: rawValue.dropLast(suffix.count) + "_reply")
  }
}
