// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// The logistic or softmax loss at given margins and its derivatives, in forms that neither overflow nor cancel.
///
/// Vectors of outputs × rows hold one output after the other.
final class LogisticLoss {
  let problem: LogisticProblem
  let n: Int
  let outputs: Int
  let margins: Vector
  /// `C s (y - p)`: minus the loss's derivatives by the margins.
  let residual: Vector
  /// Two classes: the probability of the wrong one. More: of each.
  let probabilities: Vector

  init(_ problem: LogisticProblem) {
    self.problem = problem
    (n, outputs) = (problem.rows, problem.outputs)
    (margins, residual) = (Vector(n * outputs), Vector(n * outputs))
    probabilities = Vector(n * outputs)
  }

  /// The weighted sum of the losses at any margins, without C.
  func total(_ z: Vector) -> Double {
    var sum = 0.0
    if outputs == 1 {
      for i in 0..<n {
        let signed = problem.targets[i] == 1 ? z[i] : -z[i]
        sum += problem.weights[i] * (signed > 0 ? log1p(exp(-signed)) : log1p(exp(signed)) - signed)
      }
      return sum
    }
    for i in 0..<n {
      var largest = z[i]
      for k in 1..<outputs { largest = max(largest, z[k &* n &+ i]) }
      var total = 0.0
      for k in 0..<outputs { total += exp(z[k &* n &+ i] - largest) }
      sum += problem.weights[i] * (log(total) + (largest - z[problem.targets[i] &* n &+ i]))
    }
    return sum
  }

  /// Probabilities and residuals at the present margins.
  func update(C: Double) {
    if outputs == 1 {
      for i in 0..<n {
        let isPositive = problem.targets[i] == 1
        let error = Self.errorProbability(isPositive ? margins[i] : -margins[i])
        probabilities[i] = error
        residual[i] = (isPositive ? C : -C) * problem.weights[i] * error
      }
      return
    }
    for i in 0..<n {
      var largest = margins[i]
      for k in 1..<outputs { largest = max(largest, margins[k &* n &+ i]) }
      var total = 0.0
      for k in 0..<outputs {
        let value = exp(margins[k &* n &+ i] - largest)
        probabilities[k &* n &+ i] = value
        total += value
      }
      let target = problem.targets[i]
      var others = 0.0
      for k in 0..<outputs {
        let p = probabilities[k &* n &+ i] / total
        probabilities[k &* n &+ i] = p
        residual[k &* n &+ i] = -C * problem.weights[i] * p
        if k != target { others += p }
      }
      // 1 - p as the sum of the others keeps its digits where p is nearly 1.
      residual[target &* n &+ i] = C * problem.weights[i] * others
    }
  }

  /// The probability of the wrong class at a margin towards the right one.
  @inline(__always)
  static func errorProbability(_ signed: Double) -> Double {
    if signed > 0 {
      let small = exp(-signed)
      return small / (1 + small)
    }
    return 1 / (1 + exp(signed))
  }

  /// Every row is on the side of its class.
  var separates: Bool {
    (0..<n).allSatisfy { i in
      if problem.weights[i] == 0 { return true }
      if outputs == 1 { return problem.targets[i] == 1 ? margins[i] > 0 : margins[i] < 0 }
      let own = margins[problem.targets[i] * n + i]
      return (0..<outputs).allSatisfy { $0 == problem.targets[i] || margins[$0 * n + i] < own }
    }
  }
}
