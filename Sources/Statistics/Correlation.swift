// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// How the strength of a relation is measured.
public enum CorrelationMethod: String, Sendable, CaseIterable {
  /// Of the values: how near they lie to a straight line.
  case pearson
  /// Of their ranks: how near they lie to any rising or falling curve.
  case spearman
}

/// Correlations between the columns of samples × variables: a symmetric matrix with values in -1...1.
///
/// Constant columns have no correlation: NaN; so have columns with NaN. NumPy's `corrcoef(x.T)`, or SciPy's
/// `spearmanr(x)`.
public func correlation(_ samples: Tensor<Double>, _ method: CorrelationMethod = .pearson) -> Tensor<Double> {
  let variables = variablesBySamples(samples, "correlation")
  guard method == .spearman else { return corrcoef(variables) }
  let rows = variables.contiguous()
  let ranked = (0..<rows.shape[0]).flatMap { averageRanks(Array(rows[$0, ...])).ranks }
  return corrcoef(Tensor(ranked, shape: rows.shape))
}

/// Covariances between the columns of samples × variables. NumPy's `cov(x.T)`.
/// - Parameter ddof: what is subtracted from the number of samples in the divisor.
public func covariance(_ samples: Tensor<Double>, ddof: Int = 1) -> Tensor<Double> {
  cov(variablesBySamples(samples, "covariance"), ddof: ddof)
}

private func variablesBySamples(_ samples: Tensor<Double>, _ operation: String) -> Tensor<Double> {
  guard samples.rank == 2 else {
    trap("\(operation): samples × variables are needed, but the shape is \(describe(shape: samples.shape))")
  }
  return samples.transposed
}
