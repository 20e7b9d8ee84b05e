// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// Where the hub's files are kept and fetched from: the same environment variables as Python's `huggingface_hub`.
///
/// | Variable | Meaning |
/// |---|---|
/// | `HF_HOME` | everything of Hugging Face's; `$XDG_CACHE_HOME/huggingface`, else `~/.cache/huggingface` |
/// | `HF_HUB_CACHE` | the cache of files; `$HF_HOME/hub` |
/// | `HF_ENDPOINT` | the server; `https://huggingface.co` |
/// | `HF_TOKEN` | the token for private and gated repositories; else the file `$HF_HOME/token` (or `HF_TOKEN_PATH`) |
/// | `HF_HUB_OFFLINE` | `1`: never ask the network |
public struct HubEnvironment: Sendable {
  public var cache: URL
  public var endpoint: URL
  public var token: String?
  public var isOffline: Bool

  public init(cache: URL, endpoint: URL, token: String? = nil, isOffline: Bool = false) {
    self.cache = cache
    self.endpoint = endpoint
    self.token = token
    self.isOffline = isOffline
  }

  /// Reads the variables of this process.
  public init() { self.init(ProcessInfo.processInfo.environment) }

  package init(_ variables: [String: String]) {
    func folder(_ name: String) -> URL? {
      guard let path = variables[name], !path.isEmpty else { return nil }
      return URL(fileURLWithPath: (path as NSString).expandingTildeInPath, isDirectory: true)
    }
    let caches =
      folder("XDG_CACHE_HOME")
      ?? URL(fileURLWithPath: variables["HOME"] ?? NSHomeDirectory(), isDirectory: true).appendingPathComponent(
        ".cache")
    let home = folder("HF_HOME") ?? caches.appendingPathComponent("huggingface", isDirectory: true)
    cache = folder("HF_HUB_CACHE") ?? home.appendingPathComponent("hub", isDirectory: true)
    endpoint =
      variables["HF_ENDPOINT"].flatMap { URL(string: $0.hasSuffix("/") ? String($0.dropLast()) : $0) }
      ?? URL(string: "https://huggingface.co")!
    let tokenFile = variables["HF_TOKEN_PATH"].map { URL(fileURLWithPath: $0) } ?? home.appendingPathComponent("token")
    let written = variables["HF_TOKEN"] ?? (try? String(contentsOf: tokenFile, encoding: .utf8))
    let trimmed = written?.trimmingCharacters(in: .whitespacesAndNewlines)
    token = trimmed?.isEmpty == false ? trimmed : nil
    isOffline = ["1", "true", "yes", "on"].contains((variables["HF_HUB_OFFLINE"] ?? "").lowercased())
  }

  var headers: [String: String] { token.map { ["Authorization": "Bearer \($0)"] } ?? [:] }
}
