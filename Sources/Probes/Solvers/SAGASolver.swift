// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics
import Tensors

/// The SAGA solver of scikit-learn for logistic regression with two classes, step for step, including where it stops.
///
/// Defazio, Bach and Lacoste-Julien (2014), in the form of `sklearn.linear_model._sag` for dense data: rows are drawn with
/// replacement by a 32-bit xorshift generator, the penalty is applied before each draw, and an epoch of as many draws as
/// rows ends with a test of how far the coefficients moved. Single precision data are fitted in single precision, as
/// there.
final class SAGASolver<Scalar: SAGAScalar> {
  private let design: Tensor<Scalar>
  private let n: Int
  private let width: Int
  private let step: Double
  private let alpha: Double
  private let beta: Double
  private let tolerance: Double
  private let targets: [Scalar]
  private let sampleWeights: [Scalar]
  private var weights: [Scalar]
  private var previous: [Scalar]
  private var gradientSum: [Scalar]
  private var memory: [Scalar]
  private var seen: [UInt8]
  private var counters: [UInt64]
  /// Its value and its sum of gradients; empty without an intercept.
  private var interceptState: [Scalar]
  private(set) var epochs = 0
  private(set) var converged = false

  /// - Parameter penalty: the weights of the magnitudes and of half the squares where the loss's weight is C.
  init(
    _ data: Tensor<Scalar>, problem: LogisticProblem, penalty: PenaltyWeights, C: Double, seed: Int, tolerance: Double
  ) {
    design = data
    (n, width) = (data.shape[0], data.shape[1])
    let largest = data.withUnsafeBufferPointer { Scalar.largestRowNorm($0.baseAddress!, problem.rows, problem.width) }
    (alpha, beta) = (penalty.l2 * (1 / C) / Double(n), penalty.l1 * (1 / C) / Double(n))
    // In the precision of the data, as NumPy has it.
    let lipschitz = Scalar(0.25) * (largest + (problem.hasIntercept ? 1 : 0)) + Scalar(alpha)
    let mun = Swift.min(Scalar(2 * Double(n) * alpha), lipschitz)
    step = Double(1 / (2 * lipschitz + mun))
    self.tolerance = tolerance
    targets = problem.targets.map { Scalar($0) }
    sampleWeights = problem.weights.map { Scalar($0) }
    weights = Array(repeating: 0, count: width)
    (previous, gradientSum) = (weights, weights)
    memory = Array(repeating: 0, count: n)
    seen = Array(repeating: 0, count: n)
    counters = [0, UInt64(RandomState(seed: seed).randint(1..<2_147_483_647))]
    interceptState = problem.hasIntercept ? [0, 0] : []
  }

  var coefficients: Tensor<Double> { Tensor(weights.map { Double($0) }, shape: [1, width]) }
  var intercept: Double { interceptState.first.map { Double($0) } ?? 0 }

  /// Up to so many more epochs, fewer where the solver is content.
  func run(epochs count: Int) {
    for _ in 0..<count where !converged {
      design.withUnsafeBufferPointer { rows in
        interceptState.withUnsafeMutableBufferPointer { state in
          Scalar.epoch(
            rows.baseAddress!, targets, sampleWeights, n, width, step, alpha, beta, &weights, &gradientSum, &memory,
            &seen,
            &counters, state.isEmpty ? nil : state.baseAddress)
        }
      }
      epochs += 1
      converged = hasSettled()
    }
  }

  /// The largest change since the last epoch is small beside the largest weight.
  private func hasSettled() -> Bool {
    var (largest, change) = (Scalar.zero, Scalar.zero)
    for j in 0..<width {
      largest = Swift.max(largest, weights[j].magnitude)
      change = Swift.max(change, (weights[j] - previous[j]).magnitude)
      previous[j] = weights[j]
    }
    return largest == 0 ? change == 0 : Double(change / largest) <= tolerance
  }
}

/// The precisions that SAGA works in.
protocol SAGAScalar: TensorScalar, BinaryFloatingPoint {
  static func largestRowNorm(_ rows: UnsafePointer<Self>, _ n: Int, _ width: Int) -> Self
  static func epoch(
    _ rows: UnsafePointer<Self>, _ targets: [Self], _ sampleWeights: [Self], _ n: Int, _ width: Int, _ step: Double,
    _ alpha: Double, _ beta: Double, _ weights: inout [Self], _ gradientSum: inout [Self], _ memory: inout [Self],
    _ seen: inout [UInt8], _ counters: inout [UInt64], _ intercept: UnsafeMutablePointer<Self>?)
}

extension Double: SAGAScalar {
  static func largestRowNorm(_ rows: UnsafePointer<Double>, _ n: Int, _ width: Int) -> Double {
    (0..<n).reduce(0) { max($0, dot(rows + $1 * width, rows + $1 * width, width)) }
  }

  static func epoch(
    _ rows: UnsafePointer<Double>, _ targets: [Double], _ sampleWeights: [Double], _ n: Int, _ width: Int,
    _ step: Double, _ alpha: Double, _ beta: Double, _ weights: inout [Double], _ gradientSum: inout [Double],
    _ memory: inout [Double], _ seen: inout [UInt8], _ counters: inout [UInt64],
    _ intercept: UnsafeMutablePointer<Double>?
  ) {
    martlet_saga_epoch_f64(
      rows, targets, sampleWeights, n, width, step, alpha, beta, &weights, &gradientSum, &memory, &seen, &counters,
      intercept)
  }
}

extension Float: SAGAScalar {
  static func largestRowNorm(_ rows: UnsafePointer<Float>, _ n: Int, _ width: Int) -> Float {
    martlet_largest_row_norm_f32(rows, n, width)
  }

  static func epoch(
    _ rows: UnsafePointer<Float>, _ targets: [Float], _ sampleWeights: [Float], _ n: Int, _ width: Int,
    _ step: Double, _ alpha: Double, _ beta: Double, _ weights: inout [Float], _ gradientSum: inout [Float],
    _ memory: inout [Float], _ seen: inout [UInt8], _ counters: inout [UInt64],
    _ intercept: UnsafeMutablePointer<Float>?
  ) {
    martlet_saga_epoch_f32(
      rows, targets, sampleWeights, n, width, step, alpha, beta, &weights, &gradientSum, &memory, &seen, &counters,
      intercept)
  }
}
