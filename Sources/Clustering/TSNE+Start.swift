// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

extension TSNE {
  /// Samples × 2, single precision.
  func startingPoints(_ samples: Samples) -> Tensor<Float> {
    switch initialization {
    case .points(let points):
      guard points.shape == [samples.count, 2] else {
        trap(
          "TSNE.fit: \(samples.count) samples start at \(samples.count) × 2 coordinates, but the initial points have "
            + "shape \(describe(shape: points.shape))")
      }
      return Tensor<Float>(Samples(points, "TSNE.fit (initial points)").values)
    case .random(let seed):
      return Tensor<Float>(RandomState(seed: seed).randn(samples.count, 2)) * 1e-4
    case .pca:
      guard samples.width >= 2 else {
        trap("TSNE.fit: one feature has no two principal components; write initialization: .random(seed: 0)")
      }
      let solver: PCA.Solver =
        min(samples.count, samples.width) > 500 && samples.count < 10 * samples.width
        ? .randomized(seed: 0) : .automatic
      let scores = Tensor<Float>(PCA(components: 2, solver: solver).scores(samples))
      let deviation = scores[..., 0].std()
      // Samples that are all alike stay where they are.
      return deviation > 0 ? scores / deviation * 1e-4 : scores
    }
  }
}

extension PCA {
  /// Coordinates along the components, without a word about data that do not vary.
  fileprivate func scores(_ samples: Samples) -> Tensor<Double> {
    onOneThread { fitted(samples).transform(samples.values) }
  }
}
