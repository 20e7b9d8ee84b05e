// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// How far counts are from those expected.
public struct ChiSquareTest: Sendable {
  public let statistic: Double
  public let degreesOfFreedom: Double
  public let pValue: Double
  public let logPValue: Double
  /// In the shape of the observed counts.
  public let expected: Tensor<Double>
  public let warning: String?

  init(_ observed: Tensor<Double>, _ expected: Tensor<Double>, statistic: Double, freedom: Double, _ operation: String)
  {
    (self.statistic, self.expected, degreesOfFreedom) = (statistic, expected, freedom)
    let distribution = freedom > 0 ? ChiSquaredDistribution(degreesOfFreedom: freedom) : nil
    pValue = distribution?.survival(statistic) ?? 1
    logPValue = distribution?.logSurvival(statistic) ?? 0
    let small = (expected .< 5).sum()
    warning =
      small == 0
      ? nil : "\(small) of \(expected.count) expected counts are below 5, where the χ² distribution is a rough guide."
    if let warning { warn("\(operation): \(warning)") }
  }
}

/// Tests whether rows and columns of a table of counts are independent. SciPy's `chi2_contingency`.
///
/// Traps unless there are two axes of counts that are not negative, without an empty row or column.
/// - Parameter yates: Yates' correction, for tables of 2 × 2 only.
public func chiSquareTest(contingency counts: Tensor<some NumberScalar>, yates: Bool = true) -> ChiSquareTest {
  let observed = counts.doubles
  let name = "chiSquareTest"
  guard observed.rank == 2, !observed.isEmpty, observed.min() >= 0 else {
    trap("\(name): a table of counts that are not negative is needed, but it is \(observed.summary)")
  }
  let (rows, columns) = (observed.sum(axis: 1, keepingDimensions: true), observed.sum(axis: 0, keepingDimensions: true))
  guard rows.min() > 0, columns.min() > 0 else { trap("\(name): a row or column of the table is empty; leave it out") }
  let expected = rows * columns / observed.sum()
  var distance = abs(observed - expected)
  let freedom = (observed.shape[0] - 1) * (observed.shape[1] - 1)
  if yates && freedom == 1 { distance = distance.mapElements { $0 - Swift.min(0.5, $0) } }
  return ChiSquareTest(
    observed, expected, statistic: (distance / expected * distance).sum(), freedom: Double(freedom), name)
}

/// Tests whether counts follow expected ones, by default all the same. SciPy's `chisquare`.
///
/// Traps where the expected counts are not as many, not positive, or have another sum.
public func chiSquareTest(
  _ counts: Tensor<some NumberScalar>, expected: Tensor<some NumberScalar>? = Tensor<Double>?.none
) -> ChiSquareTest {
  let observed = counts.doubles
  let name = "chiSquareTest"
  guard observed.rank == 1, observed.count > 1, observed.min() >= 0 else {
    trap("\(name): at least two counts along one axis, none negative, are needed, but they are \(observed.summary)")
  }
  let expected = expected?.doubles ?? Tensor(repeating: observed.mean(), shape: observed.shape)
  guard expected.shape == observed.shape, expected.min() > 0 else {
    trap("\(name): \(observed.count) expected counts above 0 are needed, but they are \(expected.summary)")
  }
  guard abs(expected.sum() - observed.sum()) <= 1e-8 * abs(observed.sum()) else {
    trap("\(name): \(observed.sum()) were observed, but \(expected.sum()) expected; scale the expected counts")
  }
  let distance = observed - expected
  return ChiSquareTest(
    observed, expected, statistic: (distance / expected * distance).sum(), freedom: Double(observed.count - 1), name)
}

extension ChiSquareTest: CustomStringConvertible, Displayable {
  public var description: String {
    "χ² = \(statistic.significant(4)), df = \(degreesOfFreedom.significant(4)), p = "
      + Double.text(pValue: pValue, logarithm: logPValue) + (warning.map { "\nWarning: \($0)" } ?? "")
  }

  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: description) }
}
