// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Statistics
import Tensors

/// A fitted classifier that decides by x·w + b.
public protocol FittedLinearClassifier<Label>: FittedClassifier {
  /// Two classes: one coefficient per feature, for the positive class. More: classes × features.
  var coefficients: Tensor<Double> { get }
  /// One for two classes, else one for each.
  var intercepts: Tensor<Double> { get }
}

extension FittedLinearClassifier {
  /// Of two classes; traps where there are more, see ``intercepts``.
  public var intercept: Double {
    guard intercepts.count == 1 else {
      trap("intercept: \(classes.count) classes have an intercept each; use intercepts")
    }
    return intercepts[0]
  }

  public var featureCount: Int { coefficients.shape[coefficients.rank - 1] }

  /// The fraction of coefficients that are exactly zero, 0 to 1.
  public var sparsity: Double { (coefficients .== 0).mean() }

  /// The number of coefficients that are not zero.
  public var nonZeroCount: Int { (coefficients .!= 0).sum() }

  /// The features with a coefficient that is not zero, in rising order.
  public var selectedFeatures: [Int] {
    let nonZero = (coefficients .!= 0)
    let byFeature = nonZero.rank == 1 ? nonZero : nonZero.sum(axis: 0) .> 0
    return byFeature.enumerated().compactMap { $1 ? $0 : nil }
  }

  /// x·w + b: for two classes one number for each sample, for more samples × classes.
  ///
  /// Traps unless `data` has as many columns as the fit has features.
  public func decision<Scalar: RealScalar>(_ data: Tensor<Scalar>) -> Tensor<Double> {
    SampleChecks.columns(data.shape, fitted: featureCount, operation: "decision")
    let rows = data.shape[0]
    let design = Design(data.contiguous())
    let count = intercepts.count
    var result = Tensor<Double>.zeros(rows, count)
    let column = Vector(rows)
    let weights = Array(coefficients)
    result.withUnsafeMutableBufferPointer { result in
      for m in 0..<count where rows > 0 {
        weights.withUnsafeBufferPointer { design.product($0.baseAddress! + m * featureCount, into: column.start) }
        let start = intercepts[m]
        for i in 0..<rows { result[i &* count &+ m] = column[i] + start }
      }
    }
    return count == 1 ? result.flattened() : result
  }

  /// The class of each sample.
  public func predict<Scalar: RealScalar>(_ data: Tensor<Scalar>) -> Tensor<Label> {
    let z = decision(data)
    if z.rank == 1 { return z.mapElements { $0 > 0 ? classes[1] : classes[0] } }
    return Tensor(z.argmax(axis: 1).map { classes[$0] })
  }
}
