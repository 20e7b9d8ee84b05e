// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// Grows sequences token by token; keys and values of what is there are kept.
final class TokenGenerator {
  private(set) var sequences: [[Int]]
  private let model: Transformer
  private let sampling: Sampling
  /// One for each sequence, so that a sequence does not depend on its neighbours.
  private let randoms: [RandomState?]
  private let cache: KeyValueCache

  init(_ model: Transformer, _ prompts: [[Int]], _ sampling: Sampling, capacity: Int) {
    self.model = model
    self.sampling = sampling
    sequences = model.checked(TokenBatch(prompts), "generate").sequences
    randoms = prompts.indices.map { index in sampling.seed.map { RandomState(seed: $0 + index) } }
    cache = KeyValueCache(
      model.configuration, sequences: prompts.count, capacity: min(capacity, model.configuration.nContext))
  }

  /// One more token for each of some sequences.
  func step(_ active: [Int]) -> [Int] {
    Interrupt.check()
    let batch = TokenBatch(sequences)
    let changes = model.listeners(batch, growing: true)
    var chosen: [Int: Int] = [:]
    let isActive = Set(active)
    let positions = sequences.indices.map { isActive.contains($0) ? [sequences[$0].count - 1] : [] }
    let reader = LogitReader { logits, rows, chunk in
      for (index, sequence) in chunk.sequences.enumerated() {
        guard let place = rows.place(of: chunk.starts[index + 1] - 1) else { continue }
        let values = UnsafeBufferPointer(start: logits[place], count: logits.width)
        chosen[sequence] = self.sampling.choose(values, self.randoms[sequence])
      }
    }
    let lengths = sequences.indices.map { isActive.contains($0) ? sequences[$0].count : cache.lengths[$0] }
    let demands = [Demand(site: .logits, layers: nil, positions: positions)] + changes.compactMap(\.demand)
    let pass = ForwardPass(model.weights, Transformer.table(changes, [reader]), cache: cache)
    for chunk in Chunk.chunks(of: sequences, lengths: lengths, past: cache.lengths) {
      pass.run(ChunkPlan(chunk, demands, layers: model.configuration.nLayers, fillsCache: true))
      cache.advance(chunk)
    }
    let tokens = active.map { chosen[$0]! }
    for (index, token) in zip(active, tokens) { sequences[index].append(token) }
    return tokens
  }
}

/// Hands logits to a closure as they are computed.
final class LogitReader: ActivationReader {
  let points = [HookPoint(.logits)]
  private let body: (RowBuffer, RowSet, Chunk) -> Void

  init(_ body: @escaping (RowBuffer, RowSet, Chunk) -> Void) { self.body = body }

  var changes: Bool { false }

  func visit(_ activation: Activation) {
    if case .rows(let buffer, let rows) = activation.content { body(buffer, rows, activation.chunk) }
  }
}
