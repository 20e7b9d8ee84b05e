// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Counts values in bins, by NumPy's rules.
///
/// Bins contain their lower edge but not their upper one; the last contains both. Equal bins run from the smallest to
/// the largest value, or over `range`; where both are the same they reach 0.5 to either side, and no values give bins
/// from 0 to 1. A value is counted where it lies between the edges as returned, whatever the rounding of the bin
/// width.
///
/// Unlike NumPy, which refuses them, NaN and infinite values are left out and counted in ``BinCounts/omitted``.
/// Automatic bins of whole numbers are at least 1 wide.
///
/// Traps on fewer than one bin, and on edges that decrease or are fewer than two.
/// - Parameters:
///   - values: of any shape.
///   - range: where equal bins start and end; values outside are left out.
public func histogram<Scalar: NumberScalar>(
  _ values: Tensor<Scalar>, bins: BinRule = .count(10), range: ClosedRange<Double>? = nil
) -> BinCounts {
  counts(values.doubles, bins, range, smallestWidth: Scalar.self is any BinaryFloatingPoint.Type ? 0 : 1)
}

/// The same of an array; disfavoured, so that a literal is read as a tensor.
@_disfavoredOverload
public func histogram(
  _ values: [some NumberScalar], bins: BinRule = .count(10), range: ClosedRange<Double>? = nil
) -> BinCounts {
  histogram(Tensor(values), bins: bins, range: range)
}

private func counts(
  _ values: Tensor<Double>, _ bins: BinRule, _ range: ClosedRange<Double>?, smallestWidth: Double
) -> BinCounts {
  let finite = values.isFinite
  let kept = finite.all() ? values.flattened() : values[finite]
  if case .edges(let edges) = bins { return count(kept, between: edges, of: values.count) }
  var (low, high) = (range?.lowerBound ?? 0, range?.upperBound ?? 1)
  if range == nil && !kept.isEmpty { (low, high) = (kept.min(), kept.max()) }
  // Half a unit is nothing beside numbers beyond 2^46.
  if low == high { (low, high) = (low - max(0.5, low.ulp * 64), high + max(0.5, high.ulp * 64)) }
  guard (high - low).isFinite else { trap("histogram: \(low) to \(high) is too wide a range for equal bins") }
  let number: Int
  if case .count(let given) = bins {
    guard given > 0 else { trap("histogram: at least one bin is needed, but bins is \(given)") }
    number = given
  } else {
    let inside = range == nil ? kept : kept[kept .>= low .& kept .<= high]
    let width = inside.isEmpty ? 0 : max(bins.width(inside) ?? 0, inside.min() < inside.max() ? smallestWidth : 0)
    // An outlier far beyond the quartiles asks for more bins than memory has.
    number = width > 0 ? Int(min(((high - low) / width).rounded(.up), 1e6)) : 1
  }
  return count(kept, low, high, number, of: values.count)
}

/// Counts in equal bins: the position by division, then corrected against the edges.
private func count(_ values: Tensor<Double>, _ low: Double, _ high: Double, _ number: Int, of total: Int) -> BinCounts {
  let edges = linspace(low, high, number + 1)
  var counts = [Int](repeating: 0, count: number)
  let width = high - low
  values.withUnsafeBufferPointer { values in
    edges.withUnsafeBufferPointer { edges in
      counts.withUnsafeMutableBufferPointer { counts in
        for value in values where value >= low && value <= high {
          var bin = min(Int((value - low) / width * Double(number)), number - 1)
          if value < edges[bin] { bin -= 1 }
          if value >= edges[bin + 1] && bin != number - 1 { bin += 1 }
          counts[bin] += 1
        }
      }
    }
  }
  return BinCounts(counts: Tensor(counts), edges: edges, omitted: total - counts.reduce(0, +))
}

/// Counts between given edges, by bisection.
private func count(_ values: Tensor<Double>, between edges: Tensor<Double>, of total: Int) -> BinCounts {
  guard edges.rank == 1, edges.count >= 2, (edges[1...] .>= edges[..<(-1)]).all() else {
    trap("histogram: edges must be at least two numbers that do not decrease, but are \(Array(edges))")
  }
  let number = edges.count - 1
  var counts = [Int](repeating: 0, count: number)
  edges.withUnsafeBufferPointer { edges in
    values.withUnsafeBufferPointer { values in
      for value in values where value >= edges[0] && value <= edges[number] {
        // The last bin whose lower edge is not above the value.
        var (below, above) = (0, number)
        while above - below > 1 {
          let middle = (below + above) / 2
          if edges[middle] <= value { below = middle } else { above = middle }
        }
        counts[below] += 1
      }
    }
  }
  return BinCounts(counts: Tensor(counts), edges: edges, omitted: total - counts.reduce(0, +))
}
