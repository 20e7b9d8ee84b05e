// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension ForwardPass {
  /// One block.
  /// - Parameters:
  ///   - source: the residual stream before it.
  ///   - present: the rows of `source`.
  /// - Returns: the rows `plan.residPost` of the residual stream after it.
  func run(
    block layer: Int, _ plan: BlockPlan, _ chunk: Chunk, _ source: RowBuffer, _ present: RowSet
  ) -> RowBuffer {
    let block = weights.blocks[layer]
    let residual = narrowed(source, from: present, to: plan.residPre, slot(not: source))
    visit(.residPre, layer, chunk, residual, plan.residPre)
    let middle = attend(layer, plan, chunk, residual)
    visit(.residMid, layer, chunk, middle, plan.residMid)
    guard !plan.ln2.isEmpty else { return middle }

    let (read, rows) = mlpInput(layer, plan, chunk, middle)
    let normal = normalized(read, from: rows, plan.ln2, block.ln2, (.ln2Scale, .ln2Normalized), layer, chunk)
    guard !plan.mlpPre.isEmpty else { return middle }
    let input = narrowed(normal, from: plan.ln2, to: plan.mlpPre, .narrowed)
    var neurons = workspace.rows(.neurons, plan.mlpPre.count, width: configuration.dMLP)
    Kernels.linear(input, plan.mlpPre.count, block.mlpInput.weight, bias: block.mlpInput.bias, into: neurons)
    visit(.mlpPre, layer, chunk, neurons, plan.mlpPre)

    guard !plan.mlpPost.isEmpty else { return middle }
    neurons = narrowed(neurons, from: plan.mlpPre, to: plan.mlpPost, .neuronsNarrowed)
    Kernels.activate(neurons, plan.mlpPost.count, configuration.activation)
    visit(.mlpPost, layer, chunk, neurons, plan.mlpPost)

    guard !plan.mlpOut.isEmpty else { return middle }
    neurons = narrowed(neurons, from: plan.mlpPost, to: plan.mlpOut, slot(not: neurons))
    let result = add(
      block.mlpOutput, of: neurons, .mlpOut, layer, chunk, to: middle, plan.residMid, plan.mlpOut, plan.residPost)
    visit(.residPost, layer, chunk, result, plan.residPost)
    return result
  }

  /// The residual stream with the output of attention or of the MLP added, for the rows of `target`.
  ///
  /// Where no one looks at the output alone, the matrix product is added to the residual stream as it is computed.
  private func add(
    _ linear: GPT2Weights.Linear, of input: RowBuffer, _ site: HookSite, _ layer: Int, _ chunk: Chunk,
    to residual: RowBuffer, _ present: RowSet, _ outputs: RowSet, _ target: RowSet, heads: RowBuffer? = nil
  ) -> RowBuffer {
    guard heads != nil || listens(site, layer) || outputs.count != target.count else {
      let result = narrowed(residual, from: present, to: target, slot(not: residual))
      Kernels.addBias(linear.bias, to: result, target.count)
      Kernels.addProduct(input, target.count, linear.weight, to: result)
      return result
    }
    let output = workspace.rows(.output, outputs.count, width: configuration.dModel)
    if let heads {
      Kernels.sumHeads(heads, outputs.count, configuration.nHeads, bias: linear.bias, into: output)
    } else {
      Kernels.linear(input, outputs.count, linear.weight, bias: linear.bias, into: output)
    }
    visit(site, layer, chunk, output, outputs)
    let result = narrowed(residual, from: present, to: target, slot(not: residual))
    Kernels.addRows(output, target.places(in: outputs), to: result)
    return result
  }

  /// What the MLP reads: a copy of the residual stream if someone looks at it, for it may be changed.
  private func mlpInput(
    _ layer: Int, _ plan: BlockPlan, _ chunk: Chunk, _ middle: RowBuffer
  ) -> (buffer: RowBuffer, rows: RowSet) {
    guard listens(.mlpIn, layer) else { return (middle, plan.residMid) }
    let copy = workspace.rows(.split, plan.ln2.count, width: middle.width)
    Kernels.gather(middle, plan.ln2.places(in: plan.residMid), into: copy)
    visit(.mlpIn, layer, chunk, copy, plan.ln2)
    return (copy, plan.ln2)
  }

  /// The first half of a block: the rows `plan.residMid` of the residual stream with the output of attention added.
  private func attend(_ layer: Int, _ plan: BlockPlan, _ chunk: Chunk, _ residual: RowBuffer) -> RowBuffer {
    guard !plan.ln1.isEmpty else { return residual }
    let block = weights.blocks[layer]
    let normal = normalized(
      residual, from: plan.residPre, plan.ln1, block.ln1, (.ln1Scale, .ln1Normalized), layer, chunk)
    let heads = attention(layer, plan, chunk, normal, residual)
    guard plan.needsValues else { return residual }
    visit(.z, layer, chunk, heads, plan.queries)
    let results = headResults(layer, plan, chunk, heads)
    guard !plan.attnOut.isEmpty else { return residual }
    let input = narrowed(heads, from: plan.queries, to: plan.attnOut, .headsNarrowed)
    return add(
      block.attentionOutput, of: input, .attnOut, layer, chunk, to: residual, plan.residPre, plan.attnOut,
      plan.residMid,
      heads: results.map { narrowed($0, from: plan.queries, to: plan.attnOut, .results) })
  }

  /// What each head adds to the residual stream, if someone looks at it.
  /// - Returns: the results of all rows where they may have been changed, to be summed instead of multiplied at once.
  private func headResults(_ layer: Int, _ plan: BlockPlan, _ chunk: Chunk, _ heads: RowBuffer) -> RowBuffer? {
    guard listens(.result, layer) else { return nil }
    let (count, width, dHead) = (configuration.nHeads, configuration.dModel, configuration.dHead)
    let results = workspace.rows(.neurons, plan.queries.count, width: count * width)
    for head in 0..<count {
      Kernels.addProduct(
        heads.columns(head * dHead..<(head + 1) * dHead), plan.queries.count,
        weights.blocks[layer].attentionOutput.weight,
        inner: head * dHead..<(head + 1) * dHead, to: results.columns(head * width..<(head + 1) * width), keeping: false
      )
    }
    visit(.result, layer, chunk, results, plan.queries)
    return changes(.result, layer) ? results : nil
  }

  /// One of the two buffers of a kind, but not this one.
  private func slot(not buffer: RowBuffer) -> Workspace.Slot {
    if buffer.base == workspace.start(.neurons) { return .neuronsNarrowed }
    if buffer.base == workspace.start(.neuronsNarrowed) { return .neurons }
    return buffer.base == workspace.start(.residual) ? .residualNarrowed : .residual
  }
}
