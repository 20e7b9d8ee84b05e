// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Newton's system of a softmax: coefficients of one class after another, each with its intercept as the last one.
///
/// Adding the same vector to every class changes no probability; along what the penalty does not fix there is a curvature
/// of our own, which keeps the step free of it (the gradient has no part there).
final class SoftmaxSystem {
  private let problem: LogisticProblem
  private let l2: Double
  private let width: Int
  private let classes: Int

  init(_ problem: LogisticProblem, l2: Double) {
    self.problem = problem
    self.l2 = l2
    classes = problem.outputs
    width = problem.width + (problem.hasIntercept ? 1 : 0)
  }

  private func ridge(_ index: Int) -> Double { index < problem.width || problem.penalizesIntercept ? l2 : 0 }

  func step(_ loss: LogisticLoss, C: Double, gradient: Vector) -> Vector {
    if classes * width <= NewtonSystem.directLimit { return directStep(loss, C, gradient) }
    let n = problem.rows
    let diagonal = Vector(classes * width)
    let weights = Vector(n)
    for m in 0..<classes {
      for i in 0..<n {
        let p = loss.probabilities[m * n + i]
        weights[i] = C * problem.weights[i] * p * (1 - p)
      }
      problem.design.transposedSquares(weights.start, into: diagonal.start + m * width)
      if problem.hasIntercept { diagonal[m * width + problem.width] = weights.sum(0..<n) }
      for k in 0..<width { diagonal[m * width + k] += ridge(k) }
    }
    return ConjugateGradients.solve(gradient: gradient, diagonal: diagonal) { self.product(loss, C, $0, into: $1) }
  }

  private func product(_ loss: LogisticLoss, _ C: Double, _ v: Vector, into out: Vector) {
    let (n, p) = (problem.rows, problem.width)
    let inner = Vector(classes * n)
    for m in 0..<classes {
      problem.design.product(v.start + m * width, into: inner.start + m * n)
      if problem.hasIntercept { for i in 0..<n { inner[m * n + i] += v[m * width + p] } }
    }
    for i in 0..<n {
      var mean = 0.0
      for m in 0..<classes { mean += loss.probabilities[m * n + i] * inner[m * n + i] }
      for m in 0..<classes {
        inner[m * n + i] = C * problem.weights[i] * loss.probabilities[m * n + i] * (inner[m * n + i] - mean)
      }
    }
    for m in 0..<classes {
      problem.design.transposedProduct(inner.start + m * n, into: out.start + m * width)
      if problem.hasIntercept { out[m * width + p] = inner.sum(m * n..<(m + 1) * n) }
      for k in 0..<width { out[m * width + k] += ridge(k) * v[m * width + k] }
    }
  }

  private func directStep(_ loss: LogisticLoss, _ C: Double, _ gradient: Vector) -> Vector {
    let n = problem.rows
    let weights = Vector(n)
    let full = SquareMatrix(classes * width)
    for a in 0..<classes {
      for b in 0...a {
        for i in 0..<n {
          let (p, q) = (loss.probabilities[a * n + i], loss.probabilities[b * n + i])
          weights[i] = C * problem.weights[i] * p * (a == b ? 1 - p : q)
        }
        let block = problem.design.weightedGram(weights.start, ones: problem.hasIntercept)
        let sign = a == b ? 1.0 : -1.0
        for i in 0..<width {
          for j in 0...i {
            full[a * width + i, b * width + j] = sign * block[i, j]
            if a != b { full[a * width + j, b * width + i] = sign * block[i, j] }
          }
        }
      }
    }
    var largest = 0.0
    for k in 0..<full.size { largest = max(largest, full[k, k]) }
    let unfixed = (0..<width).filter { ridge($0) == 0 }
    for k in unfixed {
      let mean = (0..<classes).reduce(0) { $0 + full[$1 * width + k, $1 * width + k] } / Double(classes)
      for a in 0..<classes { for b in 0...a { full[a * width + k, b * width + k] += max(mean, 1e-12 * largest) } }
    }
    for a in 0..<classes { for k in 0..<width { full[a * width + k, a * width + k] += ridge(k) } }
    var extra = 0.0
    while true {
      let factor = SquareMatrix(full.size)
      factor.start.update(from: full.start, count: full.size * full.size)
      for k in 0..<full.size { factor[k, k] += extra * largest }
      if factor.factor() || extra > 1 {
        let step = Vector(full.size)
        for k in 0..<full.size { step[k] = -gradient[k] }
        factor.solve(step.start)
        return step
      }
      extra = extra == 0 ? 1e-12 : extra * 100
    }
  }
}
