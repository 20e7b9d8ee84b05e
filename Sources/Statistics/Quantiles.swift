// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// The value below which the fraction `fraction` of the values lies, interpolated linearly between neighbours (NumPy's
/// default, Hyndman and Fan's type 7).
///
/// NaN if any value is NaN. Traps on no values and on fractions outside 0 to 1.
public func quantile(_ values: Tensor<Double>, _ fraction: Double) -> Double {
  quantiles(values, [fraction])[0]
}

/// Several quantiles of the same values, which are sorted once.
public func quantiles(_ values: Tensor<Double>, _ fractions: Tensor<Double>) -> Tensor<Double> {
  guard !values.isEmpty else { trap("quantile: there are no values") }
  if values.isNaN.any() { return Tensor(repeating: .nan, shape: fractions.shape) }
  let sorted = values.sorted()
  return fractions.mapElements { fraction in
    guard (0...1).contains(fraction) else {
      trap("quantile: the fraction must lie between 0 and 1, but is \(fraction)")
    }
    let position = fraction * Double(sorted.count - 1)
    let lower = Int(position)
    let (low, high) = (sorted[lower], sorted[min(lower + 1, sorted.count - 1)])
    let share = position - Double(lower)
    // From the nearer end, so that the result is exact at both.
    return share >= 0.5 ? high - (high - low) * (1 - share) : low + (high - low) * share
  }
}

/// The middle value, or the mean of the middle two.
public func median(_ values: Tensor<Double>) -> Double { quantile(values, 0.5) }
