// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// By what neurons are put in order for sparse probing (Gurnee et al. 2023).
public enum NeuronRanking: String, Sendable, Hashable, CaseIterable {
  /// The difference of the classes' means.
  case meanDifference = "mean difference"
  /// Student's t of that difference: measured by the spread within the classes.
  case t
  /// The order in which neurons enter the L1 path of a logistic regression: each counts for what the ones before it do
  /// not tell. Neurons of larger scale enter earlier.
  case l1Path = "L1 path"
}

/// The features in order, the most telling first: all of them, or with `.l1Path` at least `count` if the path has as many.
///
/// Ties keep the order of the features. Traps on other than two classes.
public func rankNeurons<Scalar: RealScalar, Label: ClassLabel>(
  _ data: Tensor<Scalar>, _ labels: Tensor<Label>, by ranking: NeuronRanking = .meanDifference, count: Int? = nil
) -> [Int] {
  let problem = ProbeProblem(data, labels, operation: "rankNeurons")
  guard problem.table.classes.count == 2 else {
    trap(
      "rankNeurons: two classes are needed, but the labels hold \(problem.table.classes.count); compare one with the others "
        + "(labels .== class)")
  }
  switch ranking {
  case .meanDifference, .t:
    let means = problem.means()
    var scores = zip(means[1], means[0]).map { abs($0 - $1) }
    if ranking == .t {
      let spread = problem.squaredDeviations(means)
      let (a, b) = (Double(problem.table.counts[0]), Double(problem.table.counts[1]))
      let factor = (1 / a + 1 / b) / max(a + b - 2, 1)
      scores = zip(scores, spread).map { $0 == 0 ? 0 : $0 / ($1 * factor).squareRoot() }
    }
    return Array(Tensor(scores).argsort(descending: true))
  case .l1Path: return problem.pathOrder(count ?? problem.width)
  }
}

extension ProbeProblem {
  /// By feature, the sum over samples of the squared distance from the class's mean.
  fileprivate func squaredDeviations(_ means: [[Double]]) -> [Double] {
    var sums = [Double](repeating: 0, count: width)
    let row = Vector(width)
    for i in 0..<rows {
      design.copy(i..<(i + 1), scaledBy: nil, into: row.start)
      let mean = means[table.indices[i]]
      for j in 0..<width {
        let distance = row[j] - mean[j]
        sums[j] += distance * distance
      }
    }
    return sums
  }

  /// The features in the order in which they become non-zero as the penalty weakens; of those that do so at once, the
  /// larger coefficient first.
  fileprivate func pathOrder(_ count: Int) -> [Int] {
    let problem = system(
      weights: [Double](repeating: 1, count: rows), intercept: true, penalizesIntercept: false)
    let solver = SparseSolver(
      problem, penalty: PenaltyWeights(l1: 1, l2: 0), tolerance: 1e-6, maxIterations: 500)
    // Below this C all coefficients are zero: no feature correlates with the residual by more than 1.
    let share = Double(table.counts[1]) / Double(rows)
    let (residual, products) = (Vector(rows), Vector(width))
    for (i, index) in table.indices.enumerated() { residual[i] = Double(index) - share }
    design.transposedProduct(residual.start, into: products.start)
    let start = products.largestMagnitude
    guard start > 0 else { return [] }
    var (order, seen) = ([Int](), Set<Int>())
    /// Goes from one C to a larger one; where several features enter on the way, in two smaller steps.
    func advance(from low: Double, to high: Double) {
      Interrupt.check()
      let coefficients = Array(solver.solve(C: high).coefficients)
      let entered = coefficients.indices.filter { coefficients[$0] != 0 && !seen.contains($0) }
      if entered.count > 1 && high / low > 1.0001 {
        let middle = (low * high).squareRoot()
        advance(from: low, to: middle)
        advance(from: middle, to: high)
        return
      }
      order += entered.sorted { abs(coefficients[$0]) > abs(coefficients[$1]) }
      seen.formUnion(entered)
    }
    var C = 1 / start
    for _ in 0..<150 where order.count < min(count, width) {
      advance(from: C, to: C * 1.08)
      C *= 1.08
    }
    return order
  }
}
