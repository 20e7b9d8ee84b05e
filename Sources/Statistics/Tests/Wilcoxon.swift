// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import Tensors

/// Tests whether paired differences lie around 0, by the ranks of their sizes.
///
/// Measurements are samples × columns, tested column by column along the first axis, or plain lists. SciPy's `wilcoxon`
/// without continuity correction: zero differences are left out; exact for at most 50 pairs without zeros and equal
/// sizes, by all 2ⁿ signs for at most 13 pairs with them, else asymptotic.
///
/// Columns with NaN, or in which all differences are 0, have NaN for an answer, with a warning. Traps unless both have
/// the same shape and a sample.
public func wilcoxon(
  _ a: Tensor<some NumberScalar>, _ b: Tensor<some NumberScalar>, alternative: Alternative = .twoSided,
  method: RankTest.Method = .auto
) -> RankTest {
  guard a.shape == b.shape else {
    trap(
      "wilcoxon: \(describe(shape: a.shape)) and \(describe(shape: b.shape)) are not pairs; use mannWhitneyU for groups "
        + "of their own")
  }
  return wilcoxon(a.doubles - b.doubles, alternative: alternative, method: method)
}

/// Tests whether values lie around 0.
public func wilcoxon(
  _ differences: Tensor<some NumberScalar>, alternative: Alternative = .twoSided, method: RankTest.Method = .auto
) -> RankTest {
  guard differences.rank > 0, differences.shape[0] > 0 else {
    trap("wilcoxon: at least 1 pair is needed, but the shape is \(describe(shape: differences.shape))")
  }
  let pairs = differences.shape[0]
  let exact = method == .exact || method == .auto && pairs <= 50 ? signedRankTails(pairs) : []
  return RankTest.columns(.wilcoxon, alternative, [differences.doubles], "wilcoxon") { columns in
    let kept = columns[0].filter { $0 != 0 }
    let (ranks, ties) = averageRanks(kept.map(abs))
    if ties.isNaN || kept.isEmpty { return RankAnswer() }
    let count = Double(kept.count)
    let total = count * (count + 1) / 2
    let positive = zip(kept, ranks).reduce(0) { $1.0 > 0 ? $0 + $1.1 : $0 }
    var answer = RankAnswer(
      statistic: alternative == .twoSided ? min(positive, total - positive) : positive, superiority: positive / total)
    let isPlain = ties == 0 && kept.count == pairs
    if method == .exact || method == .auto && isPlain && pairs <= 50 {
      let tails = kept.count == pairs ? exact : signedRankTails(kept.count)
      // Both tails include the value itself; sums between whole numbers count towards the larger tail.
      let above = tails[min(Int(positive.rounded(.down)), tails.count - 1)]
      let below = tails[min(Int((total - positive).rounded(.down)), tails.count - 1)]
      answer.pValue = chosen(above, below, alternative)
      answer.logPValue = log(answer.pValue)
    } else if method == .auto && pairs <= 13 {
      let (above, below) = signTails(ranks, positive)
      answer.pValue = chosen(above, below, alternative)
      answer.logPValue = log(answer.pValue)
    } else {
      let variance = (count * (count + 1) * (2 * count + 1) - ties / 2) / 24
      let z = (positive - total / 2) / variance.squareRoot()
      let upper = alternative == .twoSided ? abs(z) : alternative == .greater ? z : -z
      let factor = alternative == .twoSided ? 2.0 : 1
      answer.pValue = min(1, factor * normalSurvival(upper))
      answer.logPValue = min(0, log(factor) + logNormalSurvival(upper))
    }
    return answer
  }
}

private func chosen(_ above: Double, _ below: Double, _ alternative: Alternative) -> Double {
  switch alternative {
  case .twoSided: min(1, 2 * min(above, below))
  case .greater: above
  case .less: below
  }
}

/// The probability of a sum of positive ranks of at least 0, 1, … for `count` differences of different sizes.
private func signedRankTails(_ count: Int) -> [Double] {
  var probability = [1.0]
  for rank in 1...count {
    var next = [Double](repeating: 0, count: probability.count + rank)
    for (sum, p) in probability.enumerated() {
      next[sum] += p / 2
      next[sum + rank] += p / 2
    }
    probability = next
  }
  for sum in stride(from: probability.count - 2, through: 0, by: -1) { probability[sum] += probability[sum + 1] }
  return probability
}

/// The shares of all 2ⁿ choices of signs whose sum is at least, and at most, the one that was seen.
private func signTails(_ ranks: [Double], _ seen: Double) -> (above: Double, below: Double) {
  var (above, below) = (0, 0)
  for signs in 0..<(1 << ranks.count) {
    var sum = 0.0
    for (position, rank) in ranks.enumerated() where signs >> position & 1 == 1 { sum += rank }
    if sum >= seen { above += 1 }
    if sum <= seen { below += 1 }
  }
  let all = Double(1 << ranks.count)
  return (Double(above) / all, Double(below) / all)
}
