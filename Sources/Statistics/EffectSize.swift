// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import Tensors

/// What the difference of two means is measured in.
public enum EffectScale: Sendable {
  /// The square root of the mean variance, weighted by degrees of freedom: Cohen's d as commonly defined.
  case pooled
  /// The mean of the two standard deviations, each with the number of samples as divisor.
  case averageDeviation
}

/// Cohen's d of two groups of samples: (mean of `a` - mean of `b`) / scale, along the first axis.
///
/// Groups are samples × features and give one d per feature, or plain lists of samples and give one d (a tensor without
/// axes, see `item`). Where a feature does not vary in either group d is infinite, or NaN if the means agree too.
///
/// Traps where the groups differ in their number of features.
public func cohensD(
  _ a: Tensor<some NumberScalar>, _ b: Tensor<some NumberScalar>, scale: EffectScale = .pooled
) -> Tensor<Double> {
  checkGroups(a.shape, b.shape, "cohensD")
  // Each column by itself, so that its number does not depend on its company.
  let (first, second) = (GroupMoments(a), GroupMoments(b))
  let (n, m) = (Double(first.count), Double(second.count))
  let sizes = first.mean.indices.map { column -> Double in
    let difference = first.mean[column] - second.mean[column]
    switch scale {
    case .averageDeviation:
      return difference / ((first.deviation(column, ddof: 0) + second.deviation(column, ddof: 0)) / 2)
    case .pooled:
      return difference / (hypot(first.spread[column], second.spread[column]) / (n + m - 2).squareRoot())
    }
  }
  return Tensor(sizes, shape: Array(a.shape.dropFirst()))
}

/// Cohen's pooled d without its bias in small groups (Hedges 1981): d · Γ(ν/2) / (√(ν/2) Γ((ν - 1)/2)), where ν is the
/// number of samples less 2.
///
/// The exact factor, of which the common 1 - 3 / (4 ν - 1) is an approximation. NaN for fewer than 4 samples in all.
public func hedgesG(_ a: Tensor<some NumberScalar>, _ b: Tensor<some NumberScalar>) -> Tensor<Double> {
  checkGroups(a.shape, b.shape, "hedgesG")
  let freedom = Double(a.shape[0] + b.shape[0] - 2)
  let factor = freedom > 1 ? gammaRatioOfHalf((freedom - 1) / 2) / (freedom / 2).squareRoot() : .nan
  return cohensD(a, b) * factor
}

private func checkGroups(_ a: [Int], _ b: [Int], _ operation: String) {
  guard !a.isEmpty, a.count == b.count, a.dropFirst() == b.dropFirst() else {
    trap(
      "\(operation): groups of shapes \(describe(shape: a)) and \(describe(shape: b)) do not fit; "
        + "all axes but the first (samples) must agree")
  }
}
