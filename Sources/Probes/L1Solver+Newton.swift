// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

extension L1Solver {
  /// Proximal Newton steps over the working set until its violation is at most `goal`; false if no step was possible.
  ///
  /// Each step minimises the loss's second-order expansion plus the penalty exactly enough, over the features that are
  /// non-zero or violate optimality, and then searches along the line until the objective decreases.
  func minimise(_ C: Double, _ goal: Double) -> Bool {
    let direction = Vector(n)
    let trial = Vector(n)
    var state = expansion(C: C)
    while state.violation > goal {
      if iterations >= maxIterations { return false }
      Interrupt.check()
      iterations += 1
      var (active, gradient) = ([Int](), [Double]())
      for (k, feature) in workingSet.enumerated() {
        if coefficients[feature] != 0 || abs(state.gradient[k]) > 1 {
          active.append(feature)
          gradient.append(state.gradient[k])
        }
      }
      let model = QuadraticModel(
        columns: active.map(column), curvature: curvature, gradient: gradient,
        interceptGradient: hasIntercept ? -state.residualSum : nil)
      let start = active.map { coefficients[$0] }
      let target = model.minimise(
        from: start, goal: max(state.violation * min(0.1, state.violation), tolerance / 100))
      let step = zip(target, start).map { $0 - $1 }
      let interceptStep = model.interceptStep(step)
      if takeStep(C, active, step, interceptStep, model, direction, trial) {
        state = expansion(C: C)
      } else if let polished = polish(C, active, step, interceptStep, violation: state.violation) {
        state = polished
      } else {
        return false
      }
    }
    return true
  }

  /// First derivatives over the working set, and how far it is from optimal.
  private struct Expansion {
    var gradient: [Double]
    var residualSum: Double
    var violation: Double
  }

  private func expansion(C: Double) -> Expansion {
    updateResiduals(C: C)
    let residualSum = (0..<n).reduce(0) { $0 + residual[$1] }
    var result = Expansion(gradient: [], residualSum: residualSum, violation: hasIntercept ? abs(residualSum) : 0)
    for feature in workingSet {
      let derivative = -dot(column(feature).start, residual.start, n)
      result.gradient.append(derivative)
      result.violation = max(result.violation, violation(gradient: derivative, coefficient: coefficients[feature]))
    }
    return result
  }

  /// The whole step, if it halves the violation; else nil and nothing changes.
  ///
  /// At the end the objective's decrease drowns in rounding, but its derivatives still have digits to go by.
  private func polish(
    _ C: Double, _ active: [Int], _ step: [Double], _ interceptStep: Double, violation: Double
  ) -> Expansion? {
    let before = active.map { coefficients[$0] }
    for (k, feature) in active.enumerated() { coefficients[feature] += step[k] }
    intercept += interceptStep
    recomputeMargins()
    let after = expansion(C: C)
    if after.violation <= violation / 2 { return after }
    for (k, feature) in active.enumerated() { coefficients[feature] = before[k] }
    intercept -= interceptStep
    recomputeMargins()
    return nil
  }

  /// Moves along the step as far as the objective decreases enough (Armijo's rule); false if it does not.
  private func takeStep(
    _ C: Double, _ active: [Int], _ step: [Double], _ interceptStep: Double, _ model: QuadraticModel,
    _ direction: Vector, _ trial: Vector
  ) -> Bool {
    for i in 0..<n { direction[i] = interceptStep }
    var (slope, norm, fullNorm) = (model.slope(step, interceptStep), 0.0, 0.0)
    for (k, feature) in active.enumerated() {
      norm += abs(coefficients[feature])
      fullNorm += abs(coefficients[feature] + step[k])
      if step[k] != 0 { addScaled(step[k], column(feature).start, to: direction.start, n) }
    }
    slope += fullNorm - norm
    let before = C * LogisticLoss.total(margins, targets.start) + norm
    // Below this the objective's rounding errors would decide.
    guard slope < -1e-12 * before else { return false }
    var length = 1.0
    for _ in 0..<40 {
      for i in 0..<n { trial[i] = margins[i] + length * direction[i] }
      var after = C * LogisticLoss.total(trial, targets.start)
      for (k, feature) in active.enumerated() { after += abs(coefficients[feature] + length * step[k]) }
      if after <= before + 1e-4 * length * slope {
        for (k, feature) in active.enumerated() {
          // In a full step -x + x is exactly zero, so zeros of the model stay zeros.
          coefficients[feature] += length * step[k]
        }
        intercept += length * interceptStep
        for i in 0..<n { margins[i] = trial[i] }
        return true
      }
      length /= 2
    }
    return false
  }
}
