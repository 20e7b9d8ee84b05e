// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// Dual coordinate descent for the hinge loss (Hsieh et al. 2008): maximises `Σ a - ½ |Σ a y x|²` over 0 ≤ a ≤ C.
///
/// Works on the products of the rows where there are fewer rows than features, else on the rows themselves. Rows whose
/// multiplier sits firmly at a bound are passed over until the others have settled.
final class HingeDual {
  private let problem: LogisticProblem
  private let signs: [Double]
  private let C: Double
  private let n: Int
  private let kernel: SquareMatrix?

  init(_ problem: LogisticProblem, signs: [Double], C: Double) {
    self.problem = problem
    self.signs = signs
    self.C = C
    n = problem.rows
    guard n <= 4000 else {
      kernel = nil
      return
    }
    let products = problem.design.kernel()
    for i in 0..<n {
      for j in 0...i {
        products[i, j] += problem.hasIntercept ? 1 : 0
        products[j, i] = products[i, j]
      }
    }
    kernel = products
  }

  func minimise(tolerance: Double, maxIterations: Int, rng: RandomState) -> SVMSolution {
    let alpha = Vector(n)
    /// The margins `Σ_j a_j y_j x_j·x_i`.
    let z = Vector(n)
    let row = Vector(problem.width)
    let w = Vector(problem.width)
    var intercept = 0.0
    let lengths = squaredLengths(row)
    var active = Array(0..<n)
    var (iterations, gap, objective) = (0, Double.infinity, 1.0)
    while iterations < maxIterations {
      Interrupt.check()
      iterations += 1
      rng.shuffle(&active)
      var (largest, kept) = (0.0, [Int]())
      for i in active {
        if kernel == nil {
          problem.design.copy(i..<(i + 1), scaledBy: nil, into: row.start)
          z[i] = dot(row.start, w.start, problem.width) + intercept
        }
        let slope = signs[i] * z[i] - 1
        let projected = alpha[i] <= 0 ? min(slope, 0) : alpha[i] >= C ? max(slope, 0) : slope
        if abs(projected) < 1e-14 && abs(slope) > 0.1 { continue }
        kept.append(i)
        largest = max(largest, abs(projected))
        guard projected != 0, lengths[i] > 0 else {
          if lengths[i] == 0 { alpha[i] = C }
          continue
        }
        let next = min(max(alpha[i] - slope / lengths[i], 0), C)
        let change = (next - alpha[i]) * signs[i]
        alpha[i] = next
        if let kernel {
          addScaled(change, kernel.start + i * n, to: z.start, n)
        } else {
          addScaled(change, row.start, to: w.start, problem.width)
          if problem.hasIntercept { intercept += change }
        }
      }
      active = kept
      if iterations % 10 == 0 || largest < tolerance || active.isEmpty {
        polish(alpha, z)
        (gap, objective) = bounds(alpha, into: z)
        active = Array(0..<n)
        if gap <= tolerance * max(objective, 1e-300) { break }
      }
    }
    (gap, objective) = bounds(alpha, into: z)
    let pull = problem.combination((0..<n).map { signs[$0] * alpha[$0] })
    let violation = (0..<n).reduce(0) { worst, i in
      let slope = signs[i] * z[i] - 1
      return max(worst, abs(alpha[i] <= 0 ? min(slope, 0) : alpha[i] >= C ? max(slope, 0) : slope))
    }
    return SVMSolution(
      coefficients: (0..<problem.width).map { pull.coefficients[$0] }, intercept: pull.intercept, gap: gap,
      violation: violation, iterations: iterations, converged: gap <= tolerance * max(objective, 1e-300))
  }

  /// Goes to the maximum among the multipliers between their bounds; where one would leave them it stops there, and the
  /// others go on without it. Descent finds which ones are between the bounds, and this where.
  private func polish(_ alpha: Vector, _ z: Vector) {
    guard let kernel else { return }
    for _ in 0..<50 {
      let free = (0..<n).filter { alpha[$0] > 0 && alpha[$0] < C }
      guard !free.isEmpty, free.count <= 1000, let factor = factor(free, kernel) else { return }
      var step = free.map { 1 - signs[$0] * z[$0] }
      step.withUnsafeMutableBufferPointer { factor.solve($0.baseAddress!) }
      var (length, blocking) = (1.0, -1)
      for (k, i) in free.enumerated() where step[k] != 0 {
        let room = ((step[k] > 0 ? C : 0) - alpha[i]) / step[k]
        if room < length { (length, blocking) = (room, i) }
      }
      for (k, i) in free.enumerated() {
        let moved = alpha[i] + length * step[k]
        let next = i == blocking ? (step[k] > 0 ? C : 0) : min(max(moved, 0), C)
        addScaled((next - alpha[i]) * signs[i], kernel.start + i * n, to: z.start, n)
        alpha[i] = next
      }
      if blocking < 0 { return }
    }
  }

  /// The factor of the products of some rows; where they depend on each other, with a touch of ridge.
  private func factor(_ free: [Int], _ kernel: SquareMatrix) -> SquareMatrix? {
    for ridge in [0, 1e-10, 1e-7] {
      let factor = SquareMatrix(free.count)
      for (a, i) in free.enumerated() {
        for b in 0...a { factor[a, b] = signs[i] * signs[free[b]] * kernel[i, free[b]] }
        factor[a, a] *= 1 + ridge
      }
      if factor.factor() { return factor }
    }
    return nil
  }

  private func squaredLengths(_ row: Vector) -> [Double] {
    (0..<n).map { i in
      if let kernel { return kernel[i, i] }
      problem.design.copy(i..<(i + 1), scaledBy: nil, into: row.start)
      return dot(row.start, row.start, problem.width) + (problem.hasIntercept ? 1 : 0)
    }
  }

  /// The duality gap and the objective, with margins computed afresh.
  private func bounds(_ alpha: Vector, into z: Vector) -> (gap: Double, objective: Double) {
    let pull = problem.combination((0..<n).map { signs[$0] * alpha[$0] })
    problem.design.product(pull.coefficients.start, into: z.start)
    var (loss, sum) = (0.0, 0.0)
    for i in 0..<n {
      z[i] += pull.intercept
      loss += max(0, 1 - signs[i] * z[i])
      sum += alpha[i]
    }
    let primal = pull.squares / 2 + C * loss
    return (primal - (sum - pull.squares / 2), primal)
  }
}
