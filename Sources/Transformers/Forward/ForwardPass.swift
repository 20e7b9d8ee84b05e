// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// What takes part in a run at a hook point: it may read, and change in place, what has just been computed.
protocol ActivationListener: AnyObject {
  /// Whether it may change what it sees.
  var changes: Bool { get }
  func visit(_ activation: Activation)
}

/// What has just been computed at a hook point for one chunk.
struct Activation {
  enum Content {
    /// Rows of the chunk; those of `rows`, one below the other.
    case rows(RowBuffer, RowSet)
    case attention(AttentionBuffer)
  }

  let point: HookPoint
  let chunk: Chunk
  let content: Content
}

/// Computes chunks of a batch, each as its plan says.
final class ForwardPass {
  let weights: GPT2Weights
  let listeners: [HookPoint: [any ActivationListener]]
  let cache: KeyValueCache?
  let workspace = Workspace()
  /// Called after each block and after the head.
  var afterStep: () -> Void = {}

  var configuration: GPT2Configuration { weights.configuration }
  var epsilon: Float { Float(configuration.layerNormEpsilon) }

  init(_ weights: GPT2Weights, _ listeners: [HookPoint: [any ActivationListener]], cache: KeyValueCache? = nil) {
    self.weights = weights
    self.listeners = listeners
    self.cache = cache
  }

  /// - Parameter start: the residual stream before a block, one row for each row of the chunk, if what is below is known.
  func run(_ plan: ChunkPlan, from start: (layer: Int, residual: RowBuffer)? = nil) {
    let all = RowSet.all(of: plan.chunk.rowCount)
    var (residual, rows) = start.map { ($0.residual, all) } ?? (embeddings(plan), plan.embed)
    for layer in (start?.layer ?? 0)..<max(plan.blocks.count, start?.layer ?? 0) {
      Interrupt.check()
      residual = run(block: layer, plan.blocks[layer], plan.chunk, residual, rows)
      rows = plan.blocks[layer].residPost
      afterStep()
    }
    Interrupt.check()
    head(plan, residual, rows)
    afterStep()
  }

  func listens(_ site: HookSite, _ layer: Int? = nil) -> Bool { listeners[HookPoint(site, layer: layer)] != nil }

  func changes(_ site: HookSite, _ layer: Int? = nil) -> Bool {
    listeners[HookPoint(site, layer: layer)]?.contains { $0.changes } ?? false
  }

  func visit(_ site: HookSite, _ layer: Int?, _ chunk: Chunk, _ content: Activation.Content) {
    let point = HookPoint(site, layer: layer)
    guard let found = listeners[point] else { return }
    if case .rows(_, let rows) = content, rows.isEmpty { return }
    for listener in found { listener.visit(Activation(point: point, chunk: chunk, content: content)) }
  }

  func visit(_ site: HookSite, _ layer: Int?, _ chunk: Chunk, _ buffer: RowBuffer, _ rows: RowSet) {
    visit(site, layer, chunk, .rows(buffer, rows))
  }

  /// The rows of a smaller set; the buffer itself where it is no smaller.
  func narrowed(_ buffer: RowBuffer, from larger: RowSet, to smaller: RowSet, _ slot: Workspace.Slot) -> RowBuffer {
    if larger.count == smaller.count { return buffer }
    let target = workspace.rows(slot, smaller.count, width: buffer.width)
    Kernels.gather(buffer, smaller.places(in: larger), into: target)
    return target
  }

  /// A layer norm of some rows, with its hook points.
  func normalized(
    _ source: RowBuffer, from larger: RowSet, _ rows: RowSet, _ norm: GPT2Weights.LayerNorm,
    _ sites: (HookSite, HookSite),
    _ layer: Int?, _ chunk: Chunk
  ) -> RowBuffer {
    let target = workspace.rows(.normalized, rows.count, width: source.width)
    let places = rows.places(in: larger)
    if listens(sites.0, layer) {
      let scale = workspace.rows(.scale, rows.count, width: 1)
      Kernels.center(source, places, into: target, scale: scale, epsilon: epsilon)
      visit(sites.0, layer, chunk, scale, rows)
      Kernels.divide(target, rows.count, by: scale, norm)
    } else {
      Kernels.layerNorm(source, places, norm, epsilon: epsilon, into: target)
    }
    visit(sites.1, layer, chunk, target, rows)
    return target
  }

  private func embeddings(_ plan: ChunkPlan) -> RowBuffer {
    let (chunk, rows, width) = (plan.chunk, plan.embed, configuration.dModel)
    let residual = workspace.rows(.residual, rows.count, width: width)
    let tokens = chunk.tokens.flatMap { $0 }
    let positions = chunk.positions
    Kernels.gather(RowBuffer(weights.embedding.base, width: width), rows.indices.map { tokens[$0] }, into: residual)
    visit(.embed, nil, chunk, residual, rows)
    let source = RowBuffer(weights.positions.base, width: width)
    let places = rows.indices.map { positions[$0] }
    if listens(.posEmbed) {
      let added = workspace.rows(.output, rows.count, width: width)
      Kernels.gather(source, places, into: added)
      visit(.posEmbed, nil, chunk, added, rows)
      Kernels.addRows(added, Array(0..<rows.count), to: residual)
    } else {
      Kernels.addRows(source, places, to: residual)
    }
    return residual
  }

  /// Logits are computed for some rows at a time: each has as many as there are tokens.
  private static let logitRows = 256

  private func head(_ plan: ChunkPlan, _ residual: RowBuffer, _ rows: RowSet) {
    guard !plan.lnFinal.isEmpty else { return }
    let normal = normalized(
      residual, from: rows, plan.lnFinal, weights.lnFinal, (.lnFinalScale, .lnFinalNormalized), nil, plan.chunk)
    let source = narrowed(normal, from: plan.lnFinal, to: plan.logits, .narrowed)
    for first in stride(from: 0, to: plan.logits.count, by: Self.logitRows) {
      Interrupt.check()
      let part = RowSet(
        total: plan.logits.total,
        indices: Array(plan.logits.indices[first..<min(first + Self.logitRows, plan.logits.count)]))
      let logits = workspace.rows(.logits, part.count, width: configuration.dVocab)
      Kernels.productTransposed(source.from(first), part.count, weights.head, into: logits)
      visit(.logits, nil, plan.chunk, logits, part)
    }
  }
}
