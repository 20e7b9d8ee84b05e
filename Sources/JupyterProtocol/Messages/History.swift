// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Asks for code that ran before.
public struct HistoryRequest: MessageContent, Hashable {
  public static let messageType: MessageType = "history_request"

  public enum Access: Hashable, Sendable {
    /// The last `n` cells.
    case tail(n: Int?)
    /// The cells `start..<stop` of a session; 0 is the current session, -1 the one before.
    case range(session: Int, start: Int?, stop: Int?)
    /// The last `n` cells that match a pattern of `*`, `?` and `[…]`.
    case search(pattern: String, n: Int?, unique: Bool)
  }

  public var access: Access
  /// Whether entries hold the output beside the code.
  public var output: Bool
  /// Whether to give the code as it was typed.
  public var raw: Bool

  public init(_ access: Access, output: Bool = false, raw: Bool = true) {
    self.access = access
    self.output = output
    self.raw = raw
  }

  enum CodingKeys: String, CodingKey {
    case access = "hist_access_type"
    case output, raw, session, start, stop, n, pattern, unique
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    output = try container.decode(.output, default: false)
    raw = try container.decode(.raw, default: true)
    let count = try container.decodeIfPresent(Int.self, forKey: .n)
    switch try container.decode(String.self, forKey: .access) {
    case "tail": access = .tail(n: count)
    case "range":
      access = .range(
        session: try container.decode(.session, default: 0),
        start: try container.decodeIfPresent(Int.self, forKey: .start),
        stop: try container.decodeIfPresent(Int.self, forKey: .stop))
    case "search":
      access = .search(
        pattern: try container.decode(.pattern, default: "*"), n: count,
        unique: try container.decode(.unique, default: false))
    case let other:
      throw DecodingError.dataCorruptedError(
        forKey: .access, in: container, debugDescription: "'\(other)' is not one of tail, range and search")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(output, forKey: .output)
    try container.encode(raw, forKey: .raw)
    switch access {
    case .tail(let count):
      try container.encode("tail", forKey: .access)
      try container.encodeIfPresent(count, forKey: .n)
    case .range(let session, let start, let stop):
      try container.encode("range", forKey: .access)
      try container.encode(session, forKey: .session)
      try container.encodeIfPresent(start, forKey: .start)
      try container.encodeIfPresent(stop, forKey: .stop)
    case .search(let pattern, let count, let unique):
      try container.encode("search", forKey: .access)
      try container.encode(pattern, forKey: .pattern)
      try container.encode(unique, forKey: .unique)
      try container.encodeIfPresent(count, forKey: .n)
    }
  }
}

public struct HistoryReply: MessageContent, Hashable {
  public static let messageType: MessageType = "history_reply"

  public var status = ReplyStatus.ok
  /// `[session, line, code]`, or `[session, line, [code, output]]` where output was asked for.
  public var history: [JSONValue]

  public init(history: [JSONValue]) { self.history = history }
}
