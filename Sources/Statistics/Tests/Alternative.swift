// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// Which deviation from the null hypothesis counts.
public enum Alternative: String, Sendable, CaseIterable {
  /// In either direction.
  case twoSided
  /// The first group lies lower.
  case less
  /// The first group lies higher.
  case greater
}

extension StudentTail {
  /// The p-value of a t statistic.
  func pValue(_ t: Double, _ alternative: Alternative) -> Double {
    let both = twoSided(t).value
    switch alternative {
    case .twoSided: return both
    case .greater: return t > 0 ? 0.5 * both : 1 - 0.5 * both
    case .less: return t < 0 ? 0.5 * both : 1 - 0.5 * both
    }
  }

  /// Its natural logarithm.
  func logPValue(_ t: Double, _ alternative: Alternative) -> Double {
    let both = twoSided(t)
    if alternative == .twoSided { return both.logarithm }
    let inTail = alternative == .greater ? t > 0 : t < 0
    return inTail ? both.logarithm - 0.6931471805599453 : log1p(-0.5 * both.value)
  }
}
