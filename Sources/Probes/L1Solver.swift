// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import Tensors

/// Minimises C · Σ log(1 + exp(-s z)) + |w|₁ over w and an unpenalised intercept, for one C after another.
///
/// A working set holds the features that may be non-zero; on it proximal Newton steps converge quadratically
/// (``L1Solver/minimise(_:_:)``). A sweep over all features then finds those that violate optimality; they join. From
/// one C to the next the coefficients stay, and the sequential strong rule of Tibshirani et al. (2012) proposes the
/// working set. Memory is that of the data plus the columns that were ever in a working set; a sweep costs samples ×
/// features.
final class L1Solver {
  let samples: Tensor<Double>
  let targetTensor: Tensor<Double>
  let largestMagnitude: Double
  let hasIntercept: Bool
  let tolerance: Double
  let maxIterations: Int
  let n: Int
  let p: Int

  let targets: Vector
  /// Samples times coefficients plus intercept.
  let margins: Vector
  let errors: Vector
  /// C · (target - probability)
  let residual: Vector
  /// The second derivative of the loss by the margin, times C.
  let curvature: Vector
  let coefficients: Vector
  var intercept = 0.0
  /// Newton steps since the last solution.
  var iterations = 0

  var workingSet: [Int] = []
  /// The gradient of the loss by each coefficient, as of the last sweep and for `sweepC`.
  private var gradient: [Double]
  private var sweepC = 0.0
  private var columns: [Int: Vector] = [:]

  init(
    samples: Tensor<Double>, targets: Tensor<Double>, largestMagnitude: Double, hasIntercept: Bool, tolerance: Double,
    maxIterations: Int
  ) {
    self.samples = samples
    targetTensor = targets
    self.largestMagnitude = largestMagnitude
    self.hasIntercept = hasIntercept
    self.tolerance = tolerance
    self.maxIterations = maxIterations
    (n, p) = (samples.shape[0], samples.shape[1])
    self.targets = Vector(n)
    for (i, target) in targets.enumerated() { self.targets[i] = target }
    (margins, errors, residual, curvature) = (Vector(n), Vector(n), Vector(n), Vector(n))
    coefficients = Vector(p)
    gradient = [Double](repeating: 0, count: p)
    if hasIntercept {
      let positive = targets.mean()
      intercept = log(positive / (1 - positive))
      for i in 0..<n { margins[i] = intercept }
    }
  }

  /// The optimum for one C, starting from the last one.
  func solve(C: Double) -> FitSolution {
    iterations = 0
    if sweepC == 0 { sweep(C: C) }
    proposeWorkingSet(C: C)
    var violation = 1.0
    while true {
      let before = iterations
      let progressed = minimise(C, max(tolerance / 4, min(violation / 10, 0.01)))
      recomputeMargins()
      violation = sweep(C: C)
      if violation <= tolerance || iterations >= maxIterations { break }
      let added = extendWorkingSet()
      if !added && (!progressed || iterations == before) { break }
    }
    return solution(C: C, violation: violation)
  }

  /// A copy of one feature's column, kept for the next time.
  func column(_ feature: Int) -> Vector {
    if let known = columns[feature] { return known }
    let column = Vector(n)
    samples.withUnsafeBufferPointer { samples in
      for i in 0..<n { column[i] = samples[i &* p &+ feature] }
    }
    columns[feature] = column
    return column
  }

  /// Residuals and curvature at the present margins.
  func updateResiduals(C: Double) {
    for i in 0..<n {
      let error = LogisticLoss.errorProbability(margin: margins[i], target: targets[i])
      errors[i] = error
      residual[i] = targets[i] == 1 ? C * error : -C * error
      curvature[i] = C * error * (1 - error)
    }
  }

  /// The gradients of all features; returns the largest violation of the optimality conditions.
  @discardableResult
  private func sweep(C: Double) -> Double {
    updateResiduals(C: C)
    let products = samples.transposed.matmul(Tensor(UnsafeBufferPointer(start: residual.start, count: n)))
    var worst = hasIntercept ? abs((0..<n).reduce(0) { $0 + residual[$1] }) : 0
    products.withUnsafeBufferPointer { products in
      for j in 0..<p {
        gradient[j] = -products[j]
        worst = max(worst, violation(gradient: gradient[j], coefficient: coefficients[j]))
      }
    }
    sweepC = C
    return worst
  }

  /// How far one feature is from optimal.
  @inline(__always)
  func violation(gradient: Double, coefficient: Double) -> Double {
    if coefficient > 0 { return abs(gradient + 1) }
    if coefficient < 0 { return abs(gradient - 1) }
    return max(abs(gradient) - 1, 0)
  }

  private func proposeWorkingSet(C: Double) {
    let bound = max(2 * sweepC / C - 1, 0)
    let likely = (0..<p).filter { coefficients[$0] != 0 || abs(gradient[$0]) >= bound }
    workingSet = likely.count <= 4 * (supportSize + 16) ? likely : (0..<p).filter { coefficients[$0] != 0 }
    if workingSet.isEmpty { extendWorkingSet() }
  }

  private var supportSize: Int { (0..<p).reduce(0) { coefficients[$1] != 0 ? $0 + 1 : $0 } }

  /// Adds the features that violate most; false if there are none outside the working set.
  @discardableResult
  private func extendWorkingSet() -> Bool {
    var isMember = [Bool](repeating: false, count: p)
    for feature in workingSet { isMember[feature] = true }
    let violating = (0..<p).filter { !isMember[$0] && abs(gradient[$0]) > 1 }
      .sorted { abs(gradient[$0]) > abs(gradient[$1]) }
    workingSet += violating.prefix(max(48, supportSize))
    return !violating.isEmpty
  }

  /// Removes the rounding errors that updating the margins piles up.
  func recomputeMargins() {
    for i in 0..<n { margins[i] = intercept }
    for feature in workingSet where coefficients[feature] != 0 {
      addScaled(coefficients[feature], column(feature).start, to: margins.start, n)
    }
  }

  /// The objective and certificate of coefficients that come from elsewhere.
  func evaluate(
    coefficients given: Tensor<Double>, intercept: Double, C: Double, iterations: Int, converged: Bool
  ) -> FitSolution {
    for (j, value) in given.enumerated() { coefficients[j] = value }
    self.intercept = intercept
    for (i, margin) in (samples.matmul(given) + intercept).enumerated() { margins[i] = margin }
    var result = solution(C: C, violation: sweep(C: C))
    (result.iterations, result.converged) = (iterations, converged)
    return result
  }

  private func solution(C: Double, violation: Double) -> FitSolution {
    let norm = (0..<p).reduce(0) { $0 + abs(coefficients[$1]) }
    let objective = C * LogisticLoss.total(margins, targets.start) + norm
    let certificate = Certificate.l1(
      objective: objective, C: C, errors: errors, targets: targets.start, hasIntercept: hasIntercept,
      largestCorrelation: gradient.reduce(0) { max($0, abs($1)) }, largestMagnitude: largestMagnitude,
      kktResidual: violation)
    return FitSolution(
      coefficients: Tensor(UnsafeBufferPointer(start: coefficients.start, count: p)), intercept: intercept,
      objective: objective, iterations: iterations, converged: violation <= tolerance, certificate: certificate)
  }
}

/// What a solver found for one C.
struct FitSolution {
  var coefficients: Tensor<Double>
  var intercept: Double
  var objective: Double
  var iterations: Int
  var converged: Bool
  var certificate: Certificate
}
