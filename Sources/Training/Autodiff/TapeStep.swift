// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Synchronization
import Tensors

/// How a value was computed, and the way back.
final class TapeStep<Scalar: DifferentiableScalar> {
  /// Passes the gradient at the result on to the inputs. It owns the gradient and may overwrite it.
  typealias Backward = (_ gradient: inout Tensor<Scalar>, _ inputs: [Tracked<Scalar>]) -> Void

  let operation: String
  /// Every input was recorded before the result, so that descending order is a way back.
  let order: Int
  var inputs: [Tracked<Scalar>]
  /// nil once it was used.
  var backward: Backward?

  init(_ operation: String, _ inputs: [Tracked<Scalar>], _ backward: @escaping Backward) {
    self.operation = operation
    self.inputs = inputs
    self.backward = backward
    order = stepCounter.wrappingAdd(1, ordering: .relaxed).newValue
  }

  func release() {
    backward = nil
    inputs = []
  }

  /// A long chain is taken apart step by step: left to themselves its links would release one another recursively, and
  /// overflow the stack.
  deinit {
    var pending = inputs
    inputs = []
    while var value = pending.popLast() {
      guard isKnownUniquelyReferenced(&value), var step = value.step else { continue }
      value.step = nil
      guard isKnownUniquelyReferenced(&step) else { continue }
      pending += step.inputs
      step.inputs = []
    }
  }
}

private let stepCounter = Atomic<Int>(0)

enum Tape {
  /// Whether operations are recorded on this task.
  @TaskLocal static var isRecording = true
}

/// Runs `body` without recording operations: faster and smaller where no gradients are wanted. torch's `no_grad`.
///
/// ```swift
/// let latents = withoutGradients { model.encode(x) }
/// ```
public func withoutGradients<Result>(_ body: () throws -> Result) rethrows -> Result {
  try Tape.$isRecording.withValue(false) { try body() }
}

extension Tracked {
  /// The result of an operation: recorded if it has to be, else only a value.
  static func recorded(
    _ value: Tensor<Scalar>, _ operation: String, _ inputs: [Tracked], _ backward: @escaping TapeStep<Scalar>.Backward
  ) -> Tracked {
    guard Tape.isRecording, inputs.contains(where: \.requiresGradient) else { return Tracked(value) }
    return Tracked(value, step: TapeStep(operation, inputs, backward))
  }

  /// Whether an operation on this value will be recorded.
  var isRecorded: Bool { requiresGradient && Tape.isRecording }
}
