// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// The second-order expansion of the loss in a few coefficients, with the intercept already minimised out, plus |w|₁.
///
/// Minimised by coordinate descent, which finds the signs, and Newton steps with those signs, which find the values:
/// one alone is slow on correlated features, the other needs to know the signs.
struct QuadraticModel {
  private let size: Int
  /// Second derivatives by pairs of coefficients, row by row.
  private let hessian: Tensor<Double>
  /// First derivatives, with the intercept following along.
  private let gradient: [Double]
  private let fullGradient: [Double]
  private let interceptGradient: Double?
  /// Curvature-weighted sums of the columns, and of a column of ones.
  private let weightedSums: [Double]
  private let totalCurvature: Double

  /// - Parameter interceptGradient: nil for a model without an intercept.
  init(columns: [Vector], curvature: Vector, gradient: [Double], interceptGradient: Double?) {
    let (size, n) = (columns.count, curvature.count)
    self.size = size
    fullGradient = gradient
    self.interceptGradient = interceptGradient
    let roots = Vector(n)
    for i in 0..<n { roots[i] = curvature[i].squareRoot() }
    let total = max(dot(roots.start, roots.start, n), .leastNormalMagnitude)
    totalCurvature = total
    let sums = columns.map { interceptGradient == nil ? 0 : dot($0.start, curvature.start, n) }
    weightedSums = sums
    // Centring the columns by their weighted means is what eliminates the intercept.
    var scaled = Tensor<Double>.zeros(size, n)
    scaled.withUnsafeMutableBufferPointer { scaled in
      for (k, column) in columns.enumerated() {
        let mean = sums[k] / total
        for i in 0..<n { scaled[k &* n &+ i] = (column[i] - mean) * roots[i] }
      }
    }
    hessian = scaled.matmul(scaled.transposed)
    self.gradient = zip(gradient, sums).map { $0 - $1 * (interceptGradient ?? 0) / total }
  }

  /// The intercept's share of a step.
  func interceptStep(_ step: [Double]) -> Double {
    guard let interceptGradient else { return 0 }
    return -(interceptGradient + zip(weightedSums, step).reduce(0) { $0 + $1.0 * $1.1 }) / totalCurvature
  }

  /// The change of the loss, to first order.
  func slope(_ step: [Double], _ interceptStep: Double) -> Double {
    zip(fullGradient, step).reduce((interceptGradient ?? 0) * interceptStep) { $0 + $1.0 * $1.1 }
  }

  /// The coefficients at the minimum, up to a violation of `goal`.
  func minimise(from start: [Double], goal: Double) -> [Double] {
    var (x, slope) = (start, gradient)
    hessian.withUnsafeBufferPointer { hessian in
      for _ in 0..<50 {
        for _ in 0..<3 { descend(hessian, &x, &slope) }
        newtonSteps(hessian, &x, &slope)
        if violation(x, slope) <= goal { break }
      }
    }
    return x
  }

  private func violation(_ x: [Double], _ slope: [Double]) -> Double {
    var worst = 0.0
    for k in 0..<size {
      worst = max(worst, x[k] == 0 ? abs(slope[k]) - 1 : abs(slope[k] + (x[k] > 0 ? 1 : -1)))
    }
    return worst
  }

  /// Minimises along each coefficient in turn.
  private func descend(_ hessian: UnsafeBufferPointer<Double>, _ x: inout [Double], _ slope: inout [Double]) {
    x.withUnsafeMutableBufferPointer { x in
      slope.withUnsafeMutableBufferPointer { slope in
        for k in 0..<size {
          let curvature = hessian[k &* size &+ k]
          guard curvature > 0 else { continue }
          let free = x[k] - slope[k] / curvature
          let threshold = 1 / curvature
          let next = free > threshold ? free - threshold : (free < -threshold ? free + threshold : 0)
          let change = next - x[k]
          if change != 0 {
            x[k] = next
            addScaled(change, hessian.baseAddress! + k &* size, to: slope.baseAddress!, size)
          }
        }
      }
    }
  }

  /// Goes to the minimum among coefficients of these signs; where one would change its sign it stops at zero instead,
  /// and the others go on without it.
  private func newtonSteps(_ hessian: UnsafeBufferPointer<Double>, _ x: inout [Double], _ slope: inout [Double]) {
    for _ in 0..<8 {
      let support = (0..<size).filter { x[$0] != 0 }
      guard
        let step = Cholesky.solve(
          count: support.count, matrix: { hessian[support[$0] &* size &+ support[$1]] },
          right: support.map { -slope[$0] - (x[$0] > 0 ? 1 : -1) })
      else { return }
      var (length, blocking) = (1.0, -1)
      for (k, feature) in support.enumerated() where x[feature] * (x[feature] + step[k]) < 0 {
        let crossing = -x[feature] / step[k]
        if crossing < length { (length, blocking) = (crossing, feature) }
      }
      slope.withUnsafeMutableBufferPointer { slope in
        for (k, feature) in support.enumerated() {
          let next = feature == blocking ? 0 : x[feature] + length * step[k]
          addScaled(next - x[feature], hessian.baseAddress! + feature &* size, to: slope.baseAddress!, size)
          x[feature] = next
        }
      }
      if blocking < 0 { return }
    }
  }
}
