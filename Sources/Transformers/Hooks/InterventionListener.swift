// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Carries out one part of an intervention in a run.
final class InterventionListener: ActivationListener {
  let layout: ActivationLayout
  private let operation: Intervention.Operation
  private let columns: [Int]?
  /// Means of the reference run by layer, for mean ablation.
  private var means: [Int?: Tensor<Float>] = [:]

  init(_ layout: ActivationLayout, _ operation: Intervention.Operation) {
    self.layout = layout
    self.operation = operation
    columns = layout.columns
    switch operation {
    case .mean(let reference):
      for point in layout.points { means[point.layer] = reference.mean(at: point, like: layout) }
    case .patch(let source): source.checkAlignment(with: layout)
    case .set, .scale, .add, .edit: break
    }
  }

  var changes: Bool { true }

  /// A closure is to see its activations whether anything depends on them or not.
  var demand: Demand? {
    guard case .edit = operation else { return nil }
    return layout.demand
  }

  func visit(_ activation: Activation) {
    guard let place = layout.layers.firstIndex(of: activation.point.layer) else { return }
    switch activation.content {
    case .rows(let buffer, let rows): visit(activation, place, buffer, rows)
    case .attention(let buffer): visit(activation, place, buffer)
    }
  }

  private func visit(_ activation: Activation, _ place: Int, _ buffer: RowBuffer, _ rows: RowSet) {
    let (chunk, axes) = (activation.chunk, layout.axes)
    let width = axes.reduce(1, *)
    for index in chunk.tokens.indices {
      let wanted = layout.positions[chunk.sequences[index]].enumerated().compactMap { offset, position in
        chunk.row(index, position: position).flatMap { rows.place(of: $0) }.map { (offset, position, $0) }
      }
      guard !wanted.isEmpty else { continue }
      let seen = Tensor<Float>(uninitialized: [wanted.count] + axes)
      for (i, entry) in wanted.enumerated() {
        let (from, to) = (buffer[entry.2], seen.base + i * width)
        if let columns {
          for (k, column) in columns.enumerated() { to[k] = from[column] }
        } else {
          to.update(from: from, count: width)
        }
      }
      let changed = apply(seen, activation, place, index, wanted.map { ($0.0, $0.1) }).contiguous()
      for (i, entry) in wanted.enumerated() {
        let (from, to) = (changed.base + i * width, buffer[entry.2])
        if let columns {
          for (k, column) in columns.enumerated() { to[column] = from[k] }
        } else {
          to.update(from: from, count: width)
        }
      }
      withExtendedLifetime(changed) {}
    }
  }

  private func visit(_ activation: Activation, _ place: Int, _ buffer: AttentionBuffer) {
    for (index, source) in buffer.sequences.enumerated() {
      let wanted = layout.positions[activation.chunk.sequences[source.index]].enumerated().compactMap {
        offset, position in
        source.positions.firstIndex(of: position).map { (offset, position, $0) }
      }
      guard !wanted.isEmpty else { continue }
      let seen = Tensor<Float>(uninitialized: [layout.heads.count, wanted.count, source.keyCount])
      func forEachRow(_ body: (UnsafeMutablePointer<Float>, Int) -> Void) {
        for (i, head) in layout.heads.enumerated() {
          for (j, entry) in wanted.enumerated() {
            body(buffer.row(index, head: head, query: entry.2), (i * wanted.count + j) * source.keyCount)
          }
        }
      }
      forEachRow { row, at in (seen.base + at).update(from: row, count: source.keyCount) }
      let changed = apply(seen, activation, place, source.index, wanted.map { ($0.0, $0.1) }).contiguous()
      forEachRow { row, at in row.update(from: changed.base + at, count: source.keyCount) }
      withExtendedLifetime(changed) {}
    }
  }

  /// - Parameters:
  ///   - place: the layer's place in the layout.
  ///   - index: the sequence's place in the chunk.
  ///   - wanted: each position that is seen, with its place among those of the layout.
  private func apply(
    _ seen: Tensor<Float>, _ activation: Activation, _ place: Int, _ index: Int, _ wanted: [(place: Int, position: Int)]
  ) -> Tensor<Float> {
    let (chunk, point) = (activation.chunk, activation.point)
    let sequence = chunk.sequences[index]
    var result = seen
    switch operation {
    case .scale(let factor): result *= factor
    case .set(let values): result = part(of: values, place, sequence, wanted, like: seen)
    case .add(let values): result += part(of: values, place, sequence, wanted, like: seen)
    case .mean: result = means[point.layer]!.broadcast(to: seen.shape, operation: "mean ablation of \(point)")
    case .patch(let source): result = source.patch(point, layout, sequence, wanted.map(\.position), like: seen)
    case .edit(let body):
      let tokens = layout.batch.sequences[sequence][..<(chunk.past[index] + chunk.tokens[index].count)]
      body(
        &result,
        HookContext(point: point, sequence: sequence, positions: wanted.map(\.position), tokens: Array(tokens)))
      guard result.shape == seen.shape else {
        trap(
          "edit of \(point): the activation had shape \(describe(shape: seen.shape)), and came back as "
            + "\(describe(shape: result.shape)); change its elements, not its shape")
      }
    }
    return result
  }

  /// The part of a user's tensor that belongs to one layer, sequence and some positions.
  private func part(
    of values: Tensor<Float>, _ place: Int, _ sequence: Int, _ wanted: [(place: Int, position: Int)],
    like seen: Tensor<Float>
  ) -> Tensor<Float> {
    let name = "values for \(layout.points[place])"
    if values.rank <= layout.axes.count { return values.broadcast(to: seen.shape, operation: name) }
    guard let common = layout.shape else {
      trap(
        "\(name): sequences have different numbers of positions, so only a tensor for one position fits "
          + "(\(describe(shape: layout.axes))), not \(describe(shape: values.shape))")
    }
    let full = (layout.keepsLayers ? [layout.layers.count] : []) + common
    var part = values.broadcast(to: full, operation: name)
    if layout.keepsLayers { part = part[place, ...] }
    if !layout.batch.isSingle { part = part[sequence, ...] }
    if layout.site.isBetweenPositions {
      if layout.isSinglePosition { part = part[0..., newAxis, 0...] }
      return part[0..., wanted.map(\.place), 0..<seen.shape[2]]
    }
    if layout.isSinglePosition { part = part[newAxis, ...] }
    return part[wanted.map(\.place), ...]
  }
}
