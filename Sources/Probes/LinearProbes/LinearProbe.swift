// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// A classifier whose classes a linear function of the features tells apart: adopt it, say how to fit, and the rest of a
/// ``Classifier`` follows.
public protocol LinearProbe: Classifier {
  /// Fits and says nothing in the cell; what a reader must know is in the result's ``FittedLinearProbe/warning``.
  func fitQuietly<Scalar: RealScalar, Label: ClassLabel>(
    _ data: Tensor<Scalar>, _ labels: Tensor<Label>
  ) -> FittedLinearProbe<Label>
}

extension LinearProbe {
  /// Fits to samples × features and a label for each sample; warnings show in the cell.
  ///
  /// Traps on shapes that do not match, on NaN and infinity (naming row and column) and on a single class.
  public func fit<Scalar: RealScalar, Label: ClassLabel>(
    _ data: Tensor<Scalar>, _ labels: Tensor<Label>
  ) -> FittedLinearProbe<Label> {
    let result = fitQuietly(data, labels)
    if let warning = result.warning { warn(warning) }
    return result
  }

  public func fit<Scalar: RealScalar, Label: ClassLabel>(
    _ data: Tensor<Scalar>, _ labels: [Label]
  ) -> FittedLinearProbe<Label> { fit(data, Tensor(labels)) }

  public func fitClassifier<Scalar: RealScalar, Label: ClassLabel>(
    _ data: Tensor<Scalar>, _ labels: Tensor<Label>
  ) -> any FittedClassifier<Label> { fitQuietly(data, labels) }
}
