// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

// Names and axes are NumPy's: a variable is a row, unless `rowvar` is false. Results are doubles, as NumPy's are.

/// Covariances between variables, or the variance of a line of samples. NumPy's `cov`.
/// - Parameters:
///   - x: variables × samples; samples × variables where `rowvar` is false.
///   - ddof: what is subtracted from the number of samples in the divisor.
public func cov(_ x: Tensor<some NumberScalar>, rowvar: Bool = true, ddof: Int = 1) -> Tensor<Double> {
  covariances(variables(x.doubles, rowvar, "cov"), ddof)
}

/// Covariances between the variables of two tensors taken together: a 2 × 2 matrix for two lines of samples.
public func cov(
  _ x: Tensor<some NumberScalar>, _ y: Tensor<some NumberScalar>, rowvar: Bool = true, ddof: Int = 1
) -> Tensor<Double> {
  covariances(together(x.doubles, y.doubles, rowvar, "cov"), ddof)
}

/// Pearson's correlations between variables, from -1 to 1. NumPy's `corrcoef`.
///
/// A variable without variation has no correlation: NaN, with itself too.
/// - Parameter x: variables × samples; samples × variables where `rowvar` is false.
public func corrcoef(_ x: Tensor<some NumberScalar>, rowvar: Bool = true) -> Tensor<Double> {
  correlations(variables(x.doubles, rowvar, "corrcoef"))
}

/// Correlations between the variables of two tensors taken together: a 2 × 2 matrix for two lines of samples.
public func corrcoef(
  _ x: Tensor<some NumberScalar>, _ y: Tensor<some NumberScalar>, rowvar: Bool = true
) -> Tensor<Double> {
  correlations(together(x.doubles, y.doubles, rowvar, "corrcoef"))
}

private func variables(_ x: Tensor<Double>, _ rowvar: Bool, _ operation: String) -> Tensor<Double> {
  guard x.rank == 1 || x.rank == 2 else {
    trap(
      "\(operation): \(rowvar ? "variables × samples" : "samples × variables") are needed, but the shape is "
        + describe(shape: x.shape))
  }
  return x.rank == 1 ? x.reshaped([1, x.count]) : rowvar ? x : x.transposed
}

private func together(_ x: Tensor<Double>, _ y: Tensor<Double>, _ rowvar: Bool, _ operation: String) -> Tensor<Double> {
  let (first, second) = (variables(x, rowvar, operation), variables(y, rowvar, operation))
  guard first.shape[1] == second.shape[1] else {
    trap(
      "\(operation): both need the same number of samples, but the shapes are \(describe(shape: x.shape)) and "
        + describe(shape: y.shape))
  }
  return concatenate(first, second)
}

private func covariances(_ variables: Tensor<Double>, _ ddof: Int) -> Tensor<Double> {
  let centred = variables - variables.mean(axis: 1, keepingDimensions: true)
  return centred.matmul(centred.transposed) / Double(max(variables.shape[1] - ddof, 0))
}

private func correlations(_ variables: Tensor<Double>) -> Tensor<Double> {
  let centred = variables - variables.mean(axis: 1, keepingDimensions: true)
  // To length 1 first, so that no square overflows or vanishes whatever the unit.
  let lengths = centred.norm(axis: 1, keepingDimensions: true)
  let directions = centred / lengths.replacing(with: .nan, where: lengths .== 0)
  return directions.matmul(directions.transposed).clipped(to: -1...1)
}
