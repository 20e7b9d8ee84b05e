// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Keeps what a run computes at some hook points.
final class Capture: ActivationListener, @unchecked Sendable {
  let layout: ActivationLayout
  /// Layer × everything in it, sequence after sequence.
  private(set) var values: Tensor<Float>
  private let columns: [Int]?
  private let starts: [Int]

  init(_ layout: ActivationLayout) {
    self.layout = layout
    columns = layout.columns
    starts = layout.starts
    values = Tensor(uninitialized: [layout.layers.count, starts.last!])
  }

  /// What was computed elsewhere, laid out as a run would have captured it.
  init(_ layout: ActivationLayout, values: Tensor<Float>) {
    self.layout = layout
    columns = layout.columns
    starts = layout.starts
    self.values = values.reshaped([layout.layers.count, starts.last!])
  }

  var changes: Bool { false }

  func visit(_ activation: Activation) {
    for (place, layer) in layout.layers.enumerated() where layer == activation.point.layer {
      let target = values.base + place * starts.last!
      switch activation.content {
      case .rows(let buffer, let rows): copy(buffer, rows, activation.chunk, to: target)
      case .attention(let buffer): copy(buffer, activation.chunk, to: target)
      }
    }
  }

  private func copy(_ buffer: RowBuffer, _ rows: RowSet, _ chunk: Chunk, to target: UnsafeMutablePointer<Float>) {
    let width = layout.axes.reduce(1, *)
    for index in chunk.tokens.indices {
      let sequence = chunk.sequences[index]
      for (offset, position) in layout.positions[sequence].enumerated() {
        guard let row = chunk.row(index, position: position), let place = rows.place(of: row) else { continue }
        let (from, to) = (buffer[place], target + starts[sequence] + offset * width)
        if let columns {
          for (i, column) in columns.enumerated() { to[i] = from[column] }
        } else {
          to.update(from: from, count: width)
        }
      }
    }
  }

  /// Keys beyond those that were computed are ones that no query may look at.
  private func copy(_ buffer: AttentionBuffer, _ chunk: Chunk, to target: UnsafeMutablePointer<Float>) {
    let beyond: Float = layout.site == .pattern ? 0 : -.infinity
    for (index, source) in buffer.sequences.enumerated() {
      let sequence = chunk.sequences[source.index]
      let (length, wanted) = (layout.batch.sequences[sequence].count, layout.positions[sequence])
      var to = target + starts[sequence]
      for head in layout.heads {
        for position in wanted {
          if let query = source.positions.firstIndex(of: position) {
            to.update(from: buffer.row(index, head: head, query: query), count: source.keyCount)
            (to + source.keyCount).update(repeating: beyond, count: length - source.keyCount)
          }
          to += length
        }
      }
    }
  }

  /// The address of what was kept of one position (one head's query, for a site between positions), and its length.
  func row(layer: Int?, sequence: Int, position: Int, head: Int = 0) -> UnsafeBufferPointer<Float>? {
    guard let place = layout.layers.firstIndex(of: layer),
      let offset = layout.positions[sequence].firstIndex(of: position)
    else { return nil }
    let start = values.base + place * starts.last! + starts[sequence]
    if layout.site.isBetweenPositions {
      guard let head = layout.heads.firstIndex(of: head) else { return nil }
      let length = layout.batch.sequences[sequence].count
      return UnsafeBufferPointer(
        start: start + (head * layout.positions[sequence].count + offset) * length, count: length)
    }
    let width = layout.axes.reduce(1, *)
    return UnsafeBufferPointer(start: start + offset * width, count: width)
  }

  /// What was kept in one layer of one sequence, with an axis of positions even for a single one.
  func values(place: Int, sequence: Int) -> Tensor<Float> {
    let (rows, length) = (layout.positions[sequence].count, layout.batch.sequences[sequence].count)
    let shape = layout.site.isBetweenPositions ? [layout.heads.count, rows, length] : [rows] + layout.axes
    return values[place, starts[sequence]..<starts[sequence + 1]].reshaped(shape)
  }
}
