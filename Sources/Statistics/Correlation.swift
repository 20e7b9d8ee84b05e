// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Pearson's correlations between the columns of samples × variables: a symmetric matrix with values in -1...1.
///
/// Constant columns have no correlation: NaN. NumPy's `corrcoef(x.T)`.
public func correlation(_ samples: Tensor<Double>) -> Tensor<Double> {
  guard samples.rank == 2 else {
    trap("correlation: samples × variables are needed, but the shape is \(describe(shape: samples.shape))")
  }
  return corrcoef(samples.transposed)
}
