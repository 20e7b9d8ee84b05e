// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// A repository on the Hugging Face Hub: a model or a data set, at a revision.
public struct HubRepository: Sendable, Hashable, CustomStringConvertible {
  public enum Kind: String, Sendable { case model, dataset }

  public let kind: Kind
  /// `owner/name`, or a bare name such as `gpt2`.
  public let id: String
  /// A branch, a tag or a commit.
  public let revision: String

  public static func model(_ id: String, revision: String = "main") -> HubRepository {
    HubRepository(kind: .model, id: id, revision: revision)
  }

  public static func dataset(_ id: String, revision: String = "main") -> HubRepository {
    HubRepository(kind: .dataset, id: id, revision: revision)
  }

  public var description: String {
    "\(kind == .model ? "model" : "data set") \(id)" + (revision == "main" ? "" : " at \(revision)")
  }

  /// The name of its folder in the cache: `models--openai-community--gpt2`.
  var folderName: String { "\(kind.rawValue)s--" + id.split(separator: "/").joined(separator: "--") }

  /// What comes before the id in the address of a page: nothing for models.
  private var prefix: String { kind == .model ? "" : "datasets/" }

  func fileURL(_ path: String, endpoint: URL) -> URL {
    Self.url(endpoint, "\(prefix)\(id)/resolve/", revision, path)
  }

  func listURL(_ folder: String, endpoint: URL) -> URL {
    var url = Self.url(endpoint, "api/\(kind.rawValue)s/\(id)/tree/", revision, folder)
    url.append(queryItems: [URLQueryItem(name: "recursive", value: "true")])
    return url
  }

  private static func url(_ endpoint: URL, _ start: String, _ revision: String, _ path: String) -> URL {
    // A branch's name may hold a slash, which is then part of the name.
    let inSegment = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: "/"))
    let branch = revision.addingPercentEncoding(withAllowedCharacters: inSegment) ?? revision
    let file = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
    return URL(string: "\(endpoint.absoluteString)/\(start)\(branch)" + (file.isEmpty ? "" : "/\(file)"))!
  }
}
