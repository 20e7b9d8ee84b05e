// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics

extension Tensor where Scalar: BinaryFloatingPoint {
  /// The mean squared distance from the mean, computed in two passes.
  /// - Parameter ddof: what is subtracted from the number of elements in the divisor: 0 as in NumPy, 1 for the unbiased
  ///   estimate. Where nothing is left to divide by, the result is NaN, or infinite if there is a distance.
  public func variance(ddof: Int = 0) -> Scalar {
    squaredDistances(from: mean()) / Scalar(Swift.max(count - ddof, 0))
  }

  /// Variances along one axis.
  public func variance(axis: Int, ddof: Int = 0, keepingDimensions: Bool = false) -> Tensor {
    let reduction = AxisReduction(self, axis: axis, keepingDimensions: keepingDimensions, operation: "variance")
    let means = mean(axis: axis)
    return reduction.squaredDistances(from: means) / Scalar(Swift.max(reduction.length - ddof, 0))
  }

  /// The standard deviation, the square root of ``variance(ddof:)``.
  public func std(ddof: Int = 0) -> Scalar { variance(ddof: ddof).squareRoot() }

  /// Standard deviations along one axis.
  public func std(axis: Int, ddof: Int = 0, keepingDimensions: Bool = false) -> Tensor {
    let variances = variance(axis: axis, ddof: ddof, keepingDimensions: keepingDimensions)
    return Kernels.unary(MARTLET_SQRT, Scalar.self) == nil
      ? elementwise(variances) { $0.squareRoot() } : elementwise(variances, "std", MARTLET_SQRT)
  }

  private func squaredDistances(from mean: Scalar) -> Scalar {
    withUnsafeBufferPointer { elements in
      guard let start = elements.baseAddress, !elements.isEmpty else { return 0 }
      let parts =
        PairwiseParts(elements.count).map { range, target in
          target.pointee = squaredDistancesOfLine(start + range.lowerBound, range.count, mean)
        } as Tensor<Scalar>
      return PairwiseParts.merge(parts) { $1.pointee = $0[0] + $0[1] }
    }
  }
}

extension AxisReduction where Scalar: BinaryFloatingPoint {
  /// Sums of squared distances from means of the result's shape.
  fileprivate func squaredDistances(from means: Tensor<Scalar>) -> Tensor<Scalar> {
    let means = means.contiguous()
    let (mean, first) = (means.base, source.base)
    defer { withExtendedLifetime(means.storage) {} }
    if inner == 1 {
      // Lines follow each other as their means do.
      return mapLines { (line: UnsafePointer<Scalar>, count: Int, result: UnsafeMutablePointer<Scalar>) in
        result.pointee = squaredDistancesOfLine(
          line, count, mean[count == 0 ? 0 : (line - UnsafePointer(first)) / count])
      }
    }
    return mapColumns { source, rows, stride, width, sums, place in
      sums.update(repeating: 0, count: width)
      for row in 0..<rows { addSquaredDistances(source + row * stride, mean + place, sums, width) }
    }
  }
}

private func squaredDistancesOfLine<Scalar: BinaryFloatingPoint>(
  _ line: UnsafePointer<Scalar>, _ count: Int, _ mean: Scalar
) -> Scalar {
  if Scalar.self == Double.self {
    return martlet_squared_deviations_f64(
      UnsafeRawPointer(line).assumingMemoryBound(to: Double.self), count, mean as! Double) as! Scalar
  }
  if Scalar.self == Float.self {
    return martlet_squared_deviations_f32(
      UnsafeRawPointer(line).assumingMemoryBound(to: Float.self), count, mean as! Float) as! Scalar
  }
  return (0..<count).reduce(0) { $0 + (line[$1] - mean) * (line[$1] - mean) }
}

private func addSquaredDistances<Scalar: BinaryFloatingPoint>(
  _ line: UnsafePointer<Scalar>, _ means: UnsafePointer<Scalar>, _ sums: UnsafeMutablePointer<Scalar>, _ count: Int
) {
  let (x, m, s) = (UnsafeRawPointer(line), UnsafeRawPointer(means), UnsafeMutableRawPointer(sums))
  if Scalar.self == Double.self {
    martlet_add_squared_deviations_f64(
      x.assumingMemoryBound(to: Double.self), m.assumingMemoryBound(to: Double.self),
      s.assumingMemoryBound(to: Double.self), count)
  } else if Scalar.self == Float.self {
    martlet_add_squared_deviations_f32(
      x.assumingMemoryBound(to: Float.self), m.assumingMemoryBound(to: Float.self),
      s.assumingMemoryBound(to: Float.self), count)
  } else {
    for k in 0..<count { sums[k] += (line[k] - means[k]) * (line[k] - means[k]) }
  }
}
