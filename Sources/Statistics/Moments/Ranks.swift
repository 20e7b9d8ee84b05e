// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// The rank of each value among all, from 1; equal values share the mean of their ranks. SciPy's `rankdata`.
///
/// NaN makes every rank NaN, since it has no place in the order.
///
/// Spearman's correlations between the columns of samples × variables are
/// `corrcoef(ranks(samples, axis: 0), rowvar: false)`.
/// - Parameter axis: ranks are taken along it, each line by itself; nil ranks all values together.
public func ranks(_ values: Tensor<some NumberScalar>, axis: Int? = nil) -> Tensor<Double> {
  let values = values.doubles
  guard let axis else { return Tensor(averageRanks(Array(values)).ranks, shape: values.shape) }
  let last = resolve(axis: axis, rank: values.rank, operation: "ranks")
  let lines = values.movingAxis(last, to: -1).contiguous()
  let length = max(values.shape[last], 1)
  let ranked = lines.reshaped([lines.count / length, values.shape[last]]).rows.flatMap { averageRanks(Array($0)).ranks }
  return Tensor(ranked, shape: lines.shape).movingAxis(-1, to: last).contiguous()
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
