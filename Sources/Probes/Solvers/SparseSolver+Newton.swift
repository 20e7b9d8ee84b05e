// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay

extension SparseSolver {
  /// Proximal Newton steps over the working set until its violation is at most `goal`; false if no step was possible.
  ///
  /// Each step minimises the loss's second-order expansion plus the penalty exactly enough, over the coefficients that
  /// are non-zero or violate optimality, and then searches along the line until the objective decreases.
  func minimise(_ C: Double, _ goal: Double) -> Bool {
    let direction = Vector(n * outputs)
    let trial = Vector(n * outputs)
    var state = expansion(C: C)
    while state.violation > goal {
      if iterations >= maxIterations { return false }
      Interrupt.check()
      iterations += 1
      var (active, gradient) = ([Int](), [Double]())
      for (position, k) in workingSet.enumerated() {
        if coefficients[k] != 0 || abs(state.gradient[position]) > penalty.l1 {
          active.append(k)
          gradient.append(state.gradient[position])
        }
      }
      let model = model(C, active, gradient, state.freeGradient)
      let start = active.map { coefficients[$0] }
      let target = model.minimise(
        from: start, goal: max(state.violation * min(0.1, state.violation), tolerance / 100))
      let step = zip(target, start).map { $0 - $1 }
      let freeStep = model.freeStep(step)
      if takeStep(C, active, step, freeStep, model, direction, trial) {
        state = expansion(C: C)
      } else if let polished = polish(C, active, step, freeStep, violation: state.violation) {
        state = polished
      } else {
        return false
      }
    }
    return true
  }

  /// First derivatives over the working set, and how far it is from optimal.
  private struct Expansion {
    var gradient: [Double] = []
    /// By the intercepts that move; of several the last stays, as only differences matter.
    var freeGradient: [Double] = []
    var violation = 0.0
  }

  private func expansion(C: Double) -> Expansion {
    loss.update(C: C)
    var result = Expansion()
    if hasFreeIntercepts {
      let sums = (0..<outputs).map { loss.residual.sum($0 * n..<($0 + 1) * n) }
      result.violation = sums.reduce(0) { max($0, abs($1)) }
      result.freeGradient = sums.prefix(max(1, outputs - 1)).map { -$0 }
    }
    for k in workingSet {
      let derivative =
        penalty.l2 * coefficients[k] - dot(column(k % width).start, loss.residual.start + k / width * n, n)
      result.gradient.append(derivative)
      result.violation = max(result.violation, violation(gradient: derivative, coefficient: coefficients[k]))
    }
    return result
  }

  /// The expansion's second derivatives as G Gᵀ. Of a softmax they are diag(p) - p pᵀ = F Fᵀ by row, with
  /// F = diag(√p) - p √pᵀ, so that a coefficient of one output has a column in G for each.
  private func model(
    _ C: Double, _ active: [Int], _ gradient: [Double], _ freeGradient: [Double]
  ) -> QuadraticModel {
    let length = n * outputs
    let rows = Vector((active.count + freeGradient.count) * length)
    let roots = Vector(length)
    for i in 0..<n {
      let scale = (C * problem.weights[i]).squareRoot()
      if outputs == 1 {
        roots[i] = scale * (loss.probabilities[i] * (1 - loss.probabilities[i])).squareRoot()
      } else {
        for k in 0..<outputs { roots[k &* n &+ i] = scale * loss.probabilities[k &* n &+ i].squareRoot() }
      }
    }
    func fill(_ row: UnsafeMutablePointer<Double>, output m: Int, column: UnsafePointer<Double>?) {
      for c in 0..<outputs {
        let root = roots.start + c * n
        let p = loss.probabilities.start + m * n
        let out = row + c * n
        if outputs == 1 {
          for i in 0..<n { out[i] = (column?[i] ?? 1) * root[i] }
        } else {
          let own = c == m ? 1.0 : 0.0
          for i in 0..<n { out[i] = (column?[i] ?? 1) * root[i] * (own - p[i]) }
        }
      }
    }
    for (position, k) in active.enumerated() {
      fill(rows.start + position * length, output: k / width, column: UnsafePointer(column(k % width).start))
    }
    for m in freeGradient.indices { fill(rows.start + (active.count + m) * length, output: m, column: nil) }
    return QuadraticModel(
      rows: rows, width: length, gradient: gradient, freeGradient: freeGradient, l1: penalty.l1, l2: penalty.l2)
  }

  /// The whole step, if it halves the violation; else nil and nothing changes.
  ///
  /// At the end the objective's decrease drowns in rounding, but its derivatives still have digits to go by.
  private func polish(
    _ C: Double, _ active: [Int], _ step: [Double], _ freeStep: [Double], violation: Double
  ) -> Expansion? {
    let (before, interceptsBefore) = (active.map { coefficients[$0] }, intercepts)
    for (position, k) in active.enumerated() { coefficients[k] += step[position] }
    for m in freeStep.indices { intercepts[m] += freeStep[m] }
    recomputeMargins()
    let after = expansion(C: C)
    if after.violation <= violation / 2 { return after }
    for (position, k) in active.enumerated() { coefficients[k] = before[position] }
    intercepts = interceptsBefore
    recomputeMargins()
    return nil
  }

  /// Moves along the step as far as the objective decreases enough (Armijo's rule); false if it does not.
  private func takeStep(
    _ C: Double, _ active: [Int], _ step: [Double], _ freeStep: [Double], _ model: QuadraticModel,
    _ direction: Vector, _ trial: Vector
  ) -> Bool {
    direction.fill(0)
    for m in freeStep.indices { (direction.start + m * n).update(repeating: freeStep[m], count: n) }
    /// The penalty after a part of the step.
    func penalty(_ length: Double) -> Double {
      var (norm, squares) = (0.0, 0.0)
      for (position, k) in active.enumerated() {
        let value = coefficients[k] + length * step[position]
        norm += abs(value)
        squares += value * value
      }
      return self.penalty.l1 * norm + self.penalty.l2 / 2 * squares
    }
    var (norm, fullNorm) = (0.0, 0.0)
    for (position, k) in active.enumerated() {
      norm += abs(coefficients[k])
      fullNorm += abs(coefficients[k] + step[position])
      if step[position] != 0 {
        addScaled(step[position], column(k % width).start, to: direction.start + k / width * n, n)
      }
    }
    let slope = model.slope(step, freeStep) + self.penalty.l1 * (fullNorm - norm)
    let before = C * loss.total(loss.margins) + penalty(0)
    // Below this the objective's rounding errors would decide.
    guard slope < -1e-12 * before else { return false }
    var length = 1.0
    for _ in 0..<40 {
      for i in 0..<(n * outputs) { trial[i] = loss.margins[i] + length * direction[i] }
      if C * loss.total(trial) + penalty(length) <= before + 1e-4 * length * slope {
        // In a full step -x + x is exactly zero, so zeros of the model stay zeros.
        for (position, k) in active.enumerated() { coefficients[k] += length * step[position] }
        for m in freeStep.indices { intercepts[m] += length * freeStep[m] }
        loss.margins.copy(from: trial)
        return true
      }
      length /= 2
    }
    return false
  }
}
