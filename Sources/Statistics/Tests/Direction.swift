// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// A list of samples as a direction: less its mean, at length 1. The correlation of two lists is their cosine.
struct Direction {
  let isConstant: Bool
  private let values: Tensor<Double>
  /// How far rounding of the samples and of their mean may have moved the end of the direction.
  private let rounding: Double

  init(_ samples: Tensor<Double>) {
    isConstant = samples.max() == samples.min()
    let centred = samples - samples.mean()
    let length = centred.norm()
    values = centred / length
    rounding = 2 * Double.ulpOfOne * Double(samples.count).squareRoot() * (1 + samples.norm(.infinity) / length)
  }

  /// 1 - r and 1 + r, each with its own digits: half the squared distance from the other direction, and from the one
  /// opposite to it. Directions that lie no further apart than rounding may have moved them are the same.
  func distances(from other: Direction) -> (below: Double, above: Double) {
    func distance(_ difference: Tensor<Double>) -> Double {
      let length = difference.norm()
      return length <= rounding + other.rounding ? 0 : length * length / 2
    }
    let (below, above) = (distance(values - other.values), distance(values + other.values))
    // The two sum to 2; the smaller keeps its digits.
    return below < above ? (below, 2 - below) : (2 - above, above)
  }
}
