// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Statistics
import Tensors

/// The simplest probe: the direction from one class's mean to the other's, with the border half-way between them.
///
/// Also known as mass-mean probe (Marks and Tegmark 2023); of more than two classes a sample goes to the nearest mean
/// (scikit-learn's `NearestCentroid`). It cannot overfit to single neurons and costs one pass over the data.
public struct DifferenceOfMeans: LinearProbe {
  public init() {}

  public var name: String { "difference of means" }

  public func fitQuietly<Scalar: RealScalar, Label: ClassLabel>(
    _ data: Tensor<Scalar>, _ labels: Tensor<Label>
  ) -> FittedLinearProbe<Label> {
    let problem = ProbeProblem(data, labels, operation: "DifferenceOfMeans.fit")
    let means = problem.means()
    // Nearest to m means largest m·x - |m|²/2; of two, the difference of both.
    let heights = means.map { mean in mean.reduce(0) { $0 + $1 * $1 } / 2 }
    if means.count > 2 {
      return FittedLinearProbe(
        method: "Difference of means", coefficients: means, intercepts: heights.map { -$0 },
        classes: problem.table.classes)
    }
    let difference = zip(means[1], means[0]).map { $0 - $1 }
    let middle = zip(means[1], means[0]).map { ($0 + $1) / 2 }
    return FittedLinearProbe(
      method: "Difference of means", coefficients: [difference],
      intercepts: [-zip(difference, middle).reduce(0) { $0 + $1.0 * $1.1 }], classes: problem.table.classes)
  }
}
