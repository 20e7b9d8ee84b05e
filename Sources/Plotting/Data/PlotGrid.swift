// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// A table of numbers that can be drawn as an image.
public protocol PlotGrid {
  /// The values row by row, with the number of rows and columns.
  var plotMatrix: PlotMatrix { get }
}

/// Numbers in rows and columns, row by row.
public struct PlotMatrix: PlotGrid, Sendable {
  public var rows: Int
  public var columns: Int
  public var values: [Double]
  package var problems: [String] = []

  /// - Precondition: `values.count == rows * columns`.
  public init(rows: Int, columns: Int, values: [Double]) {
    guard rows >= 0, columns >= 0, values.count == rows * columns else {
      trap("PlotMatrix: \(rows) rows of \(columns) need \(rows * columns) values, but \(values.count) were given")
    }
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  public var plotMatrix: PlotMatrix { self }
}

extension Array: PlotGrid where Element: PlotData {
  /// One inner array a row. Rows of unequal length are filled up with NaN, and a note says which.
  public var plotMatrix: PlotMatrix {
    let rows = map(\.plotValues)
    let columns = rows.map(\.count).max() ?? 0
    var values: [Double] = []
    values.reserveCapacity(rows.count * columns)
    for row in rows { values += row + Array<Double>(repeating: .nan, count: columns - row.count) }
    var matrix = PlotMatrix(rows: rows.count, columns: columns, values: values)
    if let short = rows.firstIndex(where: { $0.count != columns }) {
      matrix.problems = ["row \(short) has \(rows[short].count) values, the longest \(columns); the rest is left empty"]
    }
    return matrix
  }
}
