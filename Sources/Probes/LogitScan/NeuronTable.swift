// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Statistics
import Tensors

/// Neurons of a scan, in some order: all of them, or those that a question picked.
///
/// A collection of ``NeuronFit`` that sorts, filters and groups into tables of the same kind, and shows itself.
public struct NeuronTable: RandomAccessCollection, Sendable {
  let results: LogitScanResults
  /// Flat positions in the results.
  let rows: [Int]
  /// What was asked, for the table's heading.
  var title: String

  public var startIndex: Int { 0 }
  public var endIndex: Int { rows.count }
  public subscript(position: Int) -> NeuronFit { results.fit(rows[position]) }

  /// The layers that were scanned, also those without a row here.
  public var layers: [Int] { results.layers }
}

extension NeuronTable {
  /// The same neurons by one of their numbers: `scan.neurons.sorted(by: \.waldP)`. NaN comes last.
  public func sorted(by key: (NeuronFit) -> Double, descending: Bool = false) -> NeuronTable {
    let keys = rows.map { key(results.fit($0)) }
    let order = rows.indices.sorted { first, second in
      let (a, b) = (keys[first], keys[second])
      if a.isNaN || b.isNaN { return a.isNaN == b.isNaN ? first < second : b.isNaN }
      return a == b ? first < second : descending ? a > b : a < b
    }
    return with(order.map { rows[$0] }, title)
  }

  /// The neurons that meet a condition: `found.filter { $0.coefficient > 0 }`.
  public func filter(_ isIncluded: (NeuronFit) throws -> Bool) rethrows -> NeuronTable {
    with(try rows.filter { try isIncluded(results.fit($0)) }, title)
  }

  /// The first few neurons in the table's order.
  public func first(_ count: Int) -> NeuronTable { with(Array(rows.prefix(count)), title) }

  /// The neurons of one layer.
  public func inLayer(_ layer: Int) -> NeuronTable {
    filter { $0.layer == layer }.titled("layer \(layer)")
  }

  /// A table for each layer that was scanned, in ascending order.
  public var byLayer: [(layer: Int, neurons: NeuronTable)] {
    var groups = [[Int]](repeating: [], count: layers.count)
    for row in rows { groups[results.layerPosition(row)].append(row) }
    return zip(layers, groups).map { ($0, with($1, title).titled("layer \($0)")) }
  }

  func with(_ rows: [Int], _ title: String) -> NeuronTable {
    NeuronTable(results: results, rows: rows, title: title)
  }

  func titled(_ part: String) -> NeuronTable { with(rows, title.isEmpty ? part : "\(title), \(part)") }
}

extension NeuronTable {
  /// How many of its neurons lie in each scanned layer.
  public var countPerLayer: Tensor<Int> {
    var counts = [Int](repeating: 0, count: layers.count)
    for row in rows { counts[results.layerPosition(row)] += 1 }
    return Tensor(counts)
  }

  /// How many percent of each layer's neurons are in the table.
  public var percentPerLayer: Tensor<Double> {
    let counts = Array(countPerLayer)
    return Tensor(counts.indices.map { 100 * Double(counts[$0]) / Double(results.starts[$0 + 1] - results.starts[$0]) })
  }

  /// The mean accuracy (0 to 1) in each layer of its neurons whose coefficient has a sign; NaN where there is none.
  public func meanAccuracy(_ side: SplitSide, _ sign: Sign? = nil) -> Tensor<Double> {
    let (values, slopes) = (results[side == .train ? .train : .test], results[.slope])
    var (sums, counts) = ([Double](repeating: 0, count: layers.count), [Double](repeating: 0, count: layers.count))
    for row in rows where sign?.matches(slopes[row]) ?? true {
      let layer = results.layerPosition(row)
      sums[layer] += values[row]
      counts[layer] += 1
    }
    return Tensor(zip(sums, counts).map { $0 / $1 })
  }
}

// Columns, in the order of the table.
extension NeuronTable {
  public var neurons: Tensor<Int> { Tensor(rows.map { $0 - results.starts[results.layerPosition($0)] }) }
  public var layerNumbers: Tensor<Int> { Tensor(rows.map { layers[results.layerPosition($0)] }) }
  public var coefficients: Tensor<Double> { column(results[.slope]) }
  public var intercepts: Tensor<Double> { column(results[.intercept]) }
  public var standardErrors: Tensor<Double> { column(results[.slopeError]) }
  public func accuracy(_ side: SplitSide) -> Tensor<Double> { column(results[side == .train ? .train : .test]) }
  public func pValues(_ kind: LogitPValue = .wald) -> Tensor<Double> {
    column(kind == .wald ? results.waldP : results.ratioP)
  }
  /// -log₁₀ of the p-values, also of those too small for a number.
  public func minusLog10P(_ kind: LogitPValue = .wald) -> Tensor<Double> {
    Tensor(rows.map { -results.fit($0).logP(kind) * 0.4342944819032518 })
  }

  private func column(_ values: [Double]) -> Tensor<Double> { Tensor(rows.map { values[$0] }) }
}
