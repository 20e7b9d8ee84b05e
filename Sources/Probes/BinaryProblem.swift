// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Statistics
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
  init<Scalar: RealScalar>(_ samples: Tensor<Scalar>, _ labels: Tensor<Label>, operation: String) {
    let checked = SampleChecks.matrix(samples, minimumRows: 2, operation: operation)
    self.samples = Tensor<Double>(checked)
    largestMagnitude = SampleChecks.largestMagnitude(checked, operation: operation)
    let table = LabelTable(labels, rows: checked.shape[0], operation: operation)
    classes = table.classes
    guard classes.count == 2 else {
      let found = classes.prefix(5).map { "\($0)" }.joined(separator: ", ")
      trap(
        "\(operation): two classes are needed, but the labels hold \(classes.count)"
          + (classes.isEmpty ? "" : " (\(found)\(classes.count > 5 ? ", …" : ""))"))
    }
    targets = Tensor(table.indices.map(Double.init))
  }
}
