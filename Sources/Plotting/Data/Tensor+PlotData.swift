// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

extension Tensor: PlotData where Scalar: PlotScalar {
  public var plotShape: [Int]? { shape }

  /// All elements in row order, whatever the shape.
  public var plotValues: [Double] {
    withUnsafeBufferPointer { elements in
      if let doubles = elements as? UnsafeBufferPointer<Double> { return Array(doubles) }
      return elements.map { $0.plotValue }
    }
  }
}

extension Tensor: PlotGrid where Scalar: PlotScalar {
  /// The rows and columns of a tensor with two axes; of any other nothing is drawn, and a note names the shape.
  public var plotMatrix: PlotMatrix {
    guard rank == 2 else {
      var empty = PlotMatrix(rows: 0, columns: 0, values: [])
      empty.problems = [
        "a tensor of shape \(shape) is not a table of rows and columns; slice or reshape it to two axes"
      ]
      return empty
    }
    return PlotMatrix(rows: shape[0], columns: shape[1], values: plotValues)
  }
}
