// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// A change of activations while a model runs.
///
/// ```swift
/// .zero(.blocks[3].mlp.post.neurons([7, 12]))          // ablation
/// .mean(.blocks[5].attn.z.head(4), of: reference)      // mean ablation
/// .patch(.blocks[8].resid.pre, from: clean, at: .last) // activation patching
/// .add(direction, to: .blocks[6].resid.post, scale: 4) // steering
/// .edit(.blocks[2].attn.pattern) { pattern, _ in pattern[0, ...] = … }
/// ```
/// Changes are applied in the order in which they are listed, and what depends on a changed activation sees the change.
/// Captures of the same hook point see it, too.
public struct Intervention: @unchecked Sendable {
  enum Operation {
    case set(Tensor<Float>)
    case scale(Float)
    case add(Tensor<Float>)
    case patch(TransformerRun)
    case mean(TransformerRun)
    case edit((inout Tensor<Float>, HookContext) -> Void)
  }

  let points: HookPoints
  let positions: Positions
  let operation: Operation

  /// Sets activations to zero.
  public static func zero(_ points: HookPoints, at positions: Positions = .all) -> Intervention {
    set(points, to: Tensor(scalar: 0), at: positions)
  }

  /// Sets activations to a tensor that has the shape a run gives for the same points and positions, or broadcasts to it.
  public static func set(
    _ points: HookPoints, to values: Tensor<Float>, at positions: Positions = .all
  ) -> Intervention {
    Intervention(points: points, positions: positions, operation: .set(values))
  }

  /// Sets activations to their mean over all sequences and positions that another run captured (mean ablation).
  ///
  /// Traps when the model runs, if the other run did not capture these points, or if they are between positions.
  public static func mean(
    _ points: HookPoints, of reference: TransformerRun, at positions: Positions = .all
  ) -> Intervention {
    Intervention(points: points, positions: positions, operation: .mean(reference))
  }

  /// Sets activations to those that another run captured in the same sequence at the same position; a run of one
  /// sequence serves for all.
  ///
  /// Positions count from the beginning of either sequence. Traps when the model runs, if the other run did not capture
  /// them, or if its sequence has another length and the positions are not named by numbers from 0: `.all` and `.last`
  /// would not say which of its tokens is to stand for which.
  public static func patch(
    _ points: HookPoints, from source: TransformerRun, at positions: Positions = .all
  ) -> Intervention {
    Intervention(points: points, positions: positions, operation: .patch(source))
  }

  /// Adds a vector, or a tensor that broadcasts to the shape a run gives for the same points and positions (steering).
  public static func add(
    _ values: Tensor<Float>, to points: HookPoints, scale: Float = 1, at positions: Positions = .all
  ) -> Intervention {
    Intervention(points: points, positions: positions, operation: .add(values * scale))
  }

  /// Multiplies activations by a factor.
  public static func scale(_ points: HookPoints, by factor: Float, at positions: Positions = .all) -> Intervention {
    Intervention(points: points, positions: positions, operation: .scale(factor))
  }

  /// Calls a function that may change activations, or only look at them.
  ///
  /// It is called for one layer and one sequence at a time, on the thread that runs the model, and gets the activations
  /// at the chosen positions: position × …, or head × query × key for a site between positions.
  public static func edit(
    _ points: HookPoints, at positions: Positions = .all, _ body: @escaping (inout Tensor<Float>, HookContext) -> Void
  ) -> Intervention {
    Intervention(points: points, positions: positions, operation: .edit(body))
  }
}

/// Where a closure that changes activations is.
public struct HookContext: Sendable {
  public let point: HookPoint
  /// The place of the sequence in the batch.
  public let sequence: Int
  /// The positions that are seen, counted from the beginning of the sequence.
  public let positions: [Int]
  /// The tokens of the sequence so far.
  public let tokens: [Int]

  /// The block; traps outside of blocks.
  public var layer: Int {
    guard let layer = point.layer else { trap("HookContext: \(point) is in no block, and has no layer") }
    return layer
  }
}

/// Names an intervention that was attached to a model, to remove it again.
public struct InterventionHandle: Hashable, Sendable {
  let number: UInt64
}

struct AttachedIntervention: Sendable {
  let handle: InterventionHandle
  let intervention: Intervention
}
