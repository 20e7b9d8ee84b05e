// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors
import Training

extension Transformer {
  /// How much a number that is computed from the logits depends on activations: its gradients at hook points.
  ///
  /// ```swift
  /// // Which neurons push " him" over " her"?
  /// let result = model.gradients(tokens, at: .blocks[0..<12].mlp.post) { logits, _ in
  ///   logits[-1, him] - logits[-1, her]
  /// }
  /// result.attribution(.blocks[5].mlp.post)      // activation times gradient
  /// ```
  /// Gradients are exact and cost about three runs. Interventions that are attached to the model take no part. Every hook
  /// point has gradients but the scales of layer norms and the results of single heads, for which this traps.
  /// - Parameters:
  ///   - tokens: one sequence or several, of any lengths.
  ///   - points: where gradients are wanted.
  ///   - metric: a single number from the logits of one sequence, position × vocabulary, and the sequence's index.
  public func gradients(
    _ tokens: some TokenInput, at points: HookPoints, of metric: (_ logits: Variable, _ sequence: Int) -> Variable
  ) -> TransformerGradients {
    let batch = checked(tokens.tokenBatch, "gradients")
    let terms = points.terms.map { term in
      var whole = term
      (whole.units, whole.positions) = (nil, nil)
      return whole
    }
    let layouts = terms.map { ActivationLayout($0, at: .all, batch, configuration) }
    for layout in layouts where !ActivationTaps.sites.contains(layout.site) {
      trap("gradients: \(layout.points[0]) has no gradients; take the residual stream before it, or attn.z")
    }
    let tensors = weights.tensors.mapValues { Variable($0) }
    let forward = TapeForward(configuration) { name, _ in tensors[name]! }
    let bar = ProgressBar("Gradients", total: batch.count)
    var (values, activations, gradients) = ([Double](), [[[Float]]](), [[[Float]]]())
    for (index, sequence) in batch.sequences.enumerated() {
      Interrupt.check()
      let taps = ActivationTaps(Set(layouts.flatMap(\.points)))
      let logits = forward.logits(Tensor(sequence).reshaped(1, sequence.count), taps)
      let value = metric(logits.reshaped(sequence.count, configuration.dVocab), index)
      guard value.count == 1 else {
        trap("gradients: the metric has shape \(describe(shape: value.shape)); return a single number, such as a sum")
      }
      value.backward()
      values.append(Double(value.item))
      let kept = layouts.map { $0.points.map { taps.kept[$0]! } }
      activations.append(kept.map { $0.flatMap { Array($0.value) } })
      // Where the metric does not depend on an activation, nothing came back.
      gradients.append(
        kept.map { $0.flatMap { $0.gradient.map { Array($0) } ?? [Float](repeating: 0, count: $0.count) } })
      bar.update(index + 1)
    }
    bar.finish()
    let plan = plan(batch, capturing: points)
    func run(_ parts: [[[Float]]]) -> TransformerRun {
      let captures = layouts.indices.map { place in
        Capture(layouts[place], values: Self.arranged(parts.map { $0[place] }, layers: layouts[place].layers.count))
      }
      return TransformerRun(tokens: batch, plan: plan, captures: captures, configuration: configuration)
    }
    return TransformerGradients(values: values, activations: run(activations), gradients: run(gradients))
  }

  /// Sequence × (layer, everything in it) to layer × (sequence, everything in it).
  private static func arranged(_ sequences: [[Float]], layers: Int) -> Tensor<Float> {
    var values: [Float] = []
    for layer in 0..<layers {
      for sequence in sequences {
        let size = sequence.count / layers
        values.append(contentsOf: sequence[(layer * size)..<((layer + 1) * size)])
      }
    }
    return Tensor(values)
  }
}

/// Gradients of a number with respect to activations; see ``Transformer/gradients(_:at:of:)``.
public struct TransformerGradients: Sendable {
  /// The number itself, for each sequence.
  public let values: [Double]
  /// The activations at the hook points, as a run captures them.
  public let activations: TransformerRun
  /// The gradients, in the same places.
  public let gradients: TransformerRun

  /// The gradients at some hook points, in the shape that a run gives for them.
  public subscript(_ points: HookPoints) -> Tensor<Float> { gradients[points] }

  /// Activation times gradient: to first order, how much the number would fall if the activation were zero (gradient
  /// attribution; attribution patching, Nanda 2023, with zero as the other run).
  public func attribution(_ points: HookPoints) -> Tensor<Float> { activations[points] * gradients[points] }

  /// To first order, how much the number would change if activations were those of another run of as long sequences
  /// (attribution patching, Nanda 2023).
  public func attribution(_ points: HookPoints, patchingFrom other: TransformerRun) -> Tensor<Float> {
    (other[points] - activations[points]) * gradients[points]
  }
}

extension TransformerGradients: Displayable, CustomStringConvertible {
  public var description: String {
    let shown = values.prefix(8).map { "\(Float($0))" }.joined(separator: ", ") + (values.count > 8 ? ", …" : "")
    return "Gradients of \(shown) for \(values.count) sequence\(values.count == 1 ? "" : "s")"
  }

  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: description) }
}
