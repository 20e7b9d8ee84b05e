// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// What a run computed at the hook points that it was asked for.
///
/// ```swift
/// let run = model.run(tokens, capturing: .blocks[0..<24].mlp.pre, at: .last)
/// run[.blocks[3].mlp.pre]          // sequences × neurons
/// run[.blocks[0..<24].mlp.pre]     // layers × sequences × neurons
/// run[.blocks[3].mlp.pre, sequence: 7]
/// run.plan                         // what was computed, and what was not
/// ```
/// An axis of layers is there where a range of them was asked for, one of sequences unless a single one was run, one of
/// positions unless a single one of each was captured. Between positions the axes are head × query × key.
public struct TransformerRun: Sendable {
  /// What was run.
  public let tokens: TokenBatch
  /// What was computed, and what was saved.
  public let plan: RunPlan
  let captures: [Capture]
  let configuration: GPT2Configuration

  /// The activations at some captured hook points, which may choose among layers, positions and units that were
  /// captured.
  ///
  /// Traps where they were not captured, where several sites are named, and where sequences differ in the number of
  /// their positions: for these take one sequence, ``packed(_:)`` or ``padded(_:with:)``.
  public subscript(_ points: HookPoints) -> Tensor<Float> {
    let (_, layout, capture) = find(points)
    guard let shape = layout.shape else {
      let counts = layout.positions.map(\.count)
      trap(
        "run[\(layout.points[0])]: sequences have different numbers of positions (\(counts.min()!) to \(counts.max()!)); "
          + "take one with [points, sequence: i], all below each other with packed(_:), or padded(_:)")
    }
    return values(of: capture, layout).reshaped((layout.keepsLayers ? [layout.layers.count] : []) + shape)
  }

  /// The activations of one sequence, without an axis for it.
  public subscript(_ points: HookPoints, sequence sequence: Int) -> Tensor<Float> {
    let (_, layout, capture) = find(points)
    guard tokens.sequences.indices.contains(sequence) else {
      trap("run[…, sequence: \(sequence)]: there are \(tokens.count) sequences")
    }
    let parts = layout.layers.map { selected(capture, capture.layout.layers.firstIndex(of: $0)!, sequence, layout) }
    return layout.keepsLayers ? stack(parts) : parts[0]
  }

  /// The activations of all positions of all sequences, one below the other: position × …, with an axis of layers in
  /// front where a range of them is named. ``rows(_:)`` says which row is what.
  public func packed(_ points: HookPoints) -> Tensor<Float> {
    let (_, layout, capture) = find(points)
    guard !layout.site.isBetweenPositions else {
      trap("packed: \(layout.points[0]) lies between positions; take one sequence with [points, sequence: i]")
    }
    let parts = layout.layers.map { layer in
      let place = capture.layout.layers.firstIndex(of: layer)!
      return concatenate(
        tokens.sequences.indices.map {
          selected(capture, place, $0, layout).reshaped([layout.positions[$0].count] + layout.axes)
        })
    }
    return layout.keepsLayers ? stack(parts) : parts[0]
  }

  /// Which sequence and position each row of ``packed(_:)`` is.
  public func rows(_ points: HookPoints) -> [(sequence: Int, position: Int)] {
    find(points).layout.positions.enumerated().flatMap { sequence, positions in positions.map { (sequence, $0) } }
  }

  /// The logits that were captured; see ``subscript(_:)``.
  public var logits: Tensor<Float> { self[.logits] }
}

extension TransformerRun {
  /// The one term of `points`, its layout, and the capture that holds it.
  func find(_ points: HookPoints) -> (term: HookPoints.Term, layout: ActivationLayout, capture: Capture) {
    guard points.terms.count == 1, let term = points.terms.first else {
      trap("run[…]: name one hook point or a range of layers at a time, not \(points.terms.count)")
    }
    let layers: [Int?] = term.layers?.resolve(count: configuration.nLayers) ?? [nil]
    func has(_ capture: Capture) -> Bool {
      let own = capture.layout
      guard own.site == term.site, term.units == nil || own.units == nil || own.units == term.units else {
        return false
      }
      return layers.allSatisfy { own.layers.contains($0) }
    }
    guard let capture = captures.first(where: has) else {
      let name = HookPoint(term.site, layer: layers.first ?? nil).name
      let captured = captures.flatMap(\.layout.points).map(\.name)
      trap(
        "run[\(name)]: was not captured; captured are "
          + (captured.count > 6 ? captured.prefix(6).joined(separator: ", ") + ", …" : captured.joined(separator: ", "))
      )
    }
    var full = term
    full.units = term.units ?? capture.layout.units
    var layout = ActivationLayout(full, at: .all, tokens, configuration)
    if term.positions == nil {
      layout.positions = capture.layout.positions
      layout.isSinglePosition = capture.layout.isSinglePosition
    }
    return (term, layout, capture)
  }

  /// What `layout` asks for, from a capture that has it: layer × everything in it, sequence after sequence.
  func values(of capture: Capture, _ layout: ActivationLayout) -> Tensor<Float> {
    let own = capture.layout
    let places = layout.layers.map { own.layers.firstIndex(of: $0)! }
    if layout.units == own.units && layout.positions == own.positions {
      return layout.layers == own.layers ? capture.values : capture.values[places, ...]
    }
    return stack(
      places.map { place in
        concatenate(tokens.sequences.indices.map { selected(capture, place, $0, layout).reshaped([layout.size($0)]) })
      })
  }

  /// What `layout` asks for in one layer and sequence, from a capture that has it.
  private func selected(_ capture: Capture, _ place: Int, _ sequence: Int, _ layout: ActivationLayout) -> Tensor<Float>
  {
    let own = capture.layout
    var values = capture.values(place: place, sequence: sequence)
    if layout.positions[sequence] != own.positions[sequence] {
      let rows = layout.positions[sequence].map { position in
        guard let row = own.positions[sequence].firstIndex(of: position) else {
          trap("run[\(layout.points[0])]: position \(position) of sequence \(sequence) was not captured")
        }
        return row
      }
      values = layout.site.isBetweenPositions ? values[0..., rows, 0...] : values[rows, ...]
    }
    if layout.units != own.units {
      if layout.site.isBetweenPositions {
        values = values[layout.heads, ...]
      } else if let columns = layout.columns {
        values = values.reshaped([values.shape[0], values.count / max(values.shape[0], 1)])[0..., columns]
      }
    }
    return values.reshaped(layout.shape(sequence: sequence))
  }
}

extension TransformerRun: LayerActivations {
  /// The layers of the one site in blocks that was captured.
  public var layers: [Int] { layered.layout.layers.compactMap { $0 }.sorted() }

  /// The captured activations of one layer: one row for each captured position of each sequence, one column for each
  /// neuron (heads side by side).
  ///
  /// Traps where several sites were captured: ``keeping(_:)`` leaves one.
  public func samplesByNeurons(layer: Int) -> Tensor<Float> {
    let capture = layered
    guard let place = capture.layout.layers.firstIndex(of: layer) else {
      trap("samplesByNeurons: layer \(layer) was not captured; captured are \(layers)")
    }
    let rows = capture.layout.positions.reduce(0) { $0 + $1.count }
    return capture.values[place, ...].reshaped([rows, capture.layout.axes.reduce(1, *)])
  }

  private var layered: Capture {
    let found = captures.filter { $0.layout.site.isInBlock && !$0.layout.site.isBetweenPositions }
    guard found.count == 1 else {
      trap(
        found.isEmpty
          ? "run: nothing was captured in blocks that has a row for each position"
          : "run: \(found.count) sites were captured; say which with run.keeping(.blocks[...].mlp.pre)")
    }
    return found[0]
  }
}
