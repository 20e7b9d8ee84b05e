// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

extension TransformerRun {
  /// The activations of all sequences in one tensor, with `value` where a sequence has no position.
  ///
  /// Sequences begin at the left; those that came as a padded batch stand where they stood there, if all positions were
  /// captured. Between positions the axes are sequence × head × query × key.
  public func padded(_ points: HookPoints, with value: Float = 0) -> Tensor<Float> {
    let (_, layout, _) = find(points)
    let isWhole = layout.positions.enumerated().allSatisfy { $1.count == tokens.sequences[$0].count }
    let padding = isWhole ? tokens.padding : nil
    let rows = padding?.length ?? layout.positions.map(\.count).max() ?? 0
    let keys = padding?.length ?? tokens.sequences.map(\.count).max() ?? 0
    let axes = layout.site.isBetweenPositions ? [layout.heads.count, rows, keys] : [rows, layout.axes.reduce(1, *)]
    let parts = layout.layers.map { layer in
      var part = Tensor<Float>(repeating: value, shape: [tokens.count] + axes)
      for sequence in tokens.sequences.indices {
        var points = points
        points.terms[0].layers = layer.map { .one($0) }
        var values = self[points, sequence: sequence]
        if layout.isSinglePosition {
          values = layout.site.isBetweenPositions ? values[0..., newAxis, 0...] : values[newAxis, ...]
        }
        let start = padding?.starts[sequence] ?? 0
        let (count, length) = (layout.positions[sequence].count, tokens.sequences[sequence].count)
        if layout.site.isBetweenPositions {
          part[sequence, 0..., start..<start + count, start..<start + length] = values
        } else {
          let flat = values.reshaped([count] + [layout.axes.reduce(1, *)])
          part[sequence, start..<start + count, 0...] = flat
        }
      }
      return layout.site.isBetweenPositions ? part : part.reshaped([tokens.count, rows] + layout.axes)
    }
    return layout.keepsLayers ? stack(parts) : parts[0]
  }

  /// The mean over all captured positions, in the shape of one position of `layout`.
  func mean(at point: HookPoint, like layout: ActivationLayout) -> Tensor<Float> {
    guard !point.site.isBetweenPositions else {
      trap("mean ablation of \(point): sequences of different lengths have no common mean; set a pattern instead")
    }
    let packed = packed(
      HookPoints(terms: [.init(site: point.site, layers: point.layer.map { .one($0) }, units: layout.units)]))
    guard packed.shape[0] > 0 else { trap("mean ablation of \(point): the reference run captured no positions") }
    return packed.mean(axis: 0)
  }

  /// Traps where a patch would put activations of one token in the place of another only because lengths differ.
  func checkAlignment(with layout: ActivationLayout) {
    guard layout.alignsByLength else { return }
    for (sequence, target) in layout.batch.sequences.enumerated() {
      let own = self.tokens.count == 1 ? 0 : sequence
      guard self.tokens.sequences.indices.contains(own), self.tokens.sequences[own].count != target.count else {
        continue
      }
      trap(
        "patch of \(layout.points[0]): the source ran \(self.tokens.sequences[own].count) tokens, and sequence "
          + "\(sequence) has \(target.count), so that positions do not correspond; use prompts of one length, name "
          + "positions that do (at: 3), or set values: .set(points, to: source[points, sequence: 0], at: .last)")
    }
  }

  /// The activations of some positions of one sequence, to be put in the place of `seen`.
  func patch(
    _ point: HookPoint, _ layout: ActivationLayout, _ sequence: Int, _ positions: [Int], like seen: Tensor<Float>
  ) -> Tensor<Float> {
    let own = tokens.count == 1 ? 0 : sequence
    guard tokens.sequences.indices.contains(own) else {
      trap("patch of \(point): the source ran \(tokens.count) sequences, and sequence \(sequence) needs one of its own")
    }
    let values = self[
      HookPoints(
        terms: [
          .init(
            site: point.site, layers: point.layer.map { .one($0) }, units: layout.units,
            positions: .positions(positions))
        ]), sequence: own]
    guard point.site.isBetweenPositions else { return values }
    guard values.shape[2] >= seen.shape[2] else {
      trap("patch of \(point): the source sequence has \(values.shape[2]) keys, this one \(seen.shape[2])")
    }
    return values[0..., 0..., 0..<seen.shape[2]]
  }
}
