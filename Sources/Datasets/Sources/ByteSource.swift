// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import HuggingFaceHub

/// A file whose bytes can be read at any place.
protocol ByteSource: Sendable {
  /// What messages call it.
  var name: String { get }
  var size: Int { get }
  /// The bytes of a range within the file.
  func read(_ range: Range<Int>) async throws(DatasetError) -> [UInt8]
}

/// A file on a server.
struct RemoteSource: ByteSource {
  let name: String
  let file: RemoteFile

  var size: Int { file.size }

  func read(_ range: Range<Int>) async throws(DatasetError) -> [UInt8] {
    do {
      return [UInt8](try await file.read(range))
    } catch {
      throw .unreadable(file: name, reason: "\(error)")
    }
  }
}
