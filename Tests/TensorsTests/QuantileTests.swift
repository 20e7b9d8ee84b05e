// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Testing

/// Quantiles against NumPy's; the interpolation may round once more or less.
@Suite struct QuantileTests {
  let table = NumPyReference["table5"]
  let holes = NumPyReference["holes5"]

  @Test(arguments: 0..<3) func `quantiles along an axis are NumPy's, with and without NaN`(axis: Int) {
    expectClose(table.quantile([0, 0.1, 0.5, 0.9, 1], axis: axis), NumPyReference["quantile\(axis)"], tolerance: 1e-15)
    expectClose(holes.nanquantile(0.3, axis: axis), NumPyReference["nanquantile\(axis)"], tolerance: 1e-15)
    expectClose(holes.median(axis: axis), NumPyReference["median\(axis)"], tolerance: 1e-15)
    #expect(table.quantile(0.5, axis: axis, keepingDimensions: true).shape[axis] == 1)
  }

  @Test func `each method is NumPy's of that name`() {
    let names: [(String, QuantileMethod)] = [
      ("linear", .linear), ("lower", .lower), ("higher", .higher), ("nearest", .nearest), ("midpoint", .midpoint),
      ("interpolated_inverted_cdf", .interpolatedInvertedCDF), ("hazen", .hazen), ("weibull", .weibull),
      ("median_unbiased", .medianUnbiased), ("normal_unbiased", .normalUnbiased),
    ]
    for (name, method) in names {
      let line = table[0, 0..., 0]
      let result = line.quantile(Array(arange(0, 1.01, step: 0.1)), method: method)
      expectClose(result, NumPyReference["method \(name)"], tolerance: 1e-14)
    }
  }

  @Test func `of nothing and of NaN there is no quantile`() {
    #expect(Tensor<Double>([]).median().isNaN && Tensor([1, .nan, 2.0]).median().isNaN)
    #expect(Tensor([1, .nan, 2.0]).nanmedian() == 1.5 && Tensor([Double.nan]).nanmedian().isNaN)
    #expect(Tensor([4, 1, 3, 2] as [Float]).percentile(50) == 2.5)
  }
}
