// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import FileFormats

/// The content of a file from its start, chunk by chunk, unpacked if the file is compressed.
struct ByteStream {
  private let source: any ByteSource
  private let decompressor: (any Decompressor)?
  private var position = 0
  /// Fetched while the chunk before is worked on.
  private var ahead: Task<Result<[UInt8], DatasetError>, Never>?

  /// Large enough for the pauses between two requests not to count, small enough to keep two.
  private static let chunkSize = 4 << 20

  /// Looks at the first bytes to tell whether the file is packed by gzip or zstd, and whether it is the file at all.
  init(_ source: any ByteSource, mayBeMarkup: Bool = false) async throws(DatasetError) {
    self.source = source
    let start = try await source.read(0..<min(StandInFile.prefixLength, source.size))
    if let reason = StandInFile.description(of: start, mayBeMarkup: mayBeMarkup) {
      throw .unreadable(file: source.name, reason: reason)
    }
    decompressor =
      switch start.prefix(4) {
      case [0x28, 0xB5, 0x2F, 0xFD]: ZstdDecompressor()
      case let start where start.prefix(2) == [0x1F, 0x8B]: GzipDecompressor()
      default: nil
      }
    fetchAhead()
  }

  /// What messages call the file.
  var name: String { source.name }

  private mutating func fetchAhead() {
    guard position < source.size else {
      ahead = nil
      return
    }
    let (source, range) = (source, position..<min(position + Self.chunkSize, source.size))
    position = range.upperBound
    ahead = Task {
      do throws(DatasetError) { return .success(try await source.read(range)) } catch { return .failure(error) }
    }
  }

  /// The next bytes; nil at the end of the file.
  mutating func next() async throws(DatasetError) -> [UInt8]? {
    while let task = ahead {
      let packed = try await task.value.get()
      fetchAhead()
      guard let decompressor else { return packed }
      var bytes: [UInt8] = []
      if let reason = decompressor.unpack(packed, into: &bytes) {
        // What came out before the damage is still good.
        guard bytes.isEmpty else {
          ahead = Task { [source] in .failure(.damaged(file: source.name, place: "compressed data", reason: reason)) }
          return bytes
        }
        throw .damaged(file: source.name, place: "compressed data", reason: reason)
      }
      if !bytes.isEmpty { return bytes }
    }
    if let decompressor, !decompressor.isComplete {
      throw .damaged(
        file: source.name, place: "its end", reason: "the compressed data end too early; the file was cut off")
    }
    return nil
  }
}
