// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension ForwardPass {
  /// Queries, keys and values where someone looks at what each head reads: every head gets a residual stream, a layer norm
  /// and a product of its own.
  func splitProjections(
    _ layer: Int, _ plan: BlockPlan, _ chunk: Chunk, _ residual: RowBuffer
  ) -> (queries: RowBuffer, keys: RowBuffer, values: RowBuffer) {
    let (d, heads) = (configuration.dModel, configuration.nHeads)
    let shared = workspace.rows(.split, plan.ln1.count, width: heads * d)
    let places = plan.ln1.places(in: plan.residPre)
    for head in 0..<heads { Kernels.gather(residual, places, into: shared.columns(head * d..<(head + 1) * d)) }
    visit(.attnIn, layer, chunk, shared, plan.ln1)
    let queries = workspace.rows(.queries, plan.queries.count, width: d)
    let both = workspace.rows(.keysAndValues, plan.keys.count, width: 2 * d)
    let (keys, values) = (both.columns(0..<d), both.columns(d..<2 * d))
    project(.qInput, 0, shared, plan.ln1, plan.queries, layer, chunk, into: queries)
    project(.kInput, 1, shared, plan.ln1, plan.keys, layer, chunk, into: keys)
    project(.vInput, 2, shared, plan.ln1, plan.keys, layer, chunk, into: values)
    return (queries, keys, values)
  }

  /// - Parameter part: 0 for queries, 1 for keys, 2 for values.
  private func project(
    _ site: HookSite, _ part: Int, _ shared: RowBuffer, _ larger: RowSet, _ rows: RowSet, _ layer: Int, _ chunk: Chunk,
    into target: RowBuffer
  ) {
    let (d, dHead, block) = (configuration.dModel, configuration.dHead, weights.blocks[layer])
    let input = workspace.rows(.splitPart, rows.count, width: shared.width)
    Kernels.gather(shared, rows.places(in: larger), into: input)
    visit(site, layer, chunk, input, rows)
    for head in 0..<configuration.nHeads {
      let own = input.columns(head * d..<(head + 1) * d)
      Kernels.layerNorm(own, Array(0..<rows.count), block.ln1, epsilon: epsilon, into: own)
      let first = part * d + head * dHead
      Kernels.linear(
        own, rows.count, block.attention.weight, bias: block.attention.bias, columns: first..<first + dHead,
        into: target.columns(head * dHead..<(head + 1) * dHead))
    }
  }
}
