// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Fisher's skewness along the first axis: the third central moment over the 1.5th power of the second. SciPy's `skew`.
///
/// One value for each column of samples × columns; for a plain list a tensor without axes (see `item`). NaN for columns
/// that hold NaN or do not vary beyond rounding.
/// - Parameter biased: false corrects for the number of samples, which must then be at least 3.
public func skew(_ samples: Tensor<some NumberScalar>, biased: Bool = true) -> Tensor<Double> {
  let moments = CentralMoments(samples.doubles, "skew")
  let raw = moments.third / (moments.second * sqrt(moments.second))
  let n = moments.count
  if biased { return raw }
  return raw * ((n * (n - 1)).squareRoot() / (n > 2 ? n - 2 : .nan))
}

/// The fourth central moment over the square of the second, along the first axis. SciPy's `kurtosis`.
/// - Parameters:
///   - excess: subtract 3, which is the normal distribution's (Fisher's definition; else Pearson's).
///   - biased: false corrects for the number of samples, which must then be at least 4.
public func kurtosis(
  _ samples: Tensor<some NumberScalar>, excess: Bool = true, biased: Bool = true
) -> Tensor<Double> {
  let moments = CentralMoments(samples.doubles, "kurtosis")
  let raw = moments.fourth / (moments.second * moments.second)
  let n = moments.count
  if biased { return excess ? raw - 3 : raw }
  guard n > 3 else { return raw * .nan }
  let corrected = (raw * (n * n - 1) - 3 * (n - 1) * (n - 1)) / ((n - 2) * (n - 3))
  return excess ? corrected : corrected + 3
}

/// The standard error of the mean along the first axis. SciPy's `sem`.
public func sem(_ samples: Tensor<some NumberScalar>, ddof: Int = 1) -> Tensor<Double> {
  guard samples.rank > 0, samples.shape[0] > 0 else {
    trap("sem: at least 1 sample is needed, but the shape is \(describe(shape: samples.shape))")
  }
  let moments = GroupMoments(samples)
  return Tensor(
    moments.mean.indices.map { moments.standardError($0, ddof: ddof) },
    shape: Array(samples.shape.dropFirst()))
}

/// The bounds of the mean along the first axis, by Student's distribution.
///
/// Traps on fewer than 2 samples.
/// - Parameter level: between 0 and 1.
public func meanInterval(_ samples: Tensor<some NumberScalar>, level: Double = 0.95) -> ConfidenceInterval {
  tTest(samples, mean: 0).confidenceInterval(level)
}

private struct CentralMoments {
  let count: Double
  let second: Tensor<Double>
  let third: Tensor<Double>
  let fourth: Tensor<Double>

  init(_ samples: Tensor<Double>, _ operation: String) {
    guard samples.rank > 0, samples.shape[0] > 0 else {
      trap("\(operation): at least 1 sample is needed, but the shape is \(describe(shape: samples.shape))")
    }
    count = Double(samples.shape[0])
    let mean = samples.mean(axis: 0, keepingDimensions: true)
    let distances = samples - mean
    // What is left of a constant column is the rounding error of its mean.
    let largest = abs(distances).max(axis: 0, keepingDimensions: true)
    let unit = largest.replacing(with: .nan, where: largest .<= abs(mean) * Double.ulpOfOne)
    // Ratios of moments have no unit; in that of the largest distance no power overflows or vanishes.
    let centred = distances / unit
    let squares = centred * centred
    second = squares.mean(axis: 0)
    third = (squares * centred).mean(axis: 0)
    fourth = (squares * squares).mean(axis: 0)
  }
}
