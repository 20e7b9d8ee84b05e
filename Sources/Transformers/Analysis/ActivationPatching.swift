// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// What a patching experiment measures: a number made of the logits at the last position.
public struct LogitMetric: @unchecked Sendable {
  public let name: String
  let measure: (UnsafeBufferPointer<Float>) -> Double

  /// The lead of one token's logit over another's.
  public static func logitDifference(_ token: Int, _ other: Int) -> LogitMetric {
    LogitMetric(name: "logit difference of \(token) and \(other)") { logit(token, $0) - logit(other, $0) }
  }

  /// The logit of a token.
  public static func logit(_ token: Int) -> LogitMetric {
    LogitMetric(name: "logit of \(token)") { logit(token, $0) }
  }

  private static func logit(_ token: Int, _ logits: UnsafeBufferPointer<Float>) -> Double {
    guard logits.indices.contains(token) else {
      trap("LogitMetric: token \(token) is outside the vocabulary, 0 to \(logits.count - 1)")
    }
    return Double(logits[token])
  }

  /// Any number made of the logits.
  public static func custom(_ name: String, _ measure: @escaping (Tensor<Float>) -> Double) -> LogitMetric {
    LogitMetric(name: name) { measure(Tensor($0)) }
  }
}

/// What becomes of a corrupted prompt when activations of a clean one are put in their places, one place at a time.
///
/// ```swift
/// let grid = model.patching(clean: clean, corrupted: corrupted, metric: .logitDifference(mary, john))
/// grid.restored      // layer × position: 0 where nothing changed, 1 where the clean answer came back
/// ```
public struct PatchingGrid: Sendable {
  /// What a column is.
  public enum Columns: Sendable { case positions, heads }

  /// The metric after patching: layer × position, or layer × head.
  public let values: Tensor<Double>
  public let columns: Columns
  /// The layers that were patched.
  public let layers: [Int]
  /// The metric of the two prompts as they are.
  public let clean: Double
  public let corrupted: Double
  public let metric: String
  /// The place of the patches in each block.
  public let site: HookSite
  /// The tokens of the clean prompt.
  public let tokens: [Int]

  /// How much of the difference between the prompts came back: 0 is the corrupted one, 1 the clean one. NaN everywhere
  /// if the metric does not tell the prompts apart.
  public var restored: Tensor<Double> {
    clean == corrupted ? Tensor(repeating: .nan, shape: values.shape) : (values - corrupted) / (clean - corrupted)
  }
}

extension PatchingGrid: CustomStringConvertible, Displayable {
  public var description: String {
    "\(metric): clean \(clean), corrupted \(corrupted); after patching \(site) "
      + "(layer × \(columns == .heads ? "head" : "position")):\n\(values)"
  }

  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: description) }
}

extension Transformer {
  /// Activation patching (causal tracing) over layers × positions, or over layers × heads.
  ///
  /// Each entry is a run of the corrupted prompt in which one position (or one head at every position) of one layer is
  /// replaced by that of the clean prompt. What lies below the layer is computed once.
  /// Traps unless the prompts are two different ones of the same length. Warns where the metric is the same for both:
  /// then there is no difference to restore.
  /// - Parameters:
  ///   - points: a site in blocks, and which layers.
  ///   - heads: patch head by head, where the site has heads; always so between positions.
  public func patching(
    clean: [Int], corrupted: [Int], at points: HookPoints = .blocks[0...].resid.pre, perHead heads: Bool = false,
    metric: LogitMetric
  ) -> PatchingGrid {
    guard points.terms.count == 1, let term = points.terms.first, let choice = term.layers, term.units == nil else {
      trap("patching: name one site in blocks, such as .blocks[0...].resid.pre")
    }
    let (site, layers) = (term.site, choice.resolve(count: configuration.nLayers))
    let perHead = heads || site.isBetweenPositions
    guard !perHead || site.hasHeads else { trap("patching: \(site) has no heads to patch one by one") }
    guard clean.count == corrupted.count else {
      trap("patching: the prompts have \(clean.count) and \(corrupted.count) tokens, but both need the same number")
    }
    guard clean != corrupted else {
      trap("patching: the clean and the corrupted prompt are the same tokens; change at least one in the corrupted one")
    }
    let source = run(clean, capturing: points + .logits.at(.last))
    let target = run(corrupted, capturing: .blocks[0...].resid.post + .logits.at(.last))
    func measured(_ run: TransformerRun) -> Double {
      run.logits.withUnsafeBufferPointer { metric.measure($0) }
    }
    let (whole, broken) = (measured(source), measured(target))
    if whole == broken {
      warn(
        "patching: the \(metric.name) is \(whole) for both prompts, so there is no difference to restore: `restored` is "
          + "nan everywhere; choose prompts or a metric that differ")
    }
    let bar = ProgressBar("Patching", total: layers.count)
    let rows = layers.enumerated().map { place, layer in
      Interrupt.check()
      defer { bar.update(place + 1) }
      let site = HookPoints(site, .one(layer))
      let change: Intervention
      let count: Int
      if perHead {
        let values = source[site]
        count = configuration.nHeads
        change = .edit(site) { activation, context in
          if term.site.isBetweenPositions {
            activation[context.sequence, ...] = values[context.sequence, ...]
          } else {
            activation[0..., context.sequence, 0...] = values[0..., context.sequence, 0...]
          }
        }
      } else {
        count = clean.count
        change = .set(site, to: source[site], at: .each(Array(0..<count)))
      }
      let below = layer == 0 ? nil : target[.blocks[layer - 1].resid.post]
      return patched(corrupted, count, from: layer, below, change, metric)
    }
    bar.finish()
    return PatchingGrid(
      values: Tensor(rows), columns: perHead ? .heads : .positions, layers: layers, clean: whole,
      corrupted: broken, metric: metric.name, site: site, tokens: clean)
  }

  /// The metric of copies of a prompt, each changed in its own way, from a layer on.
  /// - Parameter below: the residual stream of the prompt before that layer; nil where it is the first.
  private func patched(
    _ prompt: [Int], _ count: Int, from layer: Int, _ below: Tensor<Float>?, _ change: Intervention,
    _ metric: LogitMetric
  ) -> [Double] {
    let batch = TokenBatch([[Int]](repeating: prompt, count: count))
    let changes = listeners(batch, [change])
    var measured = [Double](repeating: .nan, count: count)
    let reader = LogitReader { logits, rows, chunk in
      for index in chunk.sequences.indices {
        guard let place = rows.place(of: chunk.starts[index + 1] - 1) else { continue }
        measured[chunk.sequences[index]] = metric.measure(
          UnsafeBufferPointer(start: logits[place], count: logits.width))
      }
    }
    let demand = Demand(site: .logits, layers: nil, positions: batch.sequences.map { [$0.count - 1] })
    let pass = ForwardPass(weights, Self.table(changes, [reader]))
    let plans = plans(batch, [demand] + changes.compactMap(\.demand), past: batch.sequences.map { _ in 0 })
    for plan in plans {
      guard let below else {
        pass.run(plan)
        continue
      }
      let copies = below[newAxis, ...].broadcast(to: [plan.chunk.tokens.count] + below.shape).contiguous()
      pass.run(plan, from: (layer, RowBuffer(copies.base, width: configuration.dModel)))
      withExtendedLifetime(copies) {}
    }
    return measured
  }
}
