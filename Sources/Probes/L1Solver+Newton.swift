// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

extension L1Solver {
  /// Proximal Newton steps over the working set until its violation is at most `goal`; false if no step was possible.
  ///
  /// Each step minimises the loss's second-order expansion plus the penalty exactly enough, over the features that are
  /// non-zero or violate optimality, and then searches along the line until the objective decreases.
  func minimise(_ C: Double, _ goal: Double) -> Bool {
    var gradient = [Double](repeating: 0, count: workingSet.count)
    let direction = Vector(n)
    let trial = Vector(n)
    while iterations < maxIterations {
      updateResiduals(C: C)
      let residualSum = (0..<n).reduce(0) { $0 + residual[$1] }
      var worst = hasIntercept ? abs(residualSum) : 0
      var active: [Int] = []
      var activeGradient: [Double] = []
      for (k, feature) in workingSet.enumerated() {
        gradient[k] = -dot(column(feature).start, residual.start, n)
        let violation = violation(gradient: gradient[k], coefficient: coefficients[feature])
        worst = max(worst, violation)
        if coefficients[feature] != 0 || violation > 0 {
          active.append(feature)
          activeGradient.append(gradient[k])
        }
      }
      if worst <= goal { return true }
      iterations += 1
      let model = QuadraticModel(
        columns: active.map(column), curvature: curvature, gradient: activeGradient,
        interceptGradient: hasIntercept ? -residualSum : nil)
      let start = active.map { coefficients[$0] }
      let target = model.minimise(from: start, goal: worst * min(0.1, worst))
      let step = zip(target, start).map { $0 - $1 }
      let interceptStep = model.interceptStep(step)
      guard takeStep(C, active, step, interceptStep, model, direction, trial) else { return false }
    }
    return false
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
    // Near the optimum the decrease drowns in rounding; there the step is right anyway.
    let rounding = 1e-14 * before
    guard slope < 0 else { return false }
    var length = 1.0
    for _ in 0..<40 {
      for i in 0..<n { trial[i] = margins[i] + length * direction[i] }
      var after = C * LogisticLoss.total(trial, targets.start)
      for (k, feature) in active.enumerated() { after += abs(coefficients[feature] + length * step[k]) }
      if after <= before + 1e-4 * length * slope + rounding {
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
