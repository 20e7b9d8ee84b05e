// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

extension Tracked {
  /// Computes the gradient of this single number with respect to everything that went into it and requires one.
  ///
  /// What was recorded is consumed, so that its memory is free again; a second call on the same values traps unless
  /// the first one retained the graph. Traps where the value is NaN, since a step along such a gradient would destroy the
  /// parameters: they are still as they were.
  public func backward(retainingGraph: Bool = false) {
    guard count == 1 else {
      trap(
        "backward: the value has shape \(describe(shape: shape)), and only a single number has one gradient; "
          + "reduce it with sum() or mean(), or pass backward(gradient:)")
    }
    guard !value.item.isNaN else {
      trap("backward: the value is nan, so every gradient would be; the parameters are unchanged")
    }
    backward(gradient: Tensor(repeating: 1, shape: shape), retainingGraph: retainingGraph)
  }

  /// Computes the gradient of the sum of this value's elements, each weighted by `gradient`.
  public func backward(gradient: Tensor<Scalar>, retainingGraph: Bool = false) {
    Interrupt.check()
    guard gradient.shape == shape else {
      trap(
        "backward: the gradient has shape \(describe(shape: gradient.shape)), the value \(describe(shape: shape))")
    }
    guard requiresGradient else {
      trap(
        "backward: nothing that requires a gradient went into this value; use parameters, or variables made with "
          + "requiresGradient: true, outside withoutGradients")
    }
    accumulate(gradient)
    var way = stepsBack()
    while let value = way.popLast() {
      guard let step = value.step, value.hasGradient, var gradient = value.takeGradient() else { continue }
      guard let backward = step.backward else {
        trap(
          "backward: the graph behind '\(step.operation)' was consumed by an earlier backward(); compute the value again, "
            + "or pass retainingGraph: true the first time")
      }
      backward(&gradient, step.inputs)
      if !retainingGraph { step.release() }
    }
  }

  /// Every computed value on the way to the inputs, in the order of computation.
  private func stepsBack() -> [Tracked] {
    var seen: Set<ObjectIdentifier> = [ObjectIdentifier(self)]
    var (found, open): ([Tracked], [Tracked]) = ([], [self])
    while let value = open.popLast() {
      guard let step = value.step else { continue }
      found.append(value)
      for input in step.inputs where input.requiresGradient && seen.insert(ObjectIdentifier(input)).inserted {
        open.append(input)
      }
    }
    return found.sorted { ($0.step?.order ?? 0) < ($1.step?.order ?? 0) }
  }

  /// Hands the gradient over, so that it can be overwritten.
  private func takeGradient() -> Tensor<Scalar>? {
    defer {
      gradientMemory = nil
      hasGradient = false
    }
    if keepsGradient, let gradientMemory {
      retainedGradient = retainedGradient.map { $0 + gradientMemory } ?? gradientMemory
    }
    return gradientMemory
  }

  /// Adds a contribution to the gradient.
  func accumulate(_ contribution: @autoclosure () -> Tensor<Scalar>) {
    guard requiresGradient else { return }
    let contribution = contribution().contiguous()
    guard hasGradient else {
      gradientMemory = contribution
      hasGradient = true
      return
    }
    withGradientMemory { target, _ in
      contribution.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress else { return }
        parallel(contribution.count, grain: 1 << 15) {
          Scalar.kernels.add(source + $0.lowerBound, target + $0.lowerBound, $0.count)
        }
      }
    }
  }

  /// Lets `body` write into the gradient's own memory.
  /// - Parameter body: gets the memory and what must be kept of it: 1 if there was a gradient before, else 0, and then
  ///   the memory is undefined.
  func withGradientMemory(_ body: (UnsafeMutablePointer<Scalar>, _ keeping: Scalar) -> Void) {
    if gradientMemory?.shape != shape { gradientMemory = Tensor(uninitialized: shape) }
    let keeping: Scalar = hasGradient ? 1 : 0
    gradientMemory?.withUnsafeMutableBufferPointer { memory in
      if let start = memory.baseAddress { body(start, keeping) }
    }
    hasGradient = true
  }

  /// The same for kernels that can only add.
  func withZeroedGradientMemory(_ body: (UnsafeMutablePointer<Scalar>) -> Void) {
    withGradientMemory { memory, keeping in
      if keeping == 0 { memory.update(repeating: 0, count: count) }
      body(memory)
    }
  }
}
