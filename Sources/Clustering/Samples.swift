// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Statistics
import Tensors

/// Samples × features, checked once: two axes, rows enough, every value finite.
struct Samples: Sendable {
  /// Contiguous.
  let values: Tensor<Double>

  var count: Int { values.shape[0] }
  var width: Int { values.shape[1] }

  /// Traps on another rank, on too few rows or no columns, and on NaN or infinity, naming row and column.
  init(_ data: Tensor<some NumberScalar>, _ operation: String, atLeast minimum: Int = 1) {
    values = SampleChecks.matrix(data.doubles, minimumRows: minimum, minimumColumns: 1, operation: operation)
  }

  /// Traps unless new data have the features a model was fitted on.
  init(_ data: Tensor<some NumberScalar>, _ operation: String, fittedWidth: Int) {
    SampleChecks.columns(data.shape, fitted: fittedWidth, operation: operation)
    self.init(data, operation)
  }

  @inline(__always)
  func withRows<Result>(_ body: (UnsafePointer<Double>) -> Result) -> Result {
    values.withUnsafeBufferPointer { body($0.baseAddress!) }
  }
}
