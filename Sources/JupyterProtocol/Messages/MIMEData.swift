// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// One thing in several forms: data and metadata by MIME type. Binary forms are base64 text; JSON forms are JSON.
public struct MIMEData: Codable, Hashable, Sendable {
  public var data: [String: JSONValue]
  public var metadata: [String: JSONValue]

  public init(data: [String: JSONValue], metadata: [String: JSONValue] = [:]) {
    self.data = data
    self.metadata = metadata
  }

  enum CodingKeys: String, CodingKey { case data, metadata }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    data = try container.decode(.data, default: [:])
    metadata = try container.decode(.metadata, default: [:])
  }
}
