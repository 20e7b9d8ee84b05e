// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// A feasible point of the dual of a logistic regression: probabilities from which a lower bound of the objective
/// follows.
///
/// The dual is `C Σ s H(q) - Ω*(Xᵀ r)` with `r = C s (y - q)`, H the entropy of a row's probabilities and Ω* the
/// penalty's conjugate. An unpenalised intercept asks that r sum to zero; the fit's probabilities nearly do, and are
/// balanced by moving the surplus of some classes to the others. Pure L1 asks that no feature correlate with r by more
/// than 1; the probabilities are moved towards the labels until that holds.
struct DualPoint {
  private let problem: LogisticProblem
  private let n: Int
  /// Rows × classes, class by class.
  private let q: Vector

  init(_ loss: LogisticLoss) {
    problem = loss.problem
    n = loss.n
    q = Vector(n * loss.problem.classCount)
    if loss.outputs > 1 {
      q.copy(from: loss.probabilities)
    } else {
      for i in 0..<n {
        let own = problem.targets[i]
        q[own * n + i] = 1 - loss.probabilities[i]
        q[(1 - own) * n + i] = loss.probabilities[i]
      }
    }
    if problem.hasIntercept && !problem.penalizesIntercept { balance() }
  }

  private func balance() {
    let classes = 0..<problem.classCount
    var (surplus, mass) = (classes.map { _ in 0.0 }, classes.map { _ in 0.0 })
    for i in 0..<n {
      for k in classes {
        let part = problem.weights[i] * q[k * n + i]
        mass[k] += part
        surplus[k] += k == problem.targets[i] ? part - problem.weights[i] : part
      }
    }
    let missing = surplus.reduce(0) { $0 + max(-$1, 0) }
    let excess = surplus.reduce(0) { $0 + max($1, 0) }
    guard missing > 0, excess > 0 else { return }
    for i in 0..<n {
      var freed = 0.0
      for k in classes where surplus[k] > 0 {
        let part = q[k * n + i] * min(1, surplus[k] / mass[k])
        q[k * n + i] -= part
        freed += part
      }
      for k in classes where surplus[k] < 0 { q[k * n + i] += freed * (-surplus[k] / missing) }
    }
  }

  /// The lower bound.
  func value(C: Double, penalty: PenaltyWeights) -> Double {
    let outputs = problem.outputs
    let residual = Vector(n)
    let products = Vector(problem.width)
    var (largest, squares) = (0.0, 0.0)
    for m in 0..<outputs {
      let positive = outputs == 1 ? 1 : m
      for i in 0..<n {
        residual[i] = C * problem.weights[i] * ((problem.targets[i] == positive ? 1 : 0) - q[positive * n + i])
      }
      problem.design.transposedProduct(residual.start, into: products.start)
      for j in 0..<problem.width {
        largest = max(largest, abs(products[j]))
        squares += pow(max(abs(products[j]) - penalty.l1, 0), 2)
      }
      if problem.penalizesIntercept {
        let sum = residual.sum(0..<n)
        largest = max(largest, abs(sum))
        squares += pow(max(abs(sum) - penalty.l1, 0), 2)
      }
    }
    if penalty.l2 > 0 { return C * entropy(scale: 1) - squares / (2 * penalty.l2) }
    return penalty.l1 > 0 ? C * entropy(scale: min(1, penalty.l1 / max(largest, .leastNormalMagnitude))) : .nan
  }

  /// The weighted entropy of probabilities that are moved towards the labels until `scale` of the error is left.
  private func entropy(scale: Double) -> Double {
    var sum = 0.0
    for i in 0..<n {
      var (row, others) = (0.0, 0.0)
      for k in 0..<problem.classCount where k != problem.targets[i] {
        let p = max(q[k * n + i], 0) * scale
        others += p
        if p > 0 { row -= p * log(p) }
      }
      if others < 1 { row -= (1 - others) * log1p(-others) }
      sum += problem.weights[i] * row
    }
    return sum
  }
}

extension Certificate {
  /// The certificate of a fit at the loss's present margins.
  init(_ loss: LogisticLoss, C: Double, penalty: PenaltyWeights, objective: Double, violation: Double) {
    self.init(
      dualityGap: penalty.l1 + penalty.l2 > 0 ? objective - DualPoint(loss).value(C: C, penalty: penalty) : .nan,
      kktResidual: violation)
  }
}
