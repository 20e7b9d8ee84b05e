// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Asks how code may go on at a position.
public struct CompleteRequest: MessageContent, Hashable {
  public static let messageType: MessageType = "complete_request"

  public var code: String
  /// In Unicode code points from the start of the code.
  public var cursor: Int

  public init(code: String, cursor: Int) {
    self.code = code
    self.cursor = cursor
  }

  enum CodingKeys: String, CodingKey {
    case code
    case cursor = "cursor_pos"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    code = try container.decode(String.self, forKey: .code)
    cursor = try container.decode(.cursor, default: code.unicodeScalars.count)
  }
}

public struct CompleteReply: MessageContent, Hashable {
  public static let messageType: MessageType = "complete_reply"

  public var status = ReplyStatus.ok
  public var matches: [String]
  /// The range that a match replaces, in Unicode code points.
  public var cursorStart: Int
  public var cursorEnd: Int
  /// `_jupyter_types_experimental` holds JupyterLab's list of typed matches.
  public var metadata: [String: JSONValue]

  public init(matches: [String], cursorStart: Int, cursorEnd: Int, metadata: [String: JSONValue] = [:]) {
    self.matches = matches
    self.cursorStart = cursorStart
    self.cursorEnd = cursorEnd
    self.metadata = metadata
  }

  enum CodingKeys: String, CodingKey {
    case status, matches, metadata
    case cursorStart = "cursor_start"
    case cursorEnd = "cursor_end"
  }
}
