// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// A test that gives one p-value for each column, or one for all (tensors without axes, see `item`).
public protocol ColumnTest: Sendable {
  /// NaN where there is no answer; ``warning`` then says why.
  var pValue: Tensor<Double> { get }
  /// Natural logarithms of the p-values, also of those too small for a number.
  var logPValue: Tensor<Double> { get }
  /// What a reader of the numbers must know; nil if nothing.
  var warning: String? { get }
}

extension ColumnTest {
  /// Which columns are significant after correction for their number. NaN is not significant.
  public func significant(_ correction: MultipleComparison) -> Tensor<Bool> {
    correction.test(pValue).rejected
  }
}
