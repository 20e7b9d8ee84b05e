// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Why a file of the hub could not be had. Whatever the reason, the cache holds whole files only.
public enum HubError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Not in the cache, and the network may not be asked.
  case offline(file: String, repository: String, cache: String)
  /// Not in the cache, and the hub cannot be reached.
  case unreachable(file: String, repository: String, reason: String)
  case noSuchRepository(repository: String, endpoint: String)
  case noSuchFile(file: String, repository: String)
  /// The hub wants a token, or the account has not been given access.
  case forbidden(repository: String, hasToken: Bool)
  case server(url: String, status: Int)
  /// The bytes that arrived are not those that the hub announced.
  case damaged(file: String, expected: String, found: String)
  /// The cache cannot be written.
  case unwritable(path: String, reason: String)
  case unreadableAnswer(url: String, reason: String)

  /// Whether the file may well exist, and just cannot be had now.
  public var isAboutTheNetwork: Bool {
    switch self {
    case .offline, .unreachable: true
    case .server(_, let status): status == 429 || status >= 500
    default: false
    }
  }

  public var description: String {
    switch self {
    case .offline(let file, let repository, let cache):
      "\(file) of \(repository) is not in the cache (\(cache)), and HF_HUB_OFFLINE forbids downloading it"
    case .unreachable(let file, let repository, let reason):
      "\(file) of \(repository) is not in the cache and cannot be downloaded: \(reason)"
    case .noSuchRepository(let repository, let endpoint):
      "there is no \(repository) at \(endpoint), or it is private: check the name, or set HF_TOKEN"
    case .noSuchFile(let file, let repository): "\(repository) has no file \(file)"
    case .forbidden(let repository, let hasToken):
      hasToken
        ? "the token has no access to \(repository): ask for it on the repository's page"
        : "\(repository) needs a token: set HF_TOKEN, or log in with `hf auth login`"
    case .server(let url, let status): "\(url): the server answered \(status)"
    case .damaged(let file, let expected, let found):
      "\(file) arrived damaged: expected \(expected), found \(found); it was not kept, so try again"
    case .unwritable(let path, let reason): "\(path) cannot be written: \(reason)"
    case .unreadableAnswer(let url, let reason): "\(url): \(reason)"
    }
  }
}
