// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

extension ForwardPass {
  /// Queries, keys and values of a block, and what attention makes of them.
  /// - Parameters:
  ///   - normal: the layer norm of the residual stream in the rows `plan.ln1`.
  ///   - residual: the residual stream in the rows `plan.residPre`.
  /// - Returns: the heads' outputs (z) in the rows `plan.queries`, side by side; undefined where no one needs values.
  func attention(_ layer: Int, _ plan: BlockPlan, _ chunk: Chunk, _ normal: RowBuffer, _ residual: RowBuffer)
    -> RowBuffer
  {
    let isSplit = [HookSite.attnIn, .qInput, .kInput, .vInput].contains { listens($0, layer) }
    let (queries, keys, values) =
      isSplit ? splitProjections(layer, plan, chunk, residual) : projections(layer, plan, normal)
    visit(.q, layer, chunk, queries, plan.queries)
    visit(.k, layer, chunk, keys, plan.keys)
    visit(.v, layer, chunk, values, plan.keys)
    cache?.append(keys, values, layer, chunk)
    let out = workspace.rows(.heads, plan.queries.count, width: configuration.dModel)
    guard plan.needsScores else { return out }

    let sequences = attentionSequences(layer, plan, chunk, keys, values)
    let attention = Attention(
      sequences, heads: configuration.nHeads, width: configuration.dHead, scale: scale(layer), queries: queries,
      seesAll: changes(.pattern, layer))
    guard listens(.attnScores, layer) || listens(.pattern, layer) else {
      attention(into: out)
      return out
    }
    let starts = AttentionBuffer.starts(sequences, heads: configuration.nHeads)
    let buffer = AttentionBuffer(
      sequences: sequences, heads: configuration.nHeads, base: workspace.floats(.attention, starts.last!),
      starts: starts)
    attention.scores(into: buffer)
    visit(.attnScores, layer, chunk, .attention(buffer))
    attention.softmax(in: buffer)
    visit(.pattern, layer, chunk, .attention(buffer))
    if plan.needsValues { attention.values(of: buffer, into: out) }
    return out
  }

  /// Queries in the rows `plan.queries`, keys and values in the rows `plan.keys`.
  private func projections(
    _ layer: Int, _ plan: BlockPlan, _ normal: RowBuffer
  ) -> (queries: RowBuffer, keys: RowBuffer, values: RowBuffer) {
    let (d, linear) = (configuration.dModel, weights.blocks[layer].attention)
    if plan.queries.count == plan.ln1.count && plan.keys.count == plan.ln1.count {
      let all = workspace.rows(.keysAndValues, plan.ln1.count, width: 3 * d)
      Kernels.linear(normal, plan.ln1.count, linear.weight, bias: linear.bias, into: all)
      return (all.columns(0..<d), all.columns(d..<2 * d), all.columns(2 * d..<3 * d))
    }
    var input = narrowed(normal, from: plan.ln1, to: plan.keys, .narrowed)
    let both = workspace.rows(.keysAndValues, plan.keys.count, width: 2 * d)
    Kernels.linear(input, plan.keys.count, linear.weight, bias: linear.bias, columns: d..<3 * d, into: both)
    input = narrowed(normal, from: plan.ln1, to: plan.queries, .narrowed)
    let queries = workspace.rows(.queries, plan.queries.count, width: d)
    Kernels.linear(input, plan.queries.count, linear.weight, bias: linear.bias, columns: 0..<d, into: queries)
    return (queries, both.columns(0..<d), both.columns(d..<2 * d))
  }

  private func scale(_ layer: Int) -> Float {
    var scale: Float = configuration.scalesAttention ? 1 / Float(configuration.dHead).squareRoot() : 1
    if configuration.scalesAttentionByLayer { scale /= Float(layer + 1) }
    return scale
  }

  private func attentionSequences(
    _ layer: Int, _ plan: BlockPlan, _ chunk: Chunk, _ keys: RowBuffer, _ values: RowBuffer
  ) -> [AttentionSequence] {
    var sequences: [AttentionSequence] = []
    var next = 0
    for index in chunk.tokens.indices {
      let first = next
      while next < plan.queries.count, plan.queries.indices[next] < chunk.starts[index + 1] { next += 1 }
      guard next > first else { continue }
      let positions = plan.queries.indices[first..<next].map { $0 - chunk.starts[index] + chunk.past[index] }
      let (keys, values, start) =
        cache.map { ($0.keys(layer, chunk.sequences[index]), $0.values(layer, chunk.sequences[index]), 0) }
        ?? (keys, values, plan.keys.place(of: chunk.starts[index])!)
      sequences.append(
        AttentionSequence(
          index: index, firstQuery: first, positions: positions, keys: keys.from(start), values: values.from(start),
          keyCount: positions.last! + 1))
    }
    return sequences
  }
}
