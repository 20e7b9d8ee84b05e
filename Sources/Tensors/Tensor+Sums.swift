// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension Tensor where Scalar: Numeric {
  /// The sum of all elements, in NumPy's pairwise order; 0 for an empty tensor.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public func sum() -> Scalar {
    withUnsafeBufferPointer { elements in
      elements.baseAddress.map { pairwiseSum($0, elements.count) { $0 } } ?? .zero
    }
  }

  /// Sums along one axis, which vanishes or, with `keepingDimensions`, stays with length 1.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public func sum(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    let reduction = AxisReduction(self, axis: axis, keepingDimensions: keepingDimensions, operation: "sum")
    if reduction.length == 0 { return Tensor(repeating: .zero, shape: reduction.resultShape) }
    if reduction.inner == 1 { return reduction.mapLines { line, count, _ in pairwiseSum(line, count) { $0 } } }
    return reduction.fold { $0 + $1 }
  }
}

extension Tensor where Scalar: BinaryFloatingPoint {
  /// The arithmetic mean of all elements; NaN for an empty tensor.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func mean() -> Scalar { sum() / Scalar(count) }

  /// Means along one axis.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func mean(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    let length = Scalar(shape[resolve(axis: axis, rank: rank, operation: "mean")])
    return sum(axis: axis, keepingDimensions: keepingDimensions) / length
  }

  /// The mean squared distance from the mean, computed in two passes.
  /// - Parameter ddof: what is subtracted from the number of elements in the divisor: 0 as in NumPy, 1 for the unbiased
  ///   estimate. Where nothing is left to divide by, the result is NaN, or infinite if there is a distance.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func variance(ddof: Int = 0) -> Scalar {
    let mean = mean()
    let squares = withUnsafeBufferPointer { elements in
      elements.baseAddress.map { pairwiseSum($0, elements.count) { ($0 - mean) * ($0 - mean) } } ?? 0
    }
    return squares / Scalar(Swift.max(count - ddof, 0))
  }

  /// Variances along one axis.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func variance(axis: Int, ddof: Int = 0, keepingDimensions: Bool = false) -> Tensor {
    let centred = self - mean(axis: axis, keepingDimensions: true)
    let divisor = Scalar(Swift.max(shape[resolve(axis: axis, rank: rank, operation: "variance")] - ddof, 0))
    return (centred * centred).sum(axis: axis, keepingDimensions: keepingDimensions) / divisor
  }

  /// The standard deviation, the square root of ``variance(ddof:)``.
  public func std(ddof: Int = 0) -> Scalar { variance(ddof: ddof).squareRoot() }

  /// Standard deviations along one axis.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func std(axis: Int, ddof: Int = 0, keepingDimensions: Bool = false) -> Tensor {
    elementwise(variance(axis: axis, ddof: ddof, keepingDimensions: keepingDimensions)) { $0.squareRoot() }
  }
}

extension Tensor where Scalar: BinaryInteger {
  /// The arithmetic mean of all elements; NaN for an empty tensor.
  public func mean() -> Double { Tensor<Double>(self).mean() }

  /// Means along one axis.
  public func mean(axis: Int, keepingDimensions: Bool = false) -> Tensor<Double> {
    Tensor<Double>(self).mean(axis: axis, keepingDimensions: keepingDimensions)
  }
}

extension Tensor where Scalar == Bool {
  /// How many elements are true.
  public func sum() -> Int { Tensor<Int>(self).sum() }

  /// How many elements are true along one axis.
  public func sum(axis: Int, keepingDimensions: Bool = false) -> Tensor<Int> {
    Tensor<Int>(self).sum(axis: axis, keepingDimensions: keepingDimensions)
  }

  /// The fraction of elements that are true.
  public func mean() -> Double { Double(sum()) / Double(count) }

  /// The fraction of elements that are true along one axis.
  public func mean(axis: Int, keepingDimensions: Bool = false) -> Tensor<Double> {
    Tensor<Double>(self).mean(axis: axis, keepingDimensions: keepingDimensions)
  }
}
