// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Solves `(l2 I + Σ d[i] x[i] x[i]ᵀ) step = -gradient` for one output, with an intercept as the last coefficient where
/// there is one, in whichever way costs least:
///
/// - more features than rows: a system in the rows (Woodbury), samples² × features once and samples³ a step;
/// - up to ``directLimit`` coefficients: their own system, samples × features² a step;
/// - else conjugate gradients, two products with the data an iteration.
final class NewtonSystem {
  let problem: LogisticProblem
  let l2: Double
  let width: Int
  private var kernel: SquareMatrix?

  /// More coefficients than this are solved for by conjugate gradients.
  static var directLimit: Int { 1200 }
  private static var rowLimit: Int { 3000 }

  init(_ problem: LogisticProblem, l2: Double) {
    self.problem = problem
    self.l2 = l2
    width = problem.width + (problem.hasIntercept ? 1 : 0)
  }

  /// The penalty's second derivative by a coefficient.
  func ridge(_ index: Int) -> Double {
    index < problem.width || problem.penalizesIntercept ? l2 : 0
  }

  func step(curvature: Vector, gradient: Vector) -> Vector {
    if l2 > 0 && problem.rows < problem.width && problem.rows <= Self.rowLimit {
      if let step = stepByRows(curvature, gradient) { return step }
    }
    if width <= Self.directLimit { return directStep(curvature, gradient) }
    return ConjugateGradients.solve(
      gradient: gradient,
      diagonal: diagonal(curvature), product: { self.product(curvature, $0, into: $1) })
  }

  private func directStep(_ curvature: Vector, _ gradient: Vector) -> Vector {
    var extra = 0.0
    while true {
      let hessian = problem.design.weightedGram(curvature.start, ones: problem.hasIntercept)
      var largest = 0.0
      for k in 0..<width { largest = max(largest, hessian[k, k]) }
      for k in 0..<width { hessian[k, k] += ridge(k) + extra * largest }
      if hessian.factor() || extra > 1 {
        let step = Vector(width)
        for k in 0..<width { step[k] = -gradient[k] }
        hessian.solve(step.start)
        return step
      }
      // Features that depend on each other: a touch of ridge keeps the step short along what the data do not tell.
      extra = extra == 0 ? 1e-12 : extra * 100
    }
  }

  /// With S = √d and Q the projection that eliminates an unpenalised intercept:
  /// `step = (h - Xᵀ S Q (l2 I + Q S K S Q)⁻¹ Q S X h) / l2`, h the gradient after that elimination.
  private func stepByRows(_ curvature: Vector, _ gradient: Vector) -> Vector? {
    let (n, p, design) = (problem.rows, problem.width, problem.design)
    let isFree = problem.hasIntercept && !problem.penalizesIntercept
    if kernel == nil {
      let products = design.kernel()
      if problem.penalizesIntercept { for i in 0..<n { for j in 0...i { products[i, j] += 1 } } }
      kernel = products
    }
    guard let kernel else { return nil }
    let (roots, unit, right) = (Vector(n), Vector(n), Vector(width))
    for i in 0..<n { roots[i] = curvature[i].squareRoot() }
    for k in 0..<width { right[k] = -gradient[k] }
    let total = curvature.sum(0..<n)
    let pulled = Vector(p)
    if isFree {
      guard total > 0 else { return nil }
      for i in 0..<n { unit[i] = roots[i] / total.squareRoot() }
      design.transposedProduct(curvature.start, into: pulled.start)
      for j in 0..<p { right[j] += pulled[j] * gradient[p] / total }
    }
    func project(_ x: UnsafeMutablePointer<Double>) {
      guard isFree else { return }
      addScaled(-dot(unit.start, x, n), unit.start, to: x, n)
    }
    let system = SquareMatrix(n)
    for i in 0..<n { for j in 0...i { system[i, j] = kernel[i, j] * roots[i] * roots[j] } }
    if isFree {
      let image = Vector(n)
      system.product(unit.start, into: image.start)
      let twice = dot(unit.start, image.start, n)
      for i in 0..<n {
        for j in 0...i {
          system[i, j] += twice * unit[i] * unit[j] - image[i] * unit[j] - unit[i] * image[j]
        }
      }
    }
    for i in 0..<n { system[i, i] += l2 }
    guard system.factor() else { return nil }
    let inner = Vector(n)
    design.product(right.start, into: inner.start)
    for i in 0..<n { inner[i] = (inner[i] + (problem.penalizesIntercept ? right[p] : 0)) * roots[i] }
    project(inner.start)
    system.solve(inner.start)
    project(inner.start)
    for i in 0..<n { inner[i] *= roots[i] }
    let step = Vector(width)
    design.transposedProduct(inner.start, into: step.start)
    for j in 0..<p { step[j] = (right[j] - step[j]) / l2 }
    if problem.penalizesIntercept { step[p] = (right[p] - inner.sum(0..<n)) / l2 }
    if isFree { step[p] = -(gradient[p] + dot(pulled.start, step.start, p)) / total }
    return step
  }

  private func product(_ curvature: Vector, _ v: Vector, into out: Vector) {
    let (n, p) = (problem.rows, problem.width)
    let inner = Vector(n)
    problem.design.product(v.start, into: inner.start)
    for i in 0..<n { inner[i] = curvature[i] * (inner[i] + (problem.hasIntercept ? v[p] : 0)) }
    problem.design.transposedProduct(inner.start, into: out.start)
    if problem.hasIntercept { out[p] = inner.sum(0..<n) }
    for k in 0..<width { out[k] += ridge(k) * v[k] }
  }

  private func diagonal(_ curvature: Vector) -> Vector {
    let out = Vector(width)
    problem.design.transposedSquares(curvature.start, into: out.start)
    if problem.hasIntercept { out[problem.width] = curvature.sum(0..<problem.rows) }
    for k in 0..<width { out[k] += ridge(k) }
    return out
  }
}

/// Conjugate gradients with the diagonal as preconditioner, for steps of Newton's method.
enum ConjugateGradients {
  /// The solution of `H step = -gradient`, to a share of the gradient that shrinks as the gradient does.
  static func solve(gradient: Vector, diagonal: Vector, product: (Vector, Vector) -> Void) -> Vector {
    let count = gradient.count
    let (step, residual, direction, image, scaled) = (
      Vector(count), Vector(count), Vector(count), Vector(count), Vector(count)
    )
    for k in 0..<count { residual[k] = -gradient[k] }
    func applyPreconditioner() -> Double {
      for k in 0..<count { scaled[k] = residual[k] / max(diagonal[k], 1e-300) }
      return dot(residual.start, scaled.start, count)
    }
    var energy = applyPreconditioner()
    let first = energy
    direction.copy(from: scaled)
    let goal = min(0.01, gradient.largestMagnitude) * 0.1
    for _ in 0..<max(200, 10 * Int(Double(count).squareRoot())) {
      if energy <= first * goal * goal || energy == 0 { break }
      product(direction, image)
      let curvature = dot(direction.start, image.start, count)
      guard curvature > 0 else { break }
      let length = energy / curvature
      addScaled(length, direction.start, to: step.start, count)
      addScaled(-length, image.start, to: residual.start, count)
      let next = applyPreconditioner()
      let turn = next / energy
      for k in 0..<count { direction[k] = scaled[k] + turn * direction[k] }
      energy = next
    }
    return step
  }
}
