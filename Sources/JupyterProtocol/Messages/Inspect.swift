// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Asks what stands at a position.
public struct InspectRequest: MessageContent, Hashable {
  public static let messageType: MessageType = "inspect_request"

  public var code: String
  /// In Unicode code points from the start of the code.
  public var cursor: Int
  /// 0 for a summary, 1 for all there is.
  public var detailLevel: Int

  public init(code: String, cursor: Int, detailLevel: Int = 0) {
    self.code = code
    self.cursor = cursor
    self.detailLevel = detailLevel
  }

  enum CodingKeys: String, CodingKey {
    case code
    case cursor = "cursor_pos"
    case detailLevel = "detail_level"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    code = try container.decode(String.self, forKey: .code)
    cursor = try container.decode(.cursor, default: code.unicodeScalars.count)
    detailLevel = try container.decode(.detailLevel, default: 0)
  }
}

public struct InspectReply: MessageContent, Hashable {
  public static let messageType: MessageType = "inspect_reply"

  public var status = ReplyStatus.ok
  public var found: Bool
  public var data: [String: JSONValue]
  public var metadata: [String: JSONValue]

  /// - Parameter value: nil where there is nothing to say about the position.
  public init(_ value: MIMEData?) {
    found = value != nil
    data = value?.data ?? [:]
    metadata = value?.metadata ?? [:]
  }
}
