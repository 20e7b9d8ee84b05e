// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// How the strength of a relation is measured.
public enum CorrelationMethod: String, Sendable, CaseIterable {
  /// Of the values: how near they lie to a straight line.
  case pearson
  /// Of their ranks: how near they lie to any rising or falling curve.
  case spearman
}
