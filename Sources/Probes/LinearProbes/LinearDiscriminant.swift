// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// Linear discriminant analysis: classes that share a covariance, told apart by the most probable.
///
/// scikit-learn's `LinearDiscriminantAnalysis(solver="svd")`: the covariance within classes comes from a singular value
/// decomposition of the centred data and is never formed, so that more features than samples are allowed; directions in
/// which no class varies are left out. Costs samples × features × min(samples, features), and a copy of the data in
/// double precision.
public struct LinearDiscriminant: LinearProbe {
  /// Singular values below this, of the data scaled to unit variance, count as none.
  public var tolerance: Double

  public init(tolerance: Double = 1e-4) { self.tolerance = tolerance }

  public var name: String { "linear discriminant" }

  public func fitQuietly<Scalar: RealScalar, Label: ClassLabel>(
    _ data: Tensor<Scalar>, _ labels: Tensor<Label>
  ) -> FittedLinearProbe<Label> {
    let name = "LinearDiscriminant.fit"
    let problem = ProbeProblem(data, labels, operation: name)
    let (n, p, table) = (problem.rows, problem.width, problem.table)
    let classCount = table.classes.count
    guard n > classCount else {
      trap("\(name): \(n) samples of \(classCount) classes leave nothing to estimate a covariance from")
    }
    Interrupt.check()
    let means = problem.means()
    let priors = table.counts.map { Double($0) / Double(n) }
    let overall = (0..<p).map { j in (0..<classCount).reduce(0) { $0 + priors[$1] * means[$1][j] } }
    // Centred by class and scaled to unit variance.
    var centred = Tensor<Double>.zeros(n, p)
    var deviation = [Double](repeating: 0, count: p)
    centred.withUnsafeMutableBufferPointer { out in
      problem.design.copy(0..<n, scaledBy: nil, into: out.baseAddress!)
      for i in 0..<n {
        let mean = means[table.indices[i]]
        for j in 0..<p {
          out[i &* p &+ j] -= mean[j]
          deviation[j] += out[i &* p &+ j] * out[i &* p &+ j]
        }
      }
      for j in 0..<p {
        deviation[j] = (deviation[j] / Double(n)).squareRoot()
        // What rounding leaves of a column that does not vary within the classes is no direction.
        let size = means.reduce(0) { max($0, abs($1[j])) }
        if deviation[j] <= 1e-13 * size {
          deviation[j] = 1
          for i in 0..<n { out[i &* p &+ j] = 0 }
        }
      }
      let factor = (1 / Double(n)).squareRoot()
      for i in 0..<n { for j in 0..<p { out[i &* p &+ j] *= factor / deviation[j] } }
    }
    Interrupt.check()
    let within = onOneThread { svd(centred) }
    let rank = within.s.reduce(0) { $1 > tolerance ? $0 + 1 : $0 }
    var scalings = within.vt[..<rank, ...].transposed / within.s[..<rank]
    scalings = scalings / Tensor(deviation)[..., newAxis]
    // The classes' means in the directions that are left, of which as many differ as classes less one.
    let centres = Tensor(means) - Tensor(overall)
    let weights = Tensor(table.counts.map { (Double($0) / Double(max(classCount - 1, 1))).squareRoot() })
    let between = onOneThread { svd((centres * weights[..., newAxis]).matmul(scalings)) }
    let largest = between.s.isEmpty ? 0 : between.s[0]
    let used = between.s.reduce(0) { $1 > tolerance * largest ? $0 + 1 : $0 }
    scalings = onOneThread { scalings.matmul(between.vt[..<used, ...].transposed) }
    let projected = onOneThread { centres.matmul(scalings) }
    let coefficients = onOneThread { projected.matmul(scalings.transposed) }
    let shift = onOneThread { coefficients.matmul(Tensor(overall)) }
    let heights = (0..<classCount).map { k in
      -pow(projected[k, ...], 2).sum() / 2 + log(of: priors[k]) - shift[k]
    }
    let rows = (0..<classCount).map { Array(coefficients[$0, ...]) }
    let note =
      rank == 0
      ? "no feature varies within the classes, so the samples say nothing but how common the classes are"
      : nil
    if classCount == 2 {
      return FittedLinearProbe(
        method: "Linear discriminant", coefficients: [zip(rows[1], rows[0]).map { $0 - $1 }],
        intercepts: [heights[1] - heights[0]], classes: table.classes, warning: note)
    }
    return FittedLinearProbe(
      method: "Linear discriminant", coefficients: rows, intercepts: heights, classes: table.classes, warning: note)
  }
}
