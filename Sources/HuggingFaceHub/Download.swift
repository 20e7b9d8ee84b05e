// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import JupyterDisplay

/// One file on its way into the cache.
struct Download {
  let remote: RemoteDescription
  let name: String
  let blob: URL
  let http: HTTPClient

  /// Large enough that the pauses between requests do not count, small enough that a cut connection costs little.
  private static let rangeSize = 8 << 20

  func run() async throws(HubError) {
    let file = try PartialFile(for: blob)
    // Longer than the whole, the part is of something else.
    if file.size > remote.size { file.discard() }
    if let free = file.freeSpace, free < remote.size - file.size {
      file.discard()
      throw .unwritable(
        path: blob.path,
        reason: "\(megabytes(remote.size)) MB are needed, but the disk has only \(megabytes(free)) MB left")
    }
    let checksum = Checksum(expected: remote.etag, size: remote.size)
    if file.size > 0 { file.readAll(checksum.update) }

    let bar = ProgressBar("Downloading \(name)", total: remote.size, unit: .bytes)
    let source = RemoteFile(
      url: remote.url, size: remote.size, version: nil, headers: remote.headers, client: http)
    while file.size < remote.size {
      let range = file.size..<min(file.size + Self.rangeSize, remote.size)
      let bytes: Data
      do {
        bytes = try await source.read(range)
      } catch {
        throw .unreachable(
          file: name, repository: "the hub",
          reason: "\(error) (\(megabytes(file.size)) of \(megabytes(remote.size)) MB are kept for the next attempt)")
      }
      try file.append(bytes)
      bytes.withUnsafeBytes(checksum.update)
      bar.update(file.size)
    }
    if let found = checksum.mismatch() {
      file.discard()
      throw .damaged(file: name, expected: remote.etag, found: found)
    }
    try file.complete(as: blob)
    bar.finish()
  }

  private func megabytes(_ bytes: Int) -> String {
    let tenths = (bytes + 50_000) / 100_000
    return "\(tenths / 10).\(tenths % 10)"
  }
}
