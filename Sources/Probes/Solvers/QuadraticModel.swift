// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The second-order expansion of a loss in a few coefficients, with unpenalised intercepts already minimised out, plus
/// `l1 |w|₁ + l2/2 |w|²`.
///
/// Minimised by coordinate descent, which finds the signs, and Newton steps with those signs, which find the values:
/// one alone is slow on correlated features, the other needs to know the signs.
struct QuadraticModel {
  private let size: Int
  private let l1: Double
  /// Second derivatives by pairs of coefficients, row by row, with intercepts following along.
  private let hessian: Vector
  private let gradient: [Double]
  private let fullGradient: [Double]
  private let freeGradient: [Double]
  /// Second derivatives by intercept and coefficient, and the factor of those by intercepts.
  private let crossed: [[Double]]
  private let freeFactor: SquareMatrix

  /// - Parameters:
  ///   - rows: a factor G of the loss's second derivatives `G Gᵀ`, one row for each coefficient, then for each intercept.
  ///   - gradient: of the smooth part, by coefficient.
  ///   - freeGradient: by intercept.
  init(rows: Vector, width: Int, gradient: [Double], freeGradient: [Double], l1: Double, l2: Double) {
    let (size, free) = (gradient.count, freeGradient.count)
    let all = size + free
    (self.size, self.l1, fullGradient, self.freeGradient) = (size, l1, gradient, freeGradient)
    let full = SquareMatrix(all)
    full.addProducts(ofRows: rows.start, leading: width, depth: width)
    let factor = SquareMatrix(free)
    for a in 0..<free {
      for b in 0...a { factor[a, b] = full[size + a, size + b] }
      factor[a, a] = max(factor[a, a], .leastNormalMagnitude)
    }
    if !factor.factor() {
      // Some class has all but no curvature left; any bound on the step will do.
      for a in 0..<free {
        for b in 0..<a { factor[a, b] = 0 }
        factor[a, a] = max(full[size + a, size + a], 1e-300).squareRoot()
      }
    }
    crossed = (0..<free).map { a in (0..<size).map { full[size + a, $0] } }
    freeFactor = factor
    let reduced = Vector(size * size)
    // One column of the intercepts' answers at a time: C = H_bb⁻¹ H_ba.
    let answers = Vector(size * max(free, 1))
    for k in 0..<size {
      for a in 0..<free { answers[k * free + a] = crossed[a][k] }
      factor.solve(answers.start + k * free)
    }
    for i in 0..<size {
      for j in 0...i {
        var value = full[i, j]
        for a in 0..<free { value -= crossed[a][i] * answers[j * free + a] }
        if i == j { value += l2 }
        reduced[i * size + j] = value
        reduced[j * size + i] = value
      }
    }
    hessian = reduced
    var pull = freeGradient
    pull.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { factor.solve(base) } }
    let crossedRows = crossed
    self.gradient = (0..<size).map { k in
      gradient[k] - (0..<free).reduce(0) { $0 + crossedRows[$1][k] * pull[$1] }
    }
  }

  /// The intercepts' share of a step.
  func freeStep(_ step: [Double]) -> [Double] {
    var right = freeGradient.indices.map { a in
      -(freeGradient[a] + zip(crossed[a], step).reduce(0) { $0 + $1.0 * $1.1 })
    }
    right.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { freeFactor.solve(base) } }
    return right
  }

  /// The change of the smooth part, to first order.
  func slope(_ step: [Double], _ freeStep: [Double]) -> Double {
    zip(fullGradient, step).reduce(zip(freeGradient, freeStep).reduce(0) { $0 + $1.0 * $1.1 }) { $0 + $1.0 * $1.1 }
  }

  /// The coefficients at the minimum, up to a violation of `goal`.
  func minimise(from start: [Double], goal: Double) -> [Double] {
    var (x, slope) = (start, gradient)
    for _ in 0..<50 {
      for _ in 0..<3 { descend(&x, &slope) }
      newtonSteps(&x, &slope)
      if violation(x, slope) <= goal { break }
    }
    return x
  }

  private func violation(_ x: [Double], _ slope: [Double]) -> Double {
    var worst = 0.0
    for k in 0..<size {
      worst = max(worst, x[k] == 0 ? abs(slope[k]) - l1 : abs(slope[k] + (x[k] > 0 ? l1 : -l1)))
    }
    return worst
  }

  /// Minimises along each coefficient in turn.
  private func descend(_ x: inout [Double], _ slope: inout [Double]) {
    x.withUnsafeMutableBufferPointer { x in
      slope.withUnsafeMutableBufferPointer { slope in
        for k in 0..<size {
          let curvature = hessian[k &* size &+ k]
          guard curvature > 0 else { continue }
          let free = x[k] - slope[k] / curvature
          let threshold = l1 / curvature
          let next = free > threshold ? free - threshold : (free < -threshold ? free + threshold : 0)
          let change = next - x[k]
          if change != 0 {
            x[k] = next
            addScaled(change, hessian.start + k &* size, to: slope.baseAddress!, size)
          }
        }
      }
    }
  }

  /// The factor of the second derivatives among some coefficients. Where the loss is flat along a direction (the same
  /// change of one feature in all classes, copies of a feature) a touch of ridge makes the step along it long, so that it
  /// ends where a coefficient becomes zero.
  private func factor(_ support: [Int]) -> SquareMatrix? {
    for ridge in [0, 1e-10, 1e-7] {
      let factor = SquareMatrix(support.count)
      for (a, i) in support.enumerated() {
        for b in 0...a { factor[a, b] = hessian[i &* size &+ support[b]] }
        factor[a, a] *= 1 + ridge
      }
      if factor.factor() { return factor }
    }
    return nil
  }

  /// Goes to the minimum among coefficients of these signs; where one would change its sign it stops at zero instead,
  /// and the others go on without it.
  private func newtonSteps(_ x: inout [Double], _ slope: inout [Double]) {
    for _ in 0..<24 {
      let support = (0..<size).filter { x[$0] != 0 }
      guard let factor = factor(support) else { return }
      var step = support.map { -slope[$0] - (x[$0] > 0 ? l1 : -l1) }
      step.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { factor.solve(base) } }
      var (length, blocking) = (1.0, -1)
      for (k, feature) in support.enumerated() where x[feature] * (x[feature] + step[k]) < 0 {
        let crossing = -x[feature] / step[k]
        if crossing < length { (length, blocking) = (crossing, feature) }
      }
      slope.withUnsafeMutableBufferPointer { slope in
        for (k, feature) in support.enumerated() {
          let next = feature == blocking ? 0 : x[feature] + length * step[k]
          addScaled(next - x[feature], hessian.start + feature &* size, to: slope.baseAddress!, size)
          x[feature] = next
        }
      }
      if blocking < 0 { return }
    }
  }
}
