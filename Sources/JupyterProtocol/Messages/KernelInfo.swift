// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Asks what kernel this is.
public struct KernelInfoRequest: MessageContent, Hashable {
  public static let messageType: MessageType = "kernel_info_request"
  public init() {}
}

/// What a front end must know of the language: how to colour it, how to name its files.
public struct LanguageInfo: Codable, Hashable, Sendable {
  public var name: String
  public var version: String
  public var mimeType: String
  /// With the dot.
  public var fileExtension: String
  /// Where it differs from the name.
  public var pygmentsLexer: String?
  /// A mode's name, or an object that configures one.
  public var codeMirrorMode: JSONValue?
  public var nbconvertExporter: String?

  public init(
    name: String, version: String, mimeType: String, fileExtension: String, pygmentsLexer: String? = nil,
    codeMirrorMode: JSONValue? = nil, nbconvertExporter: String? = nil
  ) {
    self.name = name
    self.version = version
    self.mimeType = mimeType
    self.fileExtension = fileExtension
    self.pygmentsLexer = pygmentsLexer
    self.codeMirrorMode = codeMirrorMode
    self.nbconvertExporter = nbconvertExporter
  }

  enum CodingKeys: String, CodingKey {
    case name, version
    case mimeType = "mimetype"
    case fileExtension = "file_extension"
    case pygmentsLexer = "pygments_lexer"
    case codeMirrorMode = "codemirror_mode"
    case nbconvertExporter = "nbconvert_exporter"
  }
}

/// An entry for the front end's help menu.
public struct HelpLink: Codable, Hashable, Sendable {
  public var text: String
  public var url: String

  public init(text: String, url: String) {
    self.text = text
    self.url = url
  }
}

/// What a kernel says of itself.
public struct ImplementationInfo: Hashable, Sendable {
  public var name: String
  public var version: String
  /// What a console shows at its start.
  public var banner: String
  public var helpLinks: [HelpLink]

  public init(name: String, version: String, banner: String, helpLinks: [HelpLink] = []) {
    self.name = name
    self.version = version
    self.banner = banner
    self.helpLinks = helpLinks
  }
}

public struct KernelInfoReply: MessageContent, Hashable {
  public static let messageType: MessageType = "kernel_info_reply"

  public var status = ReplyStatus.ok
  public var protocolVersion: String
  public var implementation: String
  public var implementationVersion: String
  public var languageInfo: LanguageInfo
  public var banner: String
  public var helpLinks: [HelpLink]
  /// Optional features such as `debugger` and `kernel subshells` (JEP 92).
  public var supportedFeatures: [String]

  public init(implementation: ImplementationInfo, languageInfo: LanguageInfo, supportedFeatures: [String] = []) {
    protocolVersion = ProtocolVersion.current
    self.implementation = implementation.name
    implementationVersion = implementation.version
    self.languageInfo = languageInfo
    banner = implementation.banner
    helpLinks = implementation.helpLinks
    self.supportedFeatures = supportedFeatures
  }

  enum CodingKeys: String, CodingKey {
    case status, implementation, banner
    case protocolVersion = "protocol_version"
    case implementationVersion = "implementation_version"
    case languageInfo = "language_info"
    case helpLinks = "help_links"
    case supportedFeatures = "supported_features"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    protocolVersion = try container.decode(.protocolVersion, default: "")
    implementation = try container.decode(.implementation, default: "")
    implementationVersion = try container.decode(.implementationVersion, default: "")
    languageInfo = try container.decode(LanguageInfo.self, forKey: .languageInfo)
    banner = try container.decode(.banner, default: "")
    helpLinks = try container.decode(.helpLinks, default: [])
    supportedFeatures = try container.decode(.supportedFeatures, default: [])
  }
}
