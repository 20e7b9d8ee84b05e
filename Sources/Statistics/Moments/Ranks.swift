// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// The rank of each value among all, from 1; equal values share the mean of their ranks. SciPy's `rankdata`.
///
/// NaN makes every rank NaN, since it has no place in the order.
public func ranks(_ values: Tensor<Double>) -> Tensor<Double> {
  Tensor(averageRanks(Array(values)).ranks, shape: values.shape)
}

/// Ranks, and Σ (t³ - t) over the groups of t equal values, by which rank tests correct their variances.
func averageRanks(_ values: [Double]) -> (ranks: [Double], ties: Double) {
  if values.contains(where: \.isNaN) { return (Array(repeating: .nan, count: values.count), .nan) }
  // Values with their positions, so that sorting looks nothing up.
  var order = values.enumerated().map { (value: $0.element, position: $0.offset) }
  order.sort { $0.value < $1.value }
  var ranks = [Double](repeating: 0, count: values.count)
  var (start, ties) = (0, 0.0)
  while start < order.count {
    var end = start + 1
    while end < order.count && order[end].value == order[start].value { end += 1 }
    let (rank, size) = (Double(start + end + 1) / 2, Double(end - start))
    for index in start..<end { ranks[order[index].position] = rank }
    ties += size * size * size - size
    start = end
  }
  return (ranks, ties)
}
