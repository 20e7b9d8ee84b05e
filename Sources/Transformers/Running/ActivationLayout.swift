// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// The shape of what a run gives at some hook points, and where each sequence and position lies in it.
struct ActivationLayout {
  let site: HookSite
  /// The blocks, or one nil for a site outside of them.
  let layers: [Int?]
  let keepsLayers: Bool
  let batch: TokenBatch
  /// The positions in each sequence.
  var positions: [[Int]]
  var isSinglePosition: Bool
  /// Positions were named so that they mean others in a sequence of another length, which is not about to grow.
  let alignsByLength: Bool
  let units: UnitChoice?
  private let configuration: GPT2Configuration

  /// - Parameter growing: the sequences will have more tokens; positions that they do not have yet are left out.
  init(
    _ term: HookPoints.Term, at positions: Positions, _ batch: TokenBatch, _ configuration: GPT2Configuration,
    growing: Bool = false
  ) {
    site = term.site
    layers = term.layers?.resolve(count: configuration.nLayers) ?? [nil]
    keepsLayers = term.layers?.keepsAxis ?? false
    self.batch = batch
    self.configuration = configuration
    units = term.units
    let positions = term.positions ?? positions
    self.positions = batch.sequences.indices.map {
      positions.resolve(length: batch.sequences[$0].count, sequence: $0, of: batch.count, growing: growing)
    }
    isSinglePosition = positions.isSingle
    alignsByLength = positions.dependOnLength && !growing
    checkUnits()
  }

  var points: [HookPoint] { layers.map { HookPoint(site, layer: $0) } }

  /// The axes of one position (of one query and head for a site between positions), before any choice of neurons.
  static func axes(_ site: HookSite, _ configuration: GPT2Configuration) -> [Int] {
    switch site {
    case .q, .k, .v, .z: [configuration.nHeads, configuration.dHead]
    case .result, .attnIn, .qInput, .kInput, .vInput: [configuration.nHeads, configuration.dModel]
    case .ln1Scale, .ln2Scale, .lnFinalScale: [1]
    case .mlpPre, .mlpPost: [configuration.dMLP]
    case .logits: [configuration.dVocab]
    case .attnScores, .pattern: []
    default: [configuration.dModel]
    }
  }

  /// The heads that are chosen, of a site between positions.
  var heads: [Int] {
    if case .heads(let heads)? = units { return heads }
    return Array(0..<configuration.nHeads)
  }

  /// The axes of one position with the choice of neurons or heads.
  var axes: [Int] {
    let axes = Self.axes(site, configuration)
    return switch units {
    case .columns(let columns)?: axes.dropLast() + [columns.count]
    case .heads(let heads)? where !site.isBetweenPositions: [heads.count, axes[1]]
    default: axes
    }
  }

  /// The floats of one position that are chosen; nil for all of them.
  var columns: [Int]? {
    let axes = Self.axes(site, configuration)
    switch units {
    case nil: return nil
    case .columns(let columns)?:
      let groups = axes.dropLast().reduce(1, *)
      return (0..<groups).flatMap { group in columns.map { group * axes.last! + $0 } }
    case .heads(let heads)?:
      return site.isBetweenPositions ? nil : heads.flatMap { $0 * axes[1]..<($0 + 1) * axes[1] }
    }
  }

  /// How many floats one sequence has in one layer.
  func size(_ sequence: Int) -> Int {
    let rows = positions[sequence].count
    return site.isBetweenPositions ? heads.count * rows * batch.sequences[sequence].count : rows * axes.reduce(1, *)
  }

  /// Where the floats of each sequence begin in a layer, and where the last ends.
  var starts: [Int] { positions.indices.reduce(into: [0]) { $0.append($0.last! + size($1)) } }

  /// The axes of one sequence.
  func shape(sequence: Int) -> [Int] {
    let rows = isSinglePosition ? [] : [positions[sequence].count]
    return site.isBetweenPositions ? [heads.count] + rows + [batch.sequences[sequence].count] : rows + axes
  }

  /// The axes of all sequences; nil where they differ.
  var shape: [Int]? {
    if batch.isSingle { return shape(sequence: 0) }
    guard batch.count > 0 else { return nil }
    let first = shape(sequence: 0)
    guard (1..<batch.count).allSatisfy({ shape(sequence: $0) == first }) else { return nil }
    return [batch.count] + first
  }

  private func checkUnits() {
    let axes = Self.axes(site, configuration)
    switch units {
    case .columns(let columns)?:
      guard let width = axes.last else { trap("\(site): there are no neurons between positions; use .heads") }
      for column in columns where !(0..<width).contains(column) {
        trap("\(site): neuron \(column) does not exist; there are \(width)")
      }
    case .heads(let heads)?:
      for head in heads where !(0..<configuration.nHeads).contains(head) {
        trap("\(site): head \(head) does not exist; there are \(configuration.nHeads)")
      }
    case nil: break
    }
  }
}
