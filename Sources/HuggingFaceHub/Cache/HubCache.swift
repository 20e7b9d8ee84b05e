// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// The folder that Python's `huggingface_hub` keeps downloads in, in its layout: what one language has fetched the
/// other finds.
///
/// ```
/// models--gpt2/refs/main                        the commit that the branch stood at
/// models--gpt2/blobs/<etag>                     the content of a file
/// models--gpt2/snapshots/<commit>/config.json   a link to a blob
/// ```
struct HubCache {
  let root: URL

  func folder(of repository: HubRepository) -> URL { root.appendingPathComponent(repository.folderName) }

  /// The folder of the newest snapshot that this machine knows of the revision.
  func snapshot(of repository: HubRepository) -> URL? {
    let folder = folder(of: repository)
    let reference = folder.appendingPathComponent("refs/\(repository.revision)")
    let commit = (try? String(contentsOf: reference, encoding: .utf8))?.trimmingCharacters(in: .whitespacesAndNewlines)
    let snapshot = folder.appendingPathComponent("snapshots/\(commit ?? repository.revision)")
    return FileManager.default.fileExists(atPath: snapshot.path) ? snapshot : nil
  }

  /// A file that has been fetched before.
  func file(_ path: String, of repository: HubRepository) -> URL? {
    guard let file = snapshot(of: repository)?.appendingPathComponent(path) else { return nil }
    // `fileExists` follows the link: a link whose blob is gone does not count.
    return FileManager.default.fileExists(atPath: file.path) ? file : nil
  }

  func blob(_ etag: String, of repository: HubRepository) -> URL {
    folder(of: repository).appendingPathComponent("blobs/\(etag)")
  }

  func lock(_ etag: String, of repository: HubRepository) -> URL {
    root.appendingPathComponent(".locks/\(repository.folderName)/\(etag).lock")
  }

  /// Makes a blob appear as a file of a snapshot, and the snapshot as that of the revision.
  func link(_ path: String, to etag: String, commit: String, of repository: HubRepository) throws(HubError) -> URL {
    let folder = folder(of: repository)
    let file = folder.appendingPathComponent("snapshots/\(commit)/\(path)")
    do {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      let up = String(repeating: "../", count: path.split(separator: "/").count + 1)
      try? FileManager.default.removeItem(at: file)
      do {
        try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: "\(up)blobs/\(etag)")
      } catch {
        // Another process may have been faster.
        guard FileManager.default.fileExists(atPath: file.path) else { throw error }
      }
      if repository.revision != commit {
        let reference = folder.appendingPathComponent("refs/\(repository.revision)")
        try FileManager.default.createDirectory(
          at: reference.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(commit.utf8).write(to: reference, options: .atomic)
      }
    } catch {
      throw .unwritable(path: file.path, reason: error.localizedDescription)
    }
    return file
  }
}
