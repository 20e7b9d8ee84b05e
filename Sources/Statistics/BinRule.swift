// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import Tensors

/// How the bins of a histogram are chosen.
///
/// A number (`bins: 100`) and a list of edges (`bins: [0, 1, 5]`) can be written as they are.
public enum BinRule: Sendable, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
  /// So many bins of equal width.
  case count(Int)
  /// From each edge to the next; edges must not decrease.
  case edges(Tensor<Double>)
  /// Width 2 · IQR / ∛n (Freedman and Diaconis 1981); one bin where the interquartile range is 0.
  case fd
  /// Width range / (log2 n + 1) (Sturges 1926).
  case sturges
  /// The narrower width of `.sturges` and `.fd`, as NumPy has it since 2.0: the latter is at least range / (2 √n).
  case auto

  @_disfavoredOverload
  public static func edges(_ edges: Tensor<some NumberScalar>) -> BinRule { .edges(edges.doubles) }

  public init(integerLiteral value: Int) { self = .count(value) }
  public init(arrayLiteral elements: Double...) { self = .edges(Tensor(elements)) }
}

extension BinRule {
  /// The width a rule proposes for finite values; nil where it needs none.
  func width(_ values: Tensor<Double>) -> Double? {
    let count = Double(values.count)
    let spread = values.max() - values.min()
    let sturges = spread / (log2(count) + 1)
    func freedmanDiaconis() -> Double {
      2 * (values.quantile(0.75) - values.quantile(0.25)) * pow(count, -1.0 / 3)
    }
    switch self {
    case .count, .edges: return nil
    case .sturges: return sturges
    case .fd: return freedmanDiaconis()
    case .auto: return min(max(freedmanDiaconis(), spread / count.squareRoot() / 2), sturges)
    }
  }
}
