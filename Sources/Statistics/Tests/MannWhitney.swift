// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import Tensors

/// Tests whether one of two groups tends to larger values, by ranks alone.
///
/// Groups are samples × columns, tested column by column along the first axis, or plain lists. SciPy's `mannwhitneyu`
/// with its continuity correction: exact where a group has at most 8 samples and no two values are equal, else
/// asymptotic.
///
/// Columns with NaN, or in which all values are equal, have NaN for an answer, with a warning. Traps where groups differ
/// in their columns or one is empty.
public func mannWhitneyU(
  _ a: Tensor<some NumberScalar>, _ b: Tensor<some NumberScalar>, alternative: Alternative = .twoSided,
  method: RankTest.Method = .auto
) -> RankTest {
  guard a.rank > 0, a.rank == b.rank, a.shape.dropFirst() == b.shape.dropFirst(), a.shape[0] > 0, b.shape[0] > 0 else {
    trap(
      "mannWhitneyU: groups of shapes \(describe(shape: a.shape)) and \(describe(shape: b.shape)) do not fit; all axes "
        + "but the first (samples) must agree, and each group needs a sample")
  }
  let (n, m) = (a.shape[0], b.shape[0])
  // The same for all columns.
  let exact = method == .exact || method == .auto && min(n, m) <= 8 ? mannWhitneyTails(n, m) : []
  return RankTest.columns(.mannWhitney, alternative, [a.doubles, b.doubles], "mannWhitneyU") { groups in
    let (ranks, ties) = averageRanks(groups[0] + groups[1])
    if ties.isNaN { return RankAnswer() }
    let (count, all) = (Double(n) * Double(m), Double(n + m))
    let u = ranks[..<n].reduce(0, +) - Double(n) * Double(n + 1) / 2
    var answer = RankAnswer(statistic: u, superiority: u / count)
    // The U whose upper tail counts.
    let tail =
      switch alternative {
      case .twoSided: max(u, count - u)
      case .greater: u
      case .less: count - u
      }
    let factor = alternative == .twoSided ? 2.0 : 1
    let isExact = method == .exact || method == .auto && ties == 0 && min(n, m) <= 8
    if isExact {
      answer.pValue = min(1, factor * exact[min(Int(tail), exact.count - 1)])
      answer.logPValue = log(answer.pValue)
    } else {
      let variance = count / 12 * (all + 1 - ties / (all * (all - 1)))
      let z = (tail - count / 2 - 0.5) / variance.squareRoot()
      answer.pValue = variance > 0 ? min(1, factor * normalSurvival(z)) : .nan
      answer.logPValue = variance > 0 ? min(0, log(factor) + logNormalSurvival(z)) : .nan
    }
    return answer
  }
}

/// The probability of a U of at least 0, 1, … if no two values are equal and every order is as likely.
///
/// The number of orders with each U is a coefficient of the Gaussian binomial, the product of (1 - q^(m + i)) /
/// (1 - q^i) over i = 1 … n: two passes for each factor, which keep the small tail to its last digits.
private func mannWhitneyTails(_ n: Int, _ m: Int) -> [Double] {
  let (few, many, largest) = (min(n, m), max(n, m), n * m)
  // The distribution is symmetric; the half that starts with the small numbers is exact.
  let half = largest / 2
  var p = [Double](repeating: 0, count: half + 1)
  p[0] = 1
  for i in 1...few {
    for u in stride(from: half, through: many + i, by: -1) { p[u] -= p[u - many - i] }
    for u in stride(from: i, through: half, by: 1) { p[u] += p[u - i] }
    let scale = Double(i) / Double(many + i)
    for u in p.indices { p[u] *= scale }
  }
  var below = p
  for u in 1..<max(below.count, 1) where below.count > 1 { below[u] += below[u - 1] }
  return (0...largest).map { u in largest - u <= half ? below[largest - u] : u == 0 ? 1 : 1 - below[u - 1] }
}
