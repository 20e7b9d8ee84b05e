// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Text written to one of the standard streams.
public struct StreamContent: MessageContent, Hashable {
  public static let messageType: MessageType = "stream"

  /// `stdout` or `stderr`.
  public var name: String
  public var text: String

  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// Shows something rich. The same content, under `update_display_data`, changes what an identifier shows.
public struct DisplayContent: MessageContent, Hashable {
  public static let messageType: MessageType = "display_data"
  public static let updateType: MessageType = "update_display_data"

  public var value: MIMEData
  /// What later updates refer to; travels as `transient.display_id`, which no notebook file stores.
  public var displayID: String?

  public init(value: MIMEData, displayID: String? = nil) {
    self.value = value
    self.displayID = displayID
  }

  enum CodingKeys: String, CodingKey { case transient }

  public init(from decoder: any Decoder) throws {
    value = try MIMEData(from: decoder)
    displayID = try Transient.decode(from: decoder.container(keyedBy: CodingKeys.self), .transient)
  }

  public func encode(to encoder: any Encoder) throws {
    try value.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Transient(displayID: displayID), forKey: .transient)
  }
}

/// The value of a cell.
public struct ExecuteResult: MessageContent, Hashable {
  public static let messageType: MessageType = "execute_result"

  public var value: MIMEData
  public var executionCount: Int
  public var displayID: String?

  public init(value: MIMEData, executionCount: Int, displayID: String? = nil) {
    self.value = value
    self.executionCount = executionCount
    self.displayID = displayID
  }

  enum CodingKeys: String, CodingKey {
    case executionCount = "execution_count"
    case transient
  }

  public init(from decoder: any Decoder) throws {
    value = try MIMEData(from: decoder)
    let container = try decoder.container(keyedBy: CodingKeys.self)
    executionCount = try container.decode(.executionCount, default: 0)
    displayID = try Transient.decode(from: container, .transient)
  }

  public func encode(to encoder: any Encoder) throws {
    try value.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(executionCount, forKey: .executionCount)
    if displayID != nil { try container.encode(Transient(displayID: displayID), forKey: .transient) }
  }
}

/// What a front end needs to show an output but must not store.
private struct Transient: Codable {
  var displayID: String?

  enum CodingKeys: String, CodingKey { case displayID = "display_id" }

  static func decode<Key>(from container: KeyedDecodingContainer<Key>, _ key: Key) throws -> String? {
    try container.decodeIfPresent(Transient.self, forKey: key)?.displayID
  }
}

/// Empties the output area of a cell.
public struct ClearOutput: MessageContent, Hashable {
  public static let messageType: MessageType = "clear_output"

  /// Keep the old output until new output comes; spares animations the flicker.
  public var wait: Bool

  public init(wait: Bool) { self.wait = wait }
}
