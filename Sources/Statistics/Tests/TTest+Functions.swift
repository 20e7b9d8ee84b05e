// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import JupyterDisplay
import Tensors

/// Tests whether two groups have the same mean.
///
/// ```swift
/// let test = tTest(her, him)                         // samples × neurons: one test for each neuron
/// test.significant(.bonferroni(0.05))                // a mask of neurons
/// tTest([5.1, 4.9, 6.2], [4.1, 4.4, 4.0], .welch)    // one test
/// ```
/// Groups are samples × columns and are tested along the first axis, all columns in one pass over memory on all
/// processors; or plain lists of samples. p-values keep their digits down to 1e-300, and ``TTest/logPValue`` beyond.
/// Statistics, degrees of freedom and p-values are those of SciPy's `ttest_ind` and `ttest_rel`.
///
/// Columns with NaN have NaN for an answer, and so have columns that do not vary and do not differ; the result's
/// warning counts them. Where columns do not vary but differ, t is infinite and p is 0.
///
/// Traps where groups differ in their columns (in their whole shape, for `.paired`) or hold fewer samples than the test
/// needs.
/// - Parameter kind: `.student`, `.welch` or `.paired`.
public func tTest(
  _ a: Tensor<some NumberScalar>, _ b: Tensor<some NumberScalar>, _ kind: TTest.Kind = .student,
  alternative: Alternative = .twoSided
) -> TTest {
  check(a.shape, b.shape, kind)
  if kind == .paired {
    let moments = GroupMoments(differences: a.doubles, b.doubles)
    return oneSample(moments, 0, .paired, alternative, Array(a.shape.dropFirst()), [a.shape[0], b.shape[0]])
  }
  return twoSample(GroupMoments(a), GroupMoments(b), kind, alternative, Array(a.shape.dropFirst()))
}

/// Tests whether the mean of a group is the given one. SciPy's `ttest_1samp`.
public func tTest(_ a: Tensor<some NumberScalar>, mean: Double, alternative: Alternative = .twoSided) -> TTest {
  guard a.rank > 0, a.shape[0] > 1 else {
    trap("tTest: at least 2 samples are needed, but the shape is \(describe(shape: a.shape))")
  }
  return oneSample(GroupMoments(a), mean, .oneSample, alternative, Array(a.shape.dropFirst()), [a.shape[0]])
}

private func check(_ a: [Int], _ b: [Int], _ kind: TTest.Kind) {
  let groups = "groups of shapes \(describe(shape: a)) and \(describe(shape: b))"
  if kind == .oneSample { trap("tTest: .oneSample has one group; write tTest(samples, mean: …)") }
  guard !a.isEmpty, a.count == b.count, a.dropFirst() == b.dropFirst() else {
    trap("tTest: \(groups) do not fit; all axes but the first (samples) must agree")
  }
  if kind == .paired && a[0] != b[0] { trap("tTest: \(groups) are not pairs; use .student or .welch") }
  let enough = kind == .student ? a[0] > 0 && b[0] > 0 && a[0] + b[0] > 2 : a[0] > 1 && b[0] > 1
  if !enough { trap("tTest: \(groups) hold too few samples; each group needs at least 2") }
}

private func twoSample(
  _ a: GroupMoments, _ b: GroupMoments, _ kind: TTest.Kind, _ alternative: Alternative, _ shape: [Int]
) -> TTest {
  let (n, m) = (Double(a.count), Double(b.count))
  return assemble(kind, alternative, shape, counts: [a.count, b.count], pooledFreedom: n + m - 2) { column in
    let difference = a.mean[column] - b.mean[column]
    if kind == .student {
      let deviation = hypot(a.spread[column], b.spread[column]) / (n + m - 2).squareRoot()
      return (difference, deviation * (1 / n + 1 / m).squareRoot(), n + m - 2)
    }
    let (ea, eb) = (a.standardError(column), b.standardError(column))
    return (difference, hypot(ea, eb), welchFreedom(ea, n, eb, m))
  }
}

/// Welch's and Satterthwaite's degrees of freedom of two standard errors and sizes.
///
/// (a² + b²)² / (a⁴ / (n - 1) + b⁴ / (m - 1)), divided by the fourth power of the larger error: of the errors only their
/// ratio matters, and its powers do not overflow.
private func welchFreedom(_ a: Double, _ n: Double, _ b: Double, _ m: Double) -> Double {
  // Two groups that do not vary have no degrees of freedom by the formula; any number gives the same p.
  if a == 0 && b == 0 { return 1 }
  let share = a > b ? b / a : a / b
  let square = share * share
  let parts = a > b ? 1 / (n - 1) + square * square / (m - 1) : square * square / (n - 1) + 1 / (m - 1)
  return (1 + square) * (1 + square) / parts
}

private func oneSample(
  _ moments: GroupMoments, _ mean: Double, _ kind: TTest.Kind, _ alternative: Alternative, _ shape: [Int],
  _ counts: [Int]
) -> TTest {
  let n = Double(moments.count)
  return assemble(kind, alternative, shape, counts: counts, pooledFreedom: n - 1) { column in
    (moments.mean[column] - mean, moments.standardError(column), n - 1)
  }
}

private func assemble(
  _ kind: TTest.Kind, _ alternative: Alternative, _ shape: [Int], counts: [Int], pooledFreedom: Double,
  _ column: (Int) -> (difference: Double, error: Double, freedom: Double)
) -> TTest {
  let number = shape.reduce(1, *)
  var values = [Double](repeating: 0, count: 5 * number)
  let pooled = StudentTail(pooledFreedom)
  values.withUnsafeMutableBufferPointer { buffer in
    let values = buffer.baseAddress!
    parallel(number, grain: 256) { columns in
      for index in columns {
        let (difference, error, freedom) = column(index)
        let t = difference / error
        let tail = freedom == pooledFreedom ? pooled : StudentTail(freedom)
        values[index] = t
        values[number + index] = freedom
        values[2 * number + index] = t.isNaN ? .nan : tail.pValue(t, alternative)
        values[3 * number + index] = difference
        values[4 * number + index] = error
      }
    }
  }
  func part(_ index: Int) -> Tensor<Double> { Tensor(values[index * number..<(index + 1) * number], shape: shape) }
  let pValue = part(2)
  let undefined = pValue.isNaN.sum()
  let warning: String? =
    undefined == 0
    ? nil
    : "\(undefined) of \(number) columns have no t-test (NaN): they hold NaN, or do not vary and do not differ. "
      + "The first is column \(Array(pValue).firstIndex { $0.isNaN }!)."
  if let warning { warn("tTest: \(warning)") }
  return TTest(
    kind: kind, alternative: alternative, statistic: part(0), degreesOfFreedom: part(1), pValue: pValue,
    difference: part(3), standardError: part(4), counts: counts, warning: warning)
}
