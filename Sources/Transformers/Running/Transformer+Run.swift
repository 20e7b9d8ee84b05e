// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

extension Transformer {
  /// Runs the model on tokens and keeps what it computes at some hook points.
  ///
  /// ```swift
  /// let run = model.run(tokens, capturing: .blocks[0..<24].mlp.pre, at: .last)
  /// let ablated = model.run(tokens, changing: [.zero(.blocks[3].attn.z.head(5))])
  /// ```
  /// Nothing is computed that no capture depends on. Sequences may have any lengths: padding does not exist.
  /// Traps on a token that the vocabulary lacks and on a sequence that is empty or longer than the context.
  /// - Parameters:
  ///   - tokens: one sequence, several, or a padded batch with its mask; see ``TokenBatch``.
  ///   - points: what to keep; the logits if nothing is said.
  ///   - positions: at which positions, unless a hook point says so itself.
  ///   - interventions: changes for this run, after those that are attached to the model.
  public func run(
    _ tokens: some TokenInput, capturing points: HookPoints = .logits, at positions: Positions = .all,
    changing interventions: [Intervention] = []
  ) -> TransformerRun {
    let batch = checked(tokens.tokenBatch, "run")
    let captures = points.terms.map { Capture(ActivationLayout($0, at: positions, batch, configuration)) }
    let plan = execute(batch, captures, captures.map(\.demand), interventions)
    return TransformerRun(tokens: batch, plan: plan, captures: captures, configuration: configuration)
  }

  /// What ``run(_:capturing:at:changing:)`` would compute, without computing it.
  public func plan(
    _ tokens: some TokenInput, capturing points: HookPoints = .logits, at positions: Positions = .all,
    changing interventions: [Intervention] = []
  ) -> RunPlan {
    let batch = checked(tokens.tokenBatch, "plan")
    let demands = points.terms.map { ActivationLayout($0, at: positions, batch, configuration).demand }
    let changes = listeners(batch, interventions)
    let past = batch.sequences.map { _ in 0 }
    return RunPlan(plans(batch, demands + changes.compactMap(\.demand), past: past), batch, configuration)
  }

  /// The scores of every next token: position × token for one sequence, with an axis of sequences in front for several
  /// of one length.
  public func logits(_ tokens: some TokenInput, at positions: Positions = .all) -> Tensor<Float> {
    run(tokens, capturing: .logits, at: positions).logits
  }
}

extension Transformer {
  /// Runs a batch and tells listeners what they ask for.
  func execute(
    _ batch: TokenBatch, _ readers: [any ActivationReader], _ demands: [Demand], _ interventions: [Intervention]
  ) -> RunPlan {
    let changes = listeners(batch, interventions)
    let plans = plans(batch, demands + changes.compactMap(\.demand), past: batch.sequences.map { _ in 0 })
    let pass = ForwardPass(weights, Self.table(changes, readers))
    let bar = ProgressBar("Running \(batch.count) sequences", total: plans.reduce(0) { $0 + $1.blocks.count + 1 })
    pass.afterStep = { bar.advance() }
    for plan in plans { pass.run(plan) }
    bar.finish()
    return RunPlan(plans, batch, configuration)
  }

  /// What each hook point tells, changes first: readers see what has been changed.
  static func table(
    _ changes: [InterventionListener], _ readers: [any ActivationReader]
  ) -> [HookPoint: [any ActivationListener]] {
    var table: [HookPoint: [any ActivationListener]] = [:]
    for change in changes { for point in change.points { table[point, default: []].append(change) } }
    for reader in readers { for point in reader.points { table[point, default: []].append(reader) } }
    return table
  }

  /// The interventions that are attached and those of one run, for a batch.
  func listeners(
    _ batch: TokenBatch, _ interventions: [Intervention] = [], growing: Bool = false
  ) -> [InterventionListener] {
    (attached.map(\.intervention) + interventions).flatMap { intervention in
      intervention.points.terms.map {
        InterventionListener(
          ActivationLayout($0, at: intervention.positions, batch, configuration, growing: growing),
          intervention.operation)
      }
    }
  }

  /// Cuts a batch into chunks and says what of each is computed: no position beyond the last that anything depends on.
  func plans(_ batch: TokenBatch, _ demands: [Demand], past: [Int], fillsCache: Bool = false) -> [ChunkPlan] {
    let lengths = batch.sequences.indices.map { sequence in
      fillsCache
        ? batch.sequences[sequence].count
        : demands.reduce(0) { max($0, ($1.positions[sequence].max() ?? -1) + 1) }
    }
    return Chunk.chunks(of: batch.sequences, lengths: lengths, past: past).map {
      ChunkPlan($0, demands, layers: configuration.nLayers, fillsCache: fillsCache)
    }
  }

  func checked(_ batch: TokenBatch, _ operation: String) -> TokenBatch {
    for (sequence, tokens) in batch.sequences.enumerated() {
      let place = batch.isSingle ? "the sequence" : "sequence \(sequence)"
      guard !tokens.isEmpty else { trap("\(operation): \(place) has no tokens; give it at least one") }
      guard tokens.count <= configuration.nContext else {
        trap(
          "\(operation): \(place) has \(tokens.count) tokens, but the context holds \(configuration.nContext); "
            + "cut it, for example with .prefix(\(configuration.nContext))")
      }
      for (position, token) in tokens.enumerated() where token < 0 || token >= configuration.dVocab {
        trap(
          "\(operation): token \(token) at position \(position) of \(place) is outside the vocabulary, "
            + "0 to \(configuration.dVocab - 1); is the tokenizer from another model?")
      }
    }
    return batch
  }
}

/// A listener that reads, and so has points and a demand.
protocol ActivationReader: ActivationListener {
  var points: [HookPoint] { get }
}

extension Capture: ActivationReader {
  var points: [HookPoint] { layout.points }
  var demand: Demand { layout.demand }
}

extension InterventionListener {
  var points: [HookPoint] { layout.points }
}

extension ActivationLayout {
  var demand: Demand {
    Demand(site: site, layers: site.isInBlock ? Set(layers.compactMap { $0 }) : nil, positions: positions)
  }
}
