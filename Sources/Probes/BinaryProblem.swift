// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Rows, labels and what every binary classifier needs to know about them, checked once.
struct BinaryProblem<Label: ClassLabel> {
  /// Samples × features, contiguous.
  let samples: Tensor<Double>
  /// 1 for the positive class, else 0.
  let targets: Tensor<Double>
  /// The negative, then the positive class.
  let classes: [Label]
  let largestMagnitude: Double

  var sampleCount: Int { samples.shape[0] }
  var featureCount: Int { samples.shape[1] }

  /// Traps on data that cannot be fitted: wrong shapes, NaN or infinity, other than two classes.
  init(_ samples: Tensor<Double>, _ labels: Tensor<Label>, operation: String) {
    guard samples.rank == 2 else {
      trap(
        "\(operation): the data need two axes (samples × features), but the shape is \(describe(shape: samples.shape))")
    }
    guard labels.shape == [samples.shape[0]] else {
      trap(
        "\(operation): data of shape \(describe(shape: samples.shape)) need \(samples.shape[0]) labels along one axis, "
          + "but the labels have shape \(describe(shape: labels.shape))")
    }
    self.samples = samples.contiguous()
    largestMagnitude = Self.checkedMagnitude(self.samples, operation)
    classes = Set(labels).sorted(by: Label.inOrder)
    guard classes.count == 2 else {
      let found = classes.prefix(5).map { "\($0)" }.joined(separator: ", ")
      trap(
        "\(operation): two classes are needed, but the labels hold \(classes.count)"
          + (classes.isEmpty ? "" : " (\(found)\(classes.count > 5 ? ", …" : ""))"))
    }
    let positive = classes[1]
    targets = labels.mapElements { $0 == positive ? 1 : 0 }
  }

  private static func checkedMagnitude(_ samples: Tensor<Double>, _ operation: String) -> Double {
    let largest = samples.withUnsafeBufferPointer(largestMagnitudeOrNaN)
    if largest.isFinite { return largest }
    let position = samples.isFinite.withUnsafeBufferPointer { $0.firstIndex(of: false)! }
    let (row, column) = (position / samples.shape[1], position % samples.shape[1])
    trap(
      "\(operation): the data hold \(samples[row, column]) in row \(row), column \(column); "
        + "remove such rows or replace the value first")
  }
}

/// The largest magnitude; NaN or infinity if any element is such.
private func largestMagnitudeOrNaN(_ values: UnsafeBufferPointer<Double>) -> Double {
  var (largest, poison) = (0.0, 0.0)
  for value in values {
    let magnitude = abs(value)
    largest = magnitude > largest ? magnitude : largest
    // 0 for finite numbers, NaN for others; a comparison alone would pass over NaN.
    poison += value * 0
  }
  return largest + poison
}
