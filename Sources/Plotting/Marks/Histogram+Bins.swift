// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

extension Histogram {
  /// How the values are cut into bins; NumPy's rules by NumPy's names.
  public enum Bins: Hashable, Sendable, ExpressibleByIntegerLiteral {
    /// So many bins of equal width.
    case count(Int)
    /// Bins between these edges, in rising order.
    case edges([Double])
    /// The narrower bins of Freedman-Diaconis and Sturges.
    case auto
    /// Freedman-Diaconis: twice the interquartile range over the cube root of the number of values.
    case fd
    /// Sturges: the base-2 logarithm of the number of values, plus one.
    case sturges

    public init(integerLiteral count: Int) { self = .count(count) }

    var problem: String? {
      switch self {
      case .count(let count) where count < 1: return "\(count) bins asked for; one is the least"
      case .edges(let edges) where edges.count < 2: return "\(edges.count) bin edges given; two are the least"
      case .edges(let edges) where zip(edges, edges.dropFirst()).contains(where: { !($0 < $1) }):
        return "bin edges must rise"
      default: return nil
      }
    }
  }
}

extension Histogram.Bins {
  /// Counts and edges for finite values.
  func histogram(of values: [Double]) -> (counts: [Double], edges: [Double]) {
    let edges = edges(for: values)
    var counts = [Double](repeating: 0, count: edges.count - 1)
    let (low, high) = (edges[0], edges[edges.count - 1])
    let scale = Double(counts.count) / (high - low)
    for value in values where value >= low && value <= high {
      var bin = min(max(Int((value - low) * scale), 0), counts.count - 1)
      while bin > 0, value < edges[bin] { bin -= 1 }
      while bin < counts.count - 1, value >= edges[bin + 1] { bin += 1 }
      counts[bin] += 1
    }
    return (counts, edges)
  }

  private func edges(for values: [Double]) -> [Double] {
    if case .edges(let edges) = self { return edges }
    var (low, high) = (values.min() ?? 0, values.max() ?? 1)
    if low == high { (low, high) = (low - 0.5, high + 0.5) }
    let count = count(for: values, span: high - low)
    return (0...count).map { $0 == count ? high : low + Double($0) * ((high - low) / Double(count)) }
  }

  private func count(for values: [Double], span: Double) -> Int {
    let n = Double(values.count)
    let sturges = log2(n) + 1
    func freedman() -> Double {
      let sorted = values.sorted()
      func quantile(_ q: Double) -> Double {
        let place = q * Double(sorted.count - 1)
        let k = min(Int(place), sorted.count - 1)
        let next = min(k + 1, sorted.count - 1)
        return sorted[k] + (place - Double(k)) * (sorted[next] - sorted[k])
      }
      let width = 2 * (quantile(0.75) - quantile(0.25)) / cbrt(n)
      return width > 0 ? span / width : 1
    }
    let wanted: Double =
      switch self {
      case .count(let count): Double(count)
      case .sturges: sturges
      case .fd: freedman()
      case .auto: max(freedman(), sturges)
      case .edges(let edges): Double(edges.count - 1)
      }
    return Int(min(max(wanted.rounded(.up), 1), 100_000))
  }
}
