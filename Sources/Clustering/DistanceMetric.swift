// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// How far two samples are from each other.
public enum DistanceMetric: String, Sendable, Hashable, CaseIterable {
  /// The root of the sum of squared differences.
  case euclidean
  /// The sum of magnitudes of differences.
  case manhattan
  /// The largest magnitude of a difference.
  case chebyshev
  /// 1 - cosine of the angle between the samples, 0 to 2. A sample of zeros has distance 1 from all others, as in
  /// scikit-learn.
  case cosine
}
