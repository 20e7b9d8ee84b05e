// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Covariances between the rows of variables × samples, or the variance of a line. NumPy's `cov`.
/// - Parameter ddof: what is subtracted from the number of samples in the divisor.
public func cov(_ x: Tensor<Double>, ddof: Int = 1) -> Tensor<Double> {
  let centred = centredRows(x, "cov")
  return centred.matmul(centred.transposed) / Double(max(x.shape[x.rank - 1] - ddof, 0))
}

/// Pearson's correlations between the rows of variables × samples, from -1 to 1. NumPy's `corrcoef`.
///
/// A row without variation has no correlation: NaN, with itself too.
public func corrcoef(_ x: Tensor<Double>) -> Tensor<Double> {
  let centred = centredRows(x, "corrcoef")
  let products = centred.matmul(centred.transposed)
  let lengths = Tensor(count: centred.shape[0]) { products[$0, $0].squareRoot() }
  return (products / (lengths[..., newAxis] * lengths)).clipped(to: -1...1)
}

private func centredRows(_ x: Tensor<Double>, _ operation: String) -> Tensor<Double> {
  guard x.rank == 1 || x.rank == 2 else {
    trap("\(operation): variables × samples are needed, but the shape is \(describe(shape: x.shape))")
  }
  let rows = x.rank == 1 ? x.reshaped([1, x.count]) : x
  return rows - rows.mean(axis: 1, keepingDimensions: true)
}
