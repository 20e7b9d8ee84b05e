// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// What a run computes of a model, and what it leaves out because nothing asked for it.
public struct RunPlan: Sendable, Hashable {
  /// What was left out, and the floating-point operations that it would have cost.
  public struct Saving: Sendable, Hashable {
    public let reason: String
    public let flops: Double
  }

  /// Floating-point operations of the run.
  public private(set) var flops = 0.0
  /// Those of the whole model, with its output head, at every position of a batch padded to its longest sequence.
  public private(set) var fullFLOPs = 0.0
  /// How many blocks are computed, of those the model has.
  public private(set) var blocks = 0
  public let modelBlocks: Int
  /// How many positions are computed in the first block, and how many tokens the sequences have.
  public private(set) var positions = 0
  public private(set) var tokens = 0
  /// How many positions get logits.
  public private(set) var logitPositions = 0
  /// What was left out, in the order in which it is counted.
  public private(set) var savings: [Saving] = []

  /// How many times more the whole model would cost.
  public var factor: Double { flops > 0 ? fullFLOPs / flops : 1 }

  init(_ plans: [ChunkPlan], _ batch: TokenBatch, _ configuration: GPT2Configuration) {
    modelBlocks = configuration.nLayers
    let lengths = batch.sequences.map(\.count)
    let cost = FLOPCount(configuration)
    tokens = lengths.reduce(0, +)
    blocks = plans.map(\.blocks.count).max() ?? 0
    positions = plans.reduce(0) { $0 + ($1.blocks.first?.residPre.count ?? 0) }
    logitPositions = plans.reduce(0) { $0 + $1.logits.count }
    flops = plans.reduce(0) { $0 + cost.planned($1) }

    let (longest, head) = (lengths.max() ?? 0, cost.head(1))
    func whole(_ blocks: Int, _ lengths: [Int]) -> Double {
      lengths.reduce(0) { $0 + Double(blocks) * cost.block($1) }
    }
    let padded = whole(modelBlocks, lengths.map { _ in longest }) + head * Double(longest * lengths.count)
    let unpadded = whole(modelBlocks, lengths) + head * Double(tokens)
    let headless = whole(modelBlocks, lengths) + head * Double(logitPositions)
    let shallow = whole(blocks, lengths) + head * Double(logitPositions)
    fullFLOPs = padded
    let skipped = modelBlocks - blocks
    let reasons = [
      ("padding of \(longest * lengths.count - tokens) positions", padded - unpadded),
      (
        logitPositions == 0 ? "output head" : "output head at \(tokens - logitPositions) positions", unpadded - headless
      ),
      (skipped == 1 ? "the last block" : "the last \(skipped) blocks", headless - shallow),
      ("positions that nothing depends on", shallow - flops),
    ]
    savings = reasons.filter { $0.1 > 0 }.map { Saving(reason: $0.0, flops: $0.1) }
  }
}

extension RunPlan: CustomStringConvertible, Displayable {
  public var description: String {
    /// In the largest unit that leaves a digit before the point.
    func written(_ flops: Double) -> String {
      let (unit, name) = flops >= 1e12 ? (1e12, "TFLOP") : flops >= 1e9 ? (1e9, "GFLOP") : (1e6, "MFLOP")
      return "\(Double(Int(flops / unit * 100)) / 100) \(name)"
    }
    let times = Double(Int(factor * 10)) / 10
    let head =
      "computed \(written(flops)) of \(written(fullFLOPs)) (\(times)x less): \(blocks) of \(modelBlocks) blocks, "
      + "\(positions) of \(tokens) positions, logits at \(logitPositions)"
    return ([head] + savings.map { "  left out: \($0.reason), \(written($0.flops))" }).joined(separator: "\n")
  }

  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: description) }
}

/// Counts the floating-point operations of matrix products and of attention; all else is small beside them.
struct FLOPCount {
  private let d: Double
  private let f: Double
  private let vocabulary: Double

  init(_ configuration: GPT2Configuration) {
    d = Double(configuration.dModel)
    f = Double(configuration.dMLP)
    vocabulary = Double(configuration.dVocab)
  }

  func head(_ rows: Int) -> Double { 2 * Double(rows) * d * vocabulary }

  /// A whole block for one sequence.
  func block(_ length: Int) -> Double {
    let n = Double(length)
    return 2 * n * (4 * d * d + 2 * d * f) + 4 * d * n * (n + 1) / 2
  }

  func planned(_ plan: ChunkPlan) -> Double {
    plan.blocks.reduce(head(plan.logits.count)) { $0 + planned($1, plan.chunk) }
  }

  private func planned(_ block: BlockPlan, _ chunk: Chunk) -> Double {
    let products =
      Double(block.keys.count) * 2 * d * d + Double(block.queries.count + block.attnOut.count) * d * d
      + Double(block.mlpPre.count + block.mlpOut.count) * d * f
    var seen = 0
    if block.needsScores {
      var index = 0
      for row in block.queries.indices {
        while row >= chunk.starts[index + 1] { index += 1 }
        seen += row - chunk.starts[index] + chunk.past[index] + 1
      }
    }
    return 2 * products + Double(seen) * d * (block.needsValues ? 4 : 2)
  }
}
