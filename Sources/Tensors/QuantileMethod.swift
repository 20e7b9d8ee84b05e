// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// How a quantile is taken from sorted values; the numbers are those of Hyndman and Fan (1996).
public enum QuantileMethod: Hashable, Sendable, CaseIterable {
  /// Between neighbours in proportion (type 7), the default here, in NumPy and in R.
  case linear
  /// The lower or upper neighbour, the nearer one (halves to the even position), or the middle of both.
  case lower, higher, nearest, midpoint
  /// Type 4, on the steps of the empirical distribution.
  case interpolatedInvertedCDF
  /// Type 5.
  case hazen
  /// Type 6.
  case weibull
  /// Type 8.
  case medianUnbiased
  /// Type 9.
  case normalUnbiased

  /// Where the quantile lies among `count` sorted values, as a position and the share of the next one.
  func place(of fraction: Double, among count: Int) -> (position: Int, share: Double) {
    func between(_ alpha: Double, _ beta: Double) -> Double {
      Double(count) * fraction + (alpha + fraction * (1 - alpha - beta)) - 1
    }
    let exact: Double
    switch self {
    case .linear: exact = Double(count - 1) * fraction
    case .lower: exact = (Double(count - 1) * fraction).rounded(.down)
    case .higher: exact = (Double(count - 1) * fraction).rounded(.up)
    case .nearest: exact = (Double(count - 1) * fraction).rounded(.toNearestOrEven)
    case .midpoint:
      let position = Double(count - 1) * fraction
      exact = (position.rounded(.down) + position.rounded(.up)) / 2
    case .interpolatedInvertedCDF: exact = between(0, 1)
    case .hazen: exact = between(0.5, 0.5)
    case .weibull: exact = between(0, 0)
    case .medianUnbiased: exact = between(1.0 / 3, 1.0 / 3)
    case .normalUnbiased: exact = between(3.0 / 8, 3.0 / 8)
    }
    let clamped = min(max(exact, 0), Double(count - 1))
    return (Int(clamped), clamped - clamped.rounded(.down))
  }
}
