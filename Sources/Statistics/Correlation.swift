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
  let centred = samples - samples.mean(axis: 0, keepingDimensions: true)
  let products = centred.transposed.matmul(centred)
  let lengths = Tensor(count: samples.shape[1]) { products[$0, $0].squareRoot() }
  let scaled = products / (lengths[..., newAxis] * lengths)
  return scaled.clipped(to: -1...1)
}
