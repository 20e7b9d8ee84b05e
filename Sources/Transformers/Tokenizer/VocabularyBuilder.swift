// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Puts a vocabulary and its merges together and checks that they fit.
struct VocabularyBuilder {
  let path: String
  private(set) var bytes: [UInt8] = []
  private var entries: [(id: Int, range: Range<Int>)] = []

  init(path: String) { self.path = path }

  /// Adds a token as the vocabulary's file writes it, in UTF-8.
  mutating func add(_ text: [UInt8], id: Int) throws {
    let start = bytes.count
    let mapped = text.withUnsafeBufferPointer { ByteAlphabet.appendBytes(of: $0, to: &bytes) }
    if !mapped {
      // A token that was added by hand stands for its own text.
      bytes.removeSubrange(start...)
      bytes.append(contentsOf: text)
    }
    guard id >= 0, id < 1 << 24 else {
      throw invalid(start..<bytes.count, "the id \(id) is not a number from 0 to \(1 << 24 - 1)")
    }
    entries.append((id, start..<bytes.count))
  }

  private func invalid(_ range: Range<Int>, _ reason: String) -> TokenizerError {
    .invalidVocabulary(path: path, entry: "\"\(ByteAlphabet.text(bytes[range]))\"", reason: reason)
  }

  /// - Parameters:
  ///   - mergePath: the file of the merges, for errors.
  ///   - merges: both parts of each merge as the file writes them, in UTF-8, with the line each stands in.
  func model(merges: MergeList, mergePath: String, takesWholeWords: Bool = false) throws -> BytePairModel {
    guard let largest = entries.map(\.id).max() else {
      throw TokenizerError.invalidVocabulary(path: path, entry: "(all)", reason: "the vocabulary is empty")
    }
    var ranges = [Range<Int>](repeating: 0..<0, count: largest + 1)
    var index = TokenIndex(capacity: entries.count)
    try bytes.withUnsafeBufferPointer { arena in
      for (id, range) in entries {
        guard ranges[id].isEmpty else {
          throw invalid(range, "the id \(id) is also that of \"\(ByteAlphabet.text(bytes[ranges[id]]))\"")
        }
        guard !range.isEmpty else { throw invalid(range, "a token without text (id \(id))") }
        ranges[id] = range
        if let other = index.insert(id, arena, { ranges[$0] }) {
          throw invalid(range, "stands there twice, with the ids \(other) and \(id)")
        }
      }
    }
    let byteTokens = try (0..<256).map { byte -> UInt32 in
      let id = withUnsafeBytes(of: UInt8(byte)) { raw in
        bytes.withUnsafeBufferPointer { index.find(raw.assumingMemoryBound(to: UInt8.self), $0, ranges) }
      }
      guard let id else {
        throw TokenizerError.invalidVocabulary(
          path: path, entry: "\"\(ByteAlphabet.text([UInt8(byte)]))\"",
          reason: "is missing: a byte-level vocabulary needs all 256 bytes, or some text could not be encoded")
      }
      return UInt32(id)
    }
    let (pairs, merged) = try resolve(merges, mergePath, index, ranges)
    return BytePairModel(
      bytes: bytes, ranges: ranges, index: index, byteTokens: byteTokens, merges: pairs, merged: merged,
      takesWholeWords: takesWholeWords)
  }

  /// Finds the ids of the merges' parts and of what they make.
  private func resolve(
    _ merges: MergeList, _ mergePath: String, _ index: TokenIndex, _ ranges: [Range<Int>]
  ) throws -> ([(left: UInt32, right: UInt32)], [UInt32]) {
    var pairs: [(left: UInt32, right: UInt32)] = []
    var merged: [UInt32] = []
    pairs.reserveCapacity(merges.count)
    merged.reserveCapacity(merges.count)
    var buffer: [UInt8] = []
    try bytes.withUnsafeBufferPointer { arena in
      try merges.forEach { left, right, line in
        buffer.removeAll(keepingCapacity: true)
        let leftMapped = ByteAlphabet.appendBytes(of: left, to: &buffer)
        let middle = buffer.count
        guard leftMapped, ByteAlphabet.appendBytes(of: right, to: &buffer), middle > 0, buffer.count > middle else {
          throw TokenizerError.malformedMerge(
            path: mergePath, line: line,
            reason: "\"\(String(decoding: left, as: UTF8.self)) \(String(decoding: right, as: UTF8.self))\" is no merge"
          )
        }
        let ids = buffer.withUnsafeBufferPointer { all in
          [all[..<middle], all[middle...], all[...]].map {
            index.find(UnsafeBufferPointer(rebasing: $0), arena, ranges)
          }
        }
        guard let left = ids[0], let right = ids[1], let both = ids[2] else {
          let parts = [buffer[..<middle], buffer[middle...], buffer[...]]
          let missing = ByteAlphabet.text(parts[ids.firstIndex(of: nil)!])
          throw TokenizerError.malformedMerge(
            path: mergePath, line: line, reason: "the merge needs the token \"\(missing)\", which \(path) does not have"
          )
        }
        pairs.append((UInt32(left), UInt32(right)))
        merged.append(UInt32(both))
      }
    }
    return (pairs, merged)
  }
}

/// Merges as text: both parts of each in one piece of memory, and the lines they stand in.
struct MergeList {
  private var text: [UInt8] = []
  private var parts: [(start: Int, middle: Int, end: Int, line: Int)] = []

  var count: Int { parts.count }

  mutating func append(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>, line: Int) {
    let start = text.count
    text.append(contentsOf: left)
    let middle = text.count
    text.append(contentsOf: right)
    parts.append((start, middle, text.count, line))
  }

  func forEach(_ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>, _ line: Int) throws -> Void) rethrows {
    try text.withUnsafeBufferPointer { text in
      for part in parts {
        let left = UnsafeBufferPointer(rebasing: text[part.start..<part.middle])
        try body(left, UnsafeBufferPointer(rebasing: text[part.middle..<part.end]), part.line)
      }
    }
  }
}
