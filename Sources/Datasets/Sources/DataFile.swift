// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import HuggingFaceHub

/// A file of a data set that has not been opened yet.
struct DataFile: Sendable, Hashable {
  enum Place: Sendable, Hashable {
    case url(URL)
    case hub(HubRepository)
  }

  /// The path within the repository, or as the user gave it.
  let name: String
  let place: Place

  func open(_ client: HubClient) async throws -> any ByteSource {
    switch place {
    case .url(let url) where url.isFileURL: return try LocalSource(path: url.path, name: name)
    case .url(let url):
      do {
        return RemoteSource(name: name, file: try await RemoteFile.open(url, client: client.transport))
      } catch {
        throw DatasetError.unreadable(file: name, reason: "\(error)")
      }
    case .hub(let repository):
      // What another program has downloaded whole need not be fetched again.
      if let cached = client.cachedFile(name, of: repository) { return try LocalSource(path: cached.path, name: name) }
      return RemoteSource(name: name, file: try await client.remoteFile(name, of: repository))
    }
  }
}
