// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Sequences that are computed together, one below the other: a row for each position that anything depends on.
struct Chunk {
  /// The places of the sequences in the batch.
  let sequences: [Int]
  /// The tokens of each that are computed.
  let tokens: [ArraySlice<Int>]
  /// How many positions of each are in the cache already.
  let past: [Int]
  /// The first row of each sequence, and one past the last.
  let starts: [Int]

  init(sequences: [Int], tokens: [ArraySlice<Int>], past: [Int]) {
    self.sequences = sequences
    self.tokens = tokens
    self.past = past
    starts = tokens.reduce(into: [0]) { $0.append($0.last! + $1.count) }
  }

  var rowCount: Int { starts[tokens.count] }

  /// The row of a position of the sequence at `index` in this chunk; nil where it is not computed.
  func row(_ index: Int, position: Int) -> Int? {
    let offset = position - past[index]
    return offset >= 0 && offset < tokens[index].count ? starts[index] + offset : nil
  }

  /// The positions of the rows, counted from the beginning of their sequences.
  var positions: [Int] {
    tokens.indices.flatMap { index in (0..<tokens[index].count).map { past[index] + $0 } }
  }
}

extension Chunk {
  /// Enough rows for matrix products to run at full speed, and few enough for their results to stay small.
  static let rowLimit = 2048

  /// Cuts a batch into chunks.
  /// - Parameters:
  ///   - lengths: how many positions of each sequence are needed, counted from its beginning.
  ///   - past: how many of these are in the cache already.
  static func chunks(of sequences: [[Int]], lengths: [Int], past: [Int]) -> [Chunk] {
    var chunks: [Chunk] = []
    var (members, rows) = ([Int](), 0)
    func close() {
      guard !members.isEmpty else { return }
      chunks.append(
        Chunk(
          sequences: members, tokens: members.map { sequences[$0][past[$0]..<lengths[$0]] },
          past: members.map { past[$0] }))
      (members, rows) = ([], 0)
    }
    for index in sequences.indices where lengths[index] > past[index] {
      let length = lengths[index] - past[index]
      if rows + length > rowLimit { close() }
      members.append(index)
      rows += length
    }
    close()
    return chunks
  }
}
