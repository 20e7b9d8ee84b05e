// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// How the length of a vector is measured.
public enum NormKind: Hashable, Sendable {
  /// The sum of magnitudes.
  case l1
  /// The root of the sum of squares.
  case l2
  /// The largest magnitude.
  case infinity
}
