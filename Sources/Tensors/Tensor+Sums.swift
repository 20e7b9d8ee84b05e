// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics

extension Tensor where Scalar: Numeric {
  /// The sum of all elements, in NumPy's pairwise order; 0 for an empty tensor. Traps where it does not fit the type.
  public func sum() -> Scalar { reducedWhole(MARTLET_SUM, "sum") ?? reduce(.zero, +) }

  /// Sums along one axis, which vanishes or, with `keepingDimensions`, stays with length 1.
  public func sum(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    let reduction = AxisReduction(self, axis: axis, keepingDimensions: keepingDimensions, operation: "sum")
    if reduction.length == 0 { return Tensor(repeating: .zero, shape: reduction.resultShape) }
    return reduction.reduced(MARTLET_SUM, MARTLET_ADD, "sum") { $0 + $1 }
  }

  /// The product of all elements; 1 for an empty tensor. Traps where it does not fit the type.
  public func product() -> Scalar { isEmpty ? 1 : reducedWhole(MARTLET_PRODUCT, "product") ?? reduce(1, *) }

  /// Products along one axis.
  public func product(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    let reduction = AxisReduction(self, axis: axis, keepingDimensions: keepingDimensions, operation: "product")
    if reduction.length == 0 { return Tensor(repeating: 1, shape: reduction.resultShape) }
    return reduction.reduced(MARTLET_PRODUCT, MARTLET_MULTIPLY, "product") { $0 * $1 }
  }
}

extension Tensor where Scalar: BinaryFloatingPoint {
  /// The arithmetic mean of all elements; NaN for an empty tensor.
  public func mean() -> Scalar { sum() / Scalar(count) }

  /// Means along one axis.
  public func mean(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    let length = Scalar(shape[resolve(axis: axis, rank: rank, operation: "mean")])
    return sum(axis: axis, keepingDimensions: keepingDimensions) / length
  }
}

extension Tensor where Scalar: BinaryInteger {
  /// The arithmetic mean of all elements; NaN for an empty tensor.
  public func mean() -> Double { Tensor<Double>(self).mean() }

  /// Means along one axis.
  public func mean(axis: Int, keepingDimensions: Bool = false) -> Tensor<Double> {
    Tensor<Double>(self).mean(axis: axis, keepingDimensions: keepingDimensions)
  }
}

extension Tensor where Scalar == Bool {
  /// How many elements are true.
  public func sum() -> Int {
    withUnsafeBufferPointer { elements in
      elements.baseAddress.map { martlet_count_true($0, elements.count) } ?? 0
    }
  }

  /// How many elements are true along one axis.
  public func sum(axis: Int, keepingDimensions: Bool = false) -> Tensor<Int> {
    let reduction = AxisReduction(self, axis: axis, keepingDimensions: keepingDimensions, operation: "sum")
    if reduction.inner == 1 { return reduction.mapLines { $2.pointee = martlet_count_true($0, $1) } }
    return reduction.mapColumns { source, rows, stride, width, target, _ in
      target.update(repeating: 0, count: width)
      target.withMemoryRebound(to: Int64.self, capacity: width) {
        for row in 0..<rows { martlet_add_true(source + row * stride, $0, width) }
      }
    }
  }

  /// The fraction of elements that are true.
  public func mean() -> Double { Double(sum()) / Double(count) }

  /// The fraction of elements that are true along one axis.
  public func mean(axis: Int, keepingDimensions: Bool = false) -> Tensor<Double> {
    let length = Double(shape[resolve(axis: axis, rank: rank, operation: "mean")])
    return Tensor<Double>(sum(axis: axis, keepingDimensions: keepingDimensions)) / length
  }
}
