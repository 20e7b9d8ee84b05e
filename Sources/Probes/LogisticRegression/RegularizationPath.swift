// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// Fits of one problem at several strengths of regularisation, in the order in which they were asked for.
public struct RegularizationPath<Label: ClassLabel>: Sendable {
  public let fits: [FittedLogisticRegression<Label>]

  /// The weights of the loss.
  public var C: Tensor<Double> { column(\.C) }
  /// For each C the fraction of coefficients that are exactly zero, 0 to 1.
  public var sparsity: Tensor<Double> { column(\.sparsity) }
  public var objective: Tensor<Double> { column(\.objective) }
  /// One per C; for more than two classes, one row per C.
  public var intercepts: Tensor<Double> {
    let all = stack(fits.map(\.intercepts))
    return all.shape[1] == 1 ? all.flattened() : all
  }
  public var dualityGap: Tensor<Double> { column(\.certificate.dualityGap) }
  /// One row (for more than two classes, one matrix) per C.
  public var coefficients: Tensor<Double> { stack(fits.map(\.coefficients)) }
  public var iterations: Tensor<Int> { Tensor(fits.map(\.iterations)) }
  public var converged: Bool { fits.allSatisfy(\.converged) }
  public var warnings: [String] { fits.compactMap(\.warning) }

  private func column(_ value: KeyPath<FittedLogisticRegression<Label>, Double>) -> Tensor<Double> {
    Tensor(fits.map { $0[keyPath: value] })
  }
}

extension RegularizationPath: CustomStringConvertible, Displayable {
  /// How many fits stopped early, and why the first did; nil if none.
  public var warning: String? {
    warnings.first.map { "\(warnings.count) of \(fits.count) fits did not converge. The first: \($0)" }
  }

  private var table: ResultTable {
    ResultTable(
      heads: ["C", "non-zero", "objective", "duality gap", "iterations", "converged"],
      rows: fits.map { fit in
        [
          fit.C.significant(6), "\(fit.nonZeroCount)", fit.objective.significant(6),
          fit.certificate.dualityGap.significant(2), "\(fit.iterations)", fit.converged ? "yes" : "NO",
        ]
      },
      warning: warning)
  }

  public var description: String { table.plainText }
  public var mimeBundle: MIMEBundle { table.mimeBundle }
}
