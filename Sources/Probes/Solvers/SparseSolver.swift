// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import JupyterDisplay
import Tensors

/// Minimises `C Σ s loss + l1 |w|₁ + l2/2 |w|²` over coefficients and intercepts, for one C after another.
///
/// A working set holds the coefficients that may be non-zero; on it proximal Newton steps converge quadratically
/// (``minimise(_:_:)``). A sweep over all features then finds those that violate optimality; they join. From one C to the
/// next the coefficients stay, and the sequential strong rule of Tibshirani et al. (2012) proposes the working set.
/// Memory is that of the data plus the columns that were ever in a working set; a sweep costs samples × features ×
/// outputs.
final class SparseSolver {
  let problem: LogisticProblem
  let penalty: PenaltyWeights
  let tolerance: Double
  let maxIterations: Int
  let loss: LogisticLoss
  let n: Int
  let outputs: Int
  /// Coefficients of one output: the features, and a penalised intercept as one more.
  let width: Int
  /// Output by output.
  let coefficients: Vector
  /// Unpenalised.
  var intercepts: [Double]
  let hasFreeIntercepts: Bool
  /// Newton steps since the last solution.
  var iterations = 0
  var workingSet: [Int] = []
  /// The gradient of the smooth part by each coefficient, as of the last sweep and for `sweepC`.
  private let gradient: Vector
  private var sweepC = 0.0
  private var columns: [Int: Vector] = [:]

  init(_ problem: LogisticProblem, penalty: PenaltyWeights, tolerance: Double, maxIterations: Int) {
    self.problem = problem
    self.penalty = penalty
    self.tolerance = tolerance
    self.maxIterations = maxIterations
    loss = LogisticLoss(problem)
    (n, outputs) = (problem.rows, problem.outputs)
    width = problem.width + (problem.penalizesIntercept ? 1 : 0)
    (coefficients, gradient) = (Vector(outputs * width), Vector(outputs * width))
    hasFreeIntercepts = problem.hasIntercept && !problem.penalizesIntercept
    intercepts = [Double](repeating: 0, count: outputs)
    guard hasFreeIntercepts else { return }
    var mass = [Double](repeating: 0, count: problem.classCount)
    for (i, target) in problem.targets.enumerated() { mass[target] += problem.weights[i] }
    if outputs == 1 {
      intercepts = [log(mass[1] / mass[0])]
    } else {
      let logs = mass.map { log($0) }
      let mean = logs.reduce(0, +) / Double(outputs)
      intercepts = logs.map { $0 - mean }
    }
    recomputeMargins()
  }

  /// The violation at which a fit is done: the tolerance, or what rounding leaves of the gradient.
  func goal(_ C: Double) -> Double { max(tolerance, problem.rounding(C: C)) }

  /// The optimum for one C, starting from the last one.
  func solve(C: Double) -> LinearSolution {
    iterations = 0
    if sweepC == 0 { sweep(C: C) }
    proposeWorkingSet(C: C)
    let goal = goal(C)
    var violation = 1.0
    while true {
      Interrupt.check()
      let before = iterations
      let innerGoal = max(goal / 4, min(violation / 10, 0.01))
      let progressed = minimise(C, innerGoal)
      recomputeMargins()
      violation = sweep(C: C)
      if violation <= goal || iterations >= maxIterations { break }
      let added = extendWorkingSet()
      if !added && (!progressed || (iterations == before && innerGoal <= goal / 4)) { break }
    }
    return solution(C: C, violation: violation, isConverged: violation <= goal)
  }

  /// A copy of one feature's column, kept for the next time.
  func column(_ feature: Int) -> Vector {
    if let known = columns[feature] { return known }
    let column: Vector
    if feature < problem.width {
      column = problem.design.column(feature)
    } else {
      column = Vector(n)
      column.fill(1)
    }
    columns[feature] = column
    return column
  }

  /// The gradients of all features; returns the largest violation of the optimality conditions.
  @discardableResult
  private func sweep(C: Double) -> Double {
    loss.update(C: C)
    var worst = 0.0
    for m in 0..<outputs {
      let residual = loss.residual.start + m * n
      problem.design.transposedProduct(residual, into: gradient.start + m * width)
      let sum = problem.hasIntercept ? loss.residual.sum(m * n..<(m + 1) * n) : 0
      if problem.penalizesIntercept { gradient[m * width + problem.width] = sum }
      if hasFreeIntercepts { worst = max(worst, abs(sum)) }
    }
    for k in 0..<(outputs * width) {
      gradient[k] = penalty.l2 * coefficients[k] - gradient[k]
      worst = max(worst, violation(gradient: gradient[k], coefficient: coefficients[k]))
    }
    sweepC = C
    return worst
  }

  /// How far one coefficient is from optimal.
  @inline(__always)
  func violation(gradient: Double, coefficient: Double) -> Double {
    if coefficient > 0 { return abs(gradient + penalty.l1) }
    if coefficient < 0 { return abs(gradient - penalty.l1) }
    return max(abs(gradient) - penalty.l1, 0)
  }

  private func proposeWorkingSet(C: Double) {
    let bound = max(penalty.l1 * (2 * sweepC / C - 1), 0)
    let support = (0..<coefficients.count).filter { coefficients[$0] != 0 }
    let likely = (0..<coefficients.count).filter { coefficients[$0] != 0 || abs(gradient[$0]) >= bound }
    workingSet = likely.count <= 4 * (support.count + 16) ? likely : support
    if workingSet.isEmpty { extendWorkingSet() }
  }

  /// Adds the coefficients that violate most; false if there are none outside the working set.
  @discardableResult
  private func extendWorkingSet() -> Bool {
    var isMember = [Bool](repeating: false, count: coefficients.count)
    var support = 0
    for k in workingSet {
      isMember[k] = true
      if coefficients[k] != 0 { support += 1 }
    }
    let violating = (0..<coefficients.count).filter { !isMember[$0] && abs(gradient[$0]) > penalty.l1 }
      .sorted { abs(gradient[$0]) > abs(gradient[$1]) }
    workingSet += violating.prefix(max(48, support))
    return !violating.isEmpty
  }

  /// Removes the rounding errors that updating the margins piles up.
  func recomputeMargins() {
    for m in 0..<outputs { (loss.margins.start + m * n).update(repeating: intercepts[m], count: n) }
    for k in workingSet where coefficients[k] != 0 {
      addScaled(coefficients[k], column(k % width).start, to: loss.margins.start + k / width * n, n)
    }
  }

  /// The objective and certificate of coefficients that come from elsewhere.
  func evaluate(_ given: Tensor<Double>, intercepts: [Double], C: Double, iterations: Int, converged: Bool)
    -> LinearSolution
  {
    given.withUnsafeBufferPointer { given in
      for m in 0..<outputs {
        for j in 0..<problem.width { coefficients[m * width + j] = given[m * problem.width + j] }
        if problem.penalizesIntercept { coefficients[m * width + problem.width] = intercepts[m] }
        problem.design.product(coefficients.start + m * width, into: loss.margins.start + m * n)
        for i in 0..<n { loss.margins[m * n + i] += intercepts[m] }
      }
    }
    if hasFreeIntercepts { self.intercepts = intercepts }
    var result = solution(C: C, violation: sweep(C: C), isConverged: converged)
    result.iterations = iterations
    return result
  }

  private func solution(C: Double, violation: Double, isConverged: Bool) -> LinearSolution {
    var (norm, squares) = (0.0, 0.0)
    for k in 0..<coefficients.count {
      norm += abs(coefficients[k])
      squares += coefficients[k] * coefficients[k]
    }
    let objective = C * loss.total(loss.margins) + penalty.l1 * norm + penalty.l2 / 2 * squares
    let features = problem.width
    let values = (0..<outputs).flatMap { m in (0..<features).map { coefficients[m * width + $0] } }
    return LinearSolution(
      coefficients: Tensor(values, shape: [outputs, features]),
      intercepts: problem.penalizesIntercept
        ? (0..<outputs).map { coefficients[$0 * width + features] } : centered(intercepts),
      objective: objective, iterations: iterations, converged: isConverged,
      certificate: Certificate(loss, C: C, penalty: penalty, objective: objective, violation: violation))
  }
}

/// Of a softmax only differences between intercepts matter: their mean is made 0.
func centered(_ intercepts: [Double]) -> [Double] {
  guard intercepts.count > 1 else { return intercepts }
  let mean = intercepts.reduce(0, +) / Double(intercepts.count)
  return intercepts.map { $0 - mean }
}
