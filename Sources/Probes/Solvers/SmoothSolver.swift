// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// Minimises `C Σ s loss + l2/2 |w|²` over coefficients and intercepts by Newton's method, for one C after another.
final class SmoothSolver {
  let problem: LogisticProblem
  let l2: Double
  let tolerance: Double
  let maxIterations: Int
  private let loss: LogisticLoss
  private let n: Int
  private let outputs: Int
  /// Coefficients of one output and its intercept.
  private let width: Int
  private let weights: Vector
  private let gradient: Vector
  private let binarySystem: NewtonSystem
  private let softmaxSystem: SoftmaxSystem

  init(_ problem: LogisticProblem, l2: Double, tolerance: Double, maxIterations: Int) {
    self.problem = problem
    self.l2 = l2
    self.tolerance = tolerance
    self.maxIterations = maxIterations
    loss = LogisticLoss(problem)
    (n, outputs) = (problem.rows, problem.outputs)
    width = problem.width + (problem.hasIntercept ? 1 : 0)
    (weights, gradient) = (Vector(outputs * width), Vector(outputs * width))
    binarySystem = NewtonSystem(problem, l2: l2)
    softmaxSystem = SoftmaxSystem(problem, l2: l2)
  }

  private func ridge(_ index: Int) -> Double {
    index % width < problem.width || problem.penalizesIntercept ? l2 : 0
  }

  private func margins(_ w: Vector, into out: Vector) {
    for m in 0..<outputs {
      problem.design.product(w.start + m * width, into: out.start + m * n)
      guard problem.hasIntercept else { continue }
      let intercept = w[m * width + problem.width]
      for i in 0..<n { out[m * n + i] += intercept }
    }
  }

  private func updateGradient(C: Double) -> Double {
    loss.update(C: C)
    for m in 0..<outputs {
      problem.design.transposedProduct(loss.residual.start + m * n, into: gradient.start + m * width)
      if problem.hasIntercept { gradient[m * width + problem.width] = loss.residual.sum(m * n..<(m + 1) * n) }
    }
    for k in 0..<weights.count { gradient[k] = ridge(k) * weights[k] - gradient[k] }
    return gradient.largestMagnitude
  }

  private func penalty(_ w: Vector) -> Double {
    (0..<w.count).reduce(0) { $0 + ridge($1) / 2 * w[$1] * w[$1] }
  }

  /// The optimum for one C, starting from the last one.
  func solve(C: Double) -> LinearSolution {
    let goal = max(tolerance, problem.rounding(C: C))
    margins(weights, into: loss.margins)
    var violation = updateGradient(C: C)
    var (iterations, isSeparable) = (0, false)
    let (trial, trialMargins) = (Vector(weights.count), Vector(n * outputs))
    let direction = Vector(n * outputs)
    while violation > goal && iterations < maxIterations {
      Interrupt.check()
      if l2 == 0 && loss.separates {
        isSeparable = true
        break
      }
      iterations += 1
      let step = newtonStep(C)
      let slope = dot(gradient.start, step.start, step.count)
      let before = C * loss.total(loss.margins) + penalty(weights)
      margins(step, into: direction)
      var (length, moved) = (1.0, false)
      // Below this the objective's rounding errors would decide: the gradient has digits left where it has none.
      let isAtRounding = slope > -1e-12 * before
      for _ in 0..<(isAtRounding ? 1 : 50) {
        for k in 0..<weights.count { trial[k] = weights[k] + length * step[k] }
        for i in 0..<(n * outputs) { trialMargins[i] = loss.margins[i] + length * direction[i] }
        if isAtRounding || C * loss.total(trialMargins) + penalty(trial) <= before + 1e-4 * length * slope {
          moved = true
          break
        }
        length /= 2
      }
      guard moved else { break }
      weights.copy(from: trial)
      // Not from the sum of steps, whose rounding errors would pile up.
      margins(weights, into: loss.margins)
      let next = updateGradient(C: C)
      if isAtRounding && next > violation / 2 {
        violation = next
        break
      }
      violation = next
      if l2 == 0 && violation <= goal && recedes(direction) { isSeparable = true }
    }
    return solution(C, violation, iterations, isConverged: violation <= goal && !isSeparable, isSeparable)
  }

  /// Going on along the last step would lower every row's loss for ever: classes that only touch.
  private func recedes(_ direction: Vector) -> Bool {
    let largest = direction.largestMagnitude
    guard largest > 0.1 else { return false }
    return (0..<n).allSatisfy { i in
      let target = problem.targets[i]
      if outputs == 1 { return (target == 1 ? direction[i] : -direction[i]) >= -1e-5 * largest }
      let own = direction[target * n + i]
      return (0..<outputs).allSatisfy { own - direction[$0 * n + i] >= -1e-5 * largest }
    }
  }

  private func newtonStep(_ C: Double) -> Vector {
    if outputs > 1 { return softmaxSystem.step(loss, C: C, gradient: gradient) }
    let curvature = Vector(n)
    for i in 0..<n { curvature[i] = C * problem.weights[i] * loss.probabilities[i] * (1 - loss.probabilities[i]) }
    return binarySystem.step(curvature: curvature, gradient: gradient)
  }

  private func solution(
    _ C: Double, _ violation: Double, _ iterations: Int, isConverged: Bool, _ isSeparable: Bool
  ) -> LinearSolution {
    let objective = C * loss.total(loss.margins) + penalty(weights)
    let features = problem.width
    let values = (0..<outputs).flatMap { m in (0..<features).map { weights[m * width + $0] } }
    let intercepts = (0..<outputs).map { problem.hasIntercept ? weights[$0 * width + features] : 0 }
    return LinearSolution(
      coefficients: Tensor(values, shape: [outputs, features]),
      intercepts: problem.penalizesIntercept ? intercepts : centered(intercepts),
      objective: objective, iterations: iterations, converged: isConverged,
      certificate: Certificate(
        loss, C: C, penalty: PenaltyWeights(l1: 0, l2: l2), objective: objective, violation: violation),
      isSeparable: isSeparable)
  }
}
