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
  public var intercepts: Tensor<Double> { column(\.intercept) }
  public var dualityGap: Tensor<Double> { column(\.certificate.dualityGap) }
  /// One row per C.
  public var coefficients: Tensor<Double> { stack(fits.map(\.coefficients)) }
  public var iterations: Tensor<Int> { Tensor(fits.map(\.iterations)) }
  public var converged: Bool { fits.allSatisfy(\.converged) }
  public var warnings: [String] { fits.compactMap(\.warning) }

  private func column(_ value: KeyPath<FittedLogisticRegression<Label>, Double>) -> Tensor<Double> {
    Tensor(fits.map { $0[keyPath: value] })
  }
}

extension RegularizationPath: CustomStringConvertible, Displayable {
  private static var heads: [String] { ["C", "non-zero", "objective", "duality gap", "iterations", "converged"] }

  private var table: [[String]] {
    fits.map { fit in
      [
        fit.C.significant(6), "\(fit.nonZeroCount)", fit.objective.significant(6),
        fit.certificate.dualityGap.significant(2), "\(fit.iterations)",
        fit.converged ? "yes" : "NO",
      ]
    }
  }

  /// How many fits stopped early, and why the first did.
  private var note: String? {
    warnings.first.map { "Warning: \(warnings.count) of \(fits.count) fits did not converge. The first: \($0)" }
  }

  public var description: String {
    let lines = [Self.heads] + table
    let widths = Self.heads.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    let text = lines.map { line in
      zip(line, widths).map { String(repeating: " ", count: $1 - $0.count) + $0 }.joined(separator: "  ")
    }
    return (text + (note.map { [$0] } ?? [])).joined(separator: "\n")
  }

  public var mimeBundle: MIMEBundle {
    func cells(_ texts: [String], _ tag: String) -> String {
      "<tr>" + texts.map { "<\(tag)>\($0)</\(tag)>" }.joined() + "</tr>"
    }
    let body = table.map { cells($0, "td") }.joined()
    let html = "<table><thead>\(cells(Self.heads, "th"))</thead><tbody>\(body)</tbody></table>"
    return MIMEBundle(plainText: description).adding(.html, html + (note.map { "<p><b>\($0)</b></p>" } ?? ""))
  }
}
