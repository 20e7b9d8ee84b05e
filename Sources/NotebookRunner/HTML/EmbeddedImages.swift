// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import FoundationEssentials
import JupyterProtocol

/// Finds the images that a Markdown cell refers to and puts them into the page.
struct EmbeddedImages: Sendable {
  /// Relative paths start here; nil embeds no files.
  var folder: String?
  /// The cell's attachments: a MIME bundle by name.
  var attachments: [String: JSONValue]

  /// The image as a data URI; nil where it is not at hand, such as on the network.
  func dataURI(_ source: String) -> String? {
    if source.hasPrefix("data:image/") { return source }
    if source.hasPrefix("attachment:") { return attachment(named: String(source.dropFirst("attachment:".count))) }
    return file(source)
  }

  private func attachment(named name: String) -> String? {
    let bundle = attachments[name] ?? name.percentDecoded.flatMap { attachments[$0] }
    guard let members = bundle?.objectValue else { return nil }
    let image = members.filter { $0.key.hasPrefix("image/") }.min { $0.key < $1.key }
    guard let image, let content = image.value.stringValue else { return nil }
    if image.key == "image/svg+xml" { return Self.dataURI(type: image.key, bytes: Data(content.utf8)) }
    return "data:\(image.key);base64,\(content.filter { !$0.isWhitespace })"
  }

  private static let types = [
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
    "svg": "image/svg+xml",
  ]

  private func file(_ source: String) -> String? {
    let path = source.prefix { $0 != "?" && $0 != "#" }
    guard let folder, !source.hasPrefix("/"), !source.contains("://"),
      let type = Self.types[path.split(separator: ".").last?.lowercased() ?? ""]
    else { return nil }
    let decoded = String(path).percentDecoded ?? String(path)
    guard let bytes = try? Data(contentsOf: URL(filePath: folder).appending(path: decoded)) else { return nil }
    return Self.dataURI(type: type, bytes: bytes)
  }

  private static func dataURI(type: String, bytes: Data) -> String {
    "data:\(type);base64,\(bytes.base64EncodedString())"
  }
}
