// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Activations that something wants to see: a capture, or a change by a closure.
struct Demand {
  let site: HookSite
  /// Nil outside of blocks.
  let layers: Set<Int>?
  /// The positions in each sequence of the batch.
  let positions: [[Int]]
}

/// What of one block is computed for one chunk: the rows of each step, each a part of those of the steps it needs.
struct BlockPlan {
  var residPre: RowSet
  var ln1: RowSet
  /// Keys and values.
  var keys: RowSet
  /// Queries, and everything between them and the heads' outputs.
  var queries: RowSet
  var attnOut: RowSet
  var residMid: RowSet
  var ln2: RowSet
  var mlpPre: RowSet
  var mlpPost: RowSet
  var mlpOut: RowSet
  var residPost: RowSet
  /// Scores are wanted, or what depends on them.
  var needsScores: Bool
  /// Values are wanted, or what depends on them.
  var needsValues: Bool
}

/// What is computed for one chunk: backwards from what is wanted, so that the rest never happens.
struct ChunkPlan {
  let chunk: Chunk
  var embed: RowSet
  /// Up to the deepest that is needed.
  var blocks: [BlockPlan]
  var lnFinal: RowSet
  var logits: RowSet

  /// - Parameter fillsCache: keys and values of every row are wanted in every block, for tokens to come.
  init(_ chunk: Chunk, _ demands: [Demand], layers: Int, fillsCache: Bool) {
    let total = chunk.rowCount
    func wanted(_ sites: HookSite..., layer: Int? = nil) -> RowSet {
      let rows = demands.filter { sites.contains($0.site) && (layer == nil || $0.layers?.contains(layer!) == true) }
        .flatMap { demand in
          chunk.sequences.indices.flatMap { index in
            demand.positions[chunk.sequences[index]].compactMap { chunk.row(index, position: $0) }
          }
        }
      return RowSet(total: total, unordered: rows)
    }
    let logits = wanted(.logits)
    let lnFinal = logits.union(wanted(.lnFinalScale, .lnFinalNormalized))
    var above = lnFinal
    var blocks: [BlockPlan] = []
    for layer in stride(from: layers - 1, through: 0, by: -1) {
      let block = BlockPlan(
        chunk, above: above, fillsCache: fillsCache,
        wanted: { sites in
          sites.reduce(.none(of: total)) { $0.union(wanted($1, layer: layer)) }
        })
      above = block.residPre
      if !blocks.isEmpty || !above.isEmpty { blocks.append(block) }
    }
    self.chunk = chunk
    self.logits = logits
    self.lnFinal = lnFinal
    self.blocks = blocks.reversed()
    embed = above.union(wanted(.embed, .posEmbed))
  }
}

extension BlockPlan {
  /// - Parameters:
  ///   - above: the rows of the residual stream that the next block, or the head, needs.
  ///   - wanted: the rows that someone wants to see at any of some sites.
  init(_ chunk: Chunk, above: RowSet, fillsCache: Bool, wanted: ([HookSite]) -> RowSet) {
    residPost = above.union(wanted([.residPost]))
    mlpOut = residPost.union(wanted([.mlpOut]))
    mlpPost = mlpOut.union(wanted([.mlpPost]))
    mlpPre = mlpPost.union(wanted([.mlpPre]))
    ln2 = mlpPre.union(wanted([.mlpIn, .ln2Scale, .ln2Normalized]))
    residMid = ln2.union(wanted([.residMid]))
    attnOut = residMid.union(wanted([.attnOut]))
    let values = attnOut.union(wanted([.z, .result]))
    let scores = values.union(wanted([.attnScores, .pattern]))
    queries = scores.union(wanted([.q, .qInput]))
    needsScores = !scores.isEmpty
    needsValues = !values.isEmpty
    let seen: RowSet =
      fillsCache
      ? .all(of: chunk.rowCount) : needsScores ? Self.prefixes(chunk, upTo: queries) : .none(of: chunk.rowCount)
    keys = seen.union(wanted([.k, .v, .kInput, .vInput]))
    ln1 = keys.union(queries).union(wanted([.attnIn, .ln1Scale, .ln1Normalized]))
    residPre = ln1.union(residMid).union(wanted([.residPre]))
  }

  /// Every row that some row in the same sequence looks back at.
  private static func prefixes(_ chunk: Chunk, upTo rows: RowSet) -> RowSet {
    if rows.isEmpty || rows.count == rows.total { return rows }
    var (result, next) = ([Int](), 0)
    for index in chunk.tokens.indices {
      var last: Int?
      while next < rows.count, rows.indices[next] < chunk.starts[index + 1] {
        last = rows.indices[next]
        next += 1
      }
      if let last { result += chunk.starts[index]...last }
    }
    return RowSet(total: rows.total, indices: result)
  }
}
