// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import JupyterDisplay
import Tensors

/// Minimises C · Σ log(1 + exp(-s z)) + ½ |w|² over w and an unpenalised intercept by Newton's method.
///
/// Each step solves a system in all coefficients: samples × features² + features³ operations.
struct L2Solver {
  let samples: Tensor<Double>
  let targets: Tensor<Double>
  let C: Double
  let hasIntercept: Bool
  let tolerance: Double
  let maxIterations: Int

  func solve() -> FitSolution {
    let (n, p) = (samples.shape[0], samples.shape[1])
    // The intercept is one more column, without a penalty.
    let design = hasIntercept ? concatenate(samples, ones(n, 1), axis: 1) : samples
    let penalized = hasIntercept ? concatenate(ones(p), zeros(1)) : ones(p)
    var weights = zeros(design.shape[1])
    var iterations = 0
    while true {
      let errors = errors(design.matmul(weights))
      let residual = C * errors * (targets * 2 - 1)
      let products = design.transposed.matmul(residual)
      let gradient = weights * penalized - products
      let violation = abs(gradient).max()
      let curvature = C * errors * (1 - errors)
      guard violation > tolerance, iterations < maxIterations,
        let step = newtonStep(design, curvature, penalized, gradient),
        let next = moved(weights, step, gradient, design, penalized)
      else {
        let scale = balance(errors)
        let dual = C * entropy(errors * scale) - pow(samples.transposed.matmul(residual * scale), 2).sum() / 2
        let value = objective(weights, design, penalized)
        return FitSolution(
          coefficients: weights[..<p], intercept: hasIntercept ? weights[p] : 0, objective: value,
          iterations: iterations, converged: violation <= tolerance,
          certificate: Certificate(dualityGap: value - dual, kktResidual: violation))
      }
      Interrupt.check()
      iterations += 1
      weights = next
    }
  }

  private func objective(_ weights: Tensor<Double>, _ design: Tensor<Double>, _ penalized: Tensor<Double>) -> Double {
    let signed = design.matmul(weights) * (targets * 2 - 1)
    let losses = signed.mapElements { $0 > 0 ? log1p(exp(-$0)) : log1p(exp($0)) - $0 }
    return C * losses.sum() + pow(weights * penalized, 2).sum() / 2
  }

  /// The probability of the wrong class, for each sample.
  private func errors(_ margins: Tensor<Double>) -> Tensor<Double> {
    Tensor(zip(margins, targets).map { LogisticLoss.errorProbability(margin: $0, target: $1) })
  }

  private func newtonStep(
    _ design: Tensor<Double>, _ curvature: Tensor<Double>, _ penalized: Tensor<Double>, _ gradient: Tensor<Double>
  ) -> Tensor<Double>? {
    let hessian = design.transposed.matmul(design * curvature[..., newAxis])
    return Cholesky.solve(
      count: gradient.count, matrix: { hessian[$0, $1] + ($0 == $1 ? penalized[$0] : 0) }, right: Array(-gradient)
    ).map { Tensor($0) }
  }

  /// The weights after as much of the step as lowers the objective; within rounding of the minimum all of it.
  private func moved(
    _ weights: Tensor<Double>, _ step: Tensor<Double>, _ gradient: Tensor<Double>, _ design: Tensor<Double>,
    _ penalized: Tensor<Double>
  ) -> Tensor<Double>? {
    let slope = (gradient * step).sum()
    let before = objective(weights, design, penalized)
    if slope > -1e-12 * before { return weights + step }
    var length = 1.0
    for _ in 0..<40 {
      let next = weights + step * length
      if objective(next, design, penalized) <= before + 1e-4 * length * slope { return next }
      length /= 2
    }
    return nil
  }

  /// Factors by class that make the dual point feasible: the residual sums to zero where there is an intercept.
  private func balance(_ errors: Tensor<Double>) -> Tensor<Double> {
    let positive = (errors * targets).sum()
    let negative = errors.sum() - positive
    let smaller = min(positive, negative)
    guard hasIntercept, smaller > 0 else { return Tensor(repeating: 1, shape: errors.shape) }
    return targets.mapElements { $0 == 1 ? smaller / positive : smaller / negative }
  }

  private func entropy(_ probabilities: Tensor<Double>) -> Double {
    probabilities.mapElements { u in
      -(u > 0 ? u * log(u) : 0) - (u < 1 ? (1 - u) * log1p(-u) : 0)
    }.sum()
  }
}
