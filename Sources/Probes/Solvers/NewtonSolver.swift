// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay

/// A convex loss of one margin per row, with a derivative that may have kinks.
protocol MarginLoss {
  func value(_ z: Double, _ row: Int) -> Double
  func derivative(_ z: Double, _ row: Int) -> Double
  func curvature(_ z: Double, _ row: Int) -> Double
}

/// Minimises `Σ loss + l2/2 |w|²` over one output's coefficients and intercept by Newton's method.
///
/// Of losses made of parabolas, such as squared errors and squared hinges, it finds the exact minimum in a few steps.
final class NewtonSolver {
  struct Solution {
    var coefficients: [Double]
    var intercept: Double
    var margins: [Double]
    var objective: Double
    /// Of the gradient, the largest element and the sum of squares.
    var violation: Double
    var squaredGradient: Double
    var iterations: Int
    var converged: Bool
  }

  private let problem: LogisticProblem
  private let system: NewtonSystem
  private let n: Int
  private let width: Int

  init(_ problem: LogisticProblem, l2: Double) {
    self.problem = problem
    system = NewtonSystem(problem, l2: l2)
    (n, width) = (problem.rows, system.width)
  }

  private func margins(_ w: Vector, into out: Vector) {
    problem.design.product(w.start, into: out.start)
    if problem.hasIntercept { for i in 0..<n { out[i] += w[problem.width] } }
  }

  func minimise(_ loss: some MarginLoss, tolerance: Double, maxIterations: Int) -> Solution {
    let (w, z, step, direction) = (Vector(width), Vector(n), Vector(width), Vector(n))
    let (slopes, curvature, gradient) = (Vector(n), Vector(n), Vector(width))
    func objective(_ length: Double) -> Double {
      var sum = 0.0
      for i in 0..<n { sum += loss.value(z[i] + length * direction[i], i) }
      for k in 0..<width {
        let value = w[k] + length * step[k]
        sum += system.ridge(k) / 2 * value * value
      }
      return sum
    }
    /// The gradient at the present margins, and what rounding leaves of one that vanishes.
    func update() -> Double {
      var total = 0.0
      for i in 0..<n {
        slopes[i] = loss.derivative(z[i], i)
        curvature[i] = loss.curvature(z[i], i)
        total += abs(slopes[i])
      }
      problem.design.transposedProduct(slopes.start, into: gradient.start)
      if problem.hasIntercept { gradient[problem.width] = slopes.sum(0..<n) }
      for k in 0..<width { gradient[k] += system.ridge(k) * w[k] }
      return 64 * Double.ulpOfOne * total * max(problem.largestMagnitude, 1)
    }
    var goal = max(tolerance, update())
    var iterations = 0
    while gradient.largestMagnitude > goal && iterations < maxIterations {
      Interrupt.check()
      iterations += 1
      let violation = gradient.largestMagnitude
      step.copy(from: system.step(curvature: curvature, gradient: gradient))
      margins(step, into: direction)
      let slope = dot(gradient.start, step.start, width)
      let before = objective(0)
      var (length, moved) = (1.0, false)
      let isAtRounding = slope > -1e-12 * max(before, .leastNormalMagnitude)
      for _ in 0..<(isAtRounding ? 1 : 50) {
        if isAtRounding || objective(length) <= before + 1e-4 * length * slope {
          moved = true
          break
        }
        length /= 2
      }
      guard moved else { break }
      addScaled(length, step.start, to: w.start, width)
      margins(w, into: z)
      goal = max(tolerance, update())
      if isAtRounding && gradient.largestMagnitude > violation / 2 { break }
    }
    direction.fill(0)
    step.fill(0)
    return Solution(
      coefficients: (0..<problem.width).map { w[$0] }, intercept: problem.hasIntercept ? w[problem.width] : 0,
      margins: (0..<n).map { z[$0] }, objective: objective(0), violation: gradient.largestMagnitude,
      squaredGradient: dot(gradient.start, gradient.start, width), iterations: iterations,
      converged: gradient.largestMagnitude <= goal)
  }
}
