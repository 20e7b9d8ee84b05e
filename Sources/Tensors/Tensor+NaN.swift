// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics

// Reductions that pass over NaN, under NumPy's names. A line of NaN alone has no mean, spread or extreme: NaN, and no
// position: a trap.

extension Tensor where Scalar: BinaryFloatingPoint {
  /// The sum of the elements that are not NaN; 0 if there are none.
  public func nansum() -> Scalar { withoutNaN(0).sum() }

  /// Sums along one axis without NaN.
  public func nansum(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    withoutNaN(0).sum(axis: axis, keepingDimensions: keepingDimensions)
  }

  /// The mean of the elements that are not NaN.
  public func nanmean() -> Scalar { nansum() / Scalar(numbers.sum()) }

  /// Means along one axis without NaN.
  public func nanmean(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    nansum(axis: axis, keepingDimensions: keepingDimensions)
      / numbers.sum(axis: axis, keepingDimensions: keepingDimensions).asScalars()
  }

  /// The mean squared distance from the mean of the elements that are not NaN; see ``variance(ddof:)``.
  public func nanvariance(ddof: Int = 0) -> Scalar {
    let centred = (self - nanmean()).replacing(with: 0, where: .!numbers)
    return (centred * centred).sum() / Scalar(Swift.max(numbers.sum() - ddof, 0))
  }

  /// Variances along one axis without NaN.
  public func nanvariance(axis: Int, ddof: Int = 0, keepingDimensions: Bool = false) -> Tensor {
    // Only what was missing before is passed over: the distance of infinity from its mean is NaN and stays so.
    let centred = (self - nanmean(axis: axis, keepingDimensions: true)).replacing(with: 0, where: .!numbers)
    let counts = numbers.sum(axis: axis, keepingDimensions: keepingDimensions)
    let squares = (centred * centred).sum(axis: axis, keepingDimensions: keepingDimensions)
    // Without any number there is nothing to divide: 0 / 0 is the NaN that is wanted.
    return squares / maximum(counts - ddof, 0).asScalars()
  }

  /// The square root of ``nanvariance(ddof:)``.
  public func nanstd(ddof: Int = 0) -> Scalar { nanvariance(ddof: ddof).squareRoot() }

  /// Standard deviations along one axis without NaN.
  public func nanstd(axis: Int, ddof: Int = 0, keepingDimensions: Bool = false) -> Tensor {
    nanvariance(axis: axis, ddof: ddof, keepingDimensions: keepingDimensions).mapElements { $0.squareRoot() }
  }

  /// The smallest element that is not NaN.
  public func nanmin() -> Scalar {
    isEmpty ? .nan : reducedWhole(MARTLET_LEAST_NUMBER, "nanmin") ?? reduce(.nan) { Scalar.minimum($0, $1) }
  }

  /// The largest element that is not NaN.
  public func nanmax() -> Scalar {
    isEmpty ? .nan : reducedWhole(MARTLET_GREATEST_NUMBER, "nanmax") ?? reduce(.nan) { Scalar.maximum($0, $1) }
  }

  /// The smallest elements along one axis without NaN.
  public func nanmin(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    extremes(axis, keepingDimensions, "nanmin", (MARTLET_LEAST_NUMBER, MARTLET_FMIN)) { Scalar.minimum($0, $1) }
  }

  /// The largest elements along one axis without NaN.
  public func nanmax(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    extremes(axis, keepingDimensions, "nanmax", (MARTLET_GREATEST_NUMBER, MARTLET_FMAX)) { Scalar.maximum($0, $1) }
  }

  /// Where the first smallest element is that is not NaN. Traps if there is none.
  public func nanargmin() -> Int { position("nanargmin", numbers.any()) { withoutNaN(.infinity).argmin() } }

  /// Where the first largest element is that is not NaN. Traps if there is none.
  public func nanargmax() -> Int { position("nanargmax", numbers.any()) { withoutNaN(-.infinity).argmax() } }

  /// Where the first smallest elements are along one axis without NaN. Traps on a line of NaN alone.
  public func nanargmin(axis: Int, keepingDimensions: Bool = false) -> Tensor<Int> {
    position("nanargmin", numbers.sum(axis: axis).allSatisfy { $0 > 0 }) {
      withoutNaN(.infinity).argmin(axis: axis, keepingDimensions: keepingDimensions)
    }
  }

  /// Where the first largest elements are along one axis without NaN. Traps on a line of NaN alone.
  public func nanargmax(axis: Int, keepingDimensions: Bool = false) -> Tensor<Int> {
    position("nanargmax", numbers.sum(axis: axis).allSatisfy { $0 > 0 }) {
      withoutNaN(-.infinity).argmax(axis: axis, keepingDimensions: keepingDimensions)
    }
  }

  private var numbers: Tensor<Bool> { elementwise(self, self, "isNaN", Equal()) }

  private func withoutNaN(_ value: Scalar) -> Tensor {
    replacing(with: value, where: elementwise(self, self, "isNaN", Unequal()))
  }

  private func extremes(
    _ axis: Int, _ keepingDimensions: Bool, _ operation: String,
    _ loops: (martlet_reduction_operation, martlet_binary_operation), _ better: (Scalar, Scalar) -> Scalar
  ) -> Tensor {
    let reduction = AxisReduction(self, axis: axis, keepingDimensions: keepingDimensions, operation: operation)
    if reduction.length == 0 { return Tensor(repeating: .nan, shape: reduction.resultShape) }
    return reduction.reduced(loops.0, loops.1, operation, otherwise: better)
  }

  private func position<Result>(_ operation: String, _ exists: Bool, _ find: () -> Result) -> Result {
    guard exists else {
      trap("\(operation): a line holds nothing but NaN (shape \(describe(shape: shape))); drop it first")
    }
    return find()
  }
}

extension Tensor where Scalar == Int {
  fileprivate func asScalars<Real: RealScalar>() -> Tensor<Real> { Tensor<Real>(self) }
}
