// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Samples × features, checked once: two axes, rows enough, every value finite.
struct Samples: Sendable {
  /// Contiguous.
  let values: Tensor<Double>

  var count: Int { values.shape[0] }
  var width: Int { values.shape[1] }

  /// Traps on another rank, on too few rows or no columns, and on NaN or infinity, naming row and column.
  init(_ data: Tensor<Double>, _ operation: String, atLeast minimum: Int = 1) {
    guard data.rank == 2 else {
      trap(
        "\(operation): the data need two axes (samples × features), but the shape is \(describe(shape: data.shape)); "
          + "for one feature write data[..., newAxis]")
    }
    guard data.shape[0] >= minimum, data.shape[1] > 0 else {
      trap(
        "\(operation): at least \(minimum) sample\(minimum == 1 ? "" : "s") with 1 feature or more are needed, but the "
          + "data have shape \(describe(shape: data.shape))")
    }
    values = data.contiguous()
    let width = values.shape[1]
    let bad = values.withUnsafeBufferPointer { values -> Int? in
      // 0 for finite numbers, NaN for others.
      if values.reduce(0, { $0 + $1 * 0 }) == 0 { return nil }
      return values.firstIndex { !$0.isFinite }
    }
    if let bad {
      trap(
        "\(operation): the data hold \(values[bad / width, bad % width]) in row \(bad / width), column \(bad % width); "
          + "remove such rows or replace the value first")
    }
  }

  /// Traps unless new data have the features a model was fitted on.
  init(_ data: Tensor<Double>, _ operation: String, fittedWidth: Int) {
    self.init(data, operation)
    guard width == fittedWidth else {
      trap(
        "\(operation): the model was fitted on \(fittedWidth) features, but the data have shape "
          + describe(shape: data.shape))
    }
  }

  @inline(__always)
  func withRows<Result>(_ body: (UnsafePointer<Double>) -> Result) -> Result {
    values.withUnsafeBufferPointer { body($0.baseAddress!) }
  }
}
