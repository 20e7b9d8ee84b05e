// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension Tensor where Scalar: OrderedScalar {
  /// The elements in rising order along an axis; NaN comes last, as in NumPy's `sort`.
  /// - Parameter descending: the largest first; NaN stays last.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public func sorted(axis: Int = -1, descending: Bool = false) -> Tensor {
    if let sorted = sortedByKeys(axis: axis, descending: descending) { return sorted }
    return mapLines(axis: axis, resultLength: length(axis, "sorted"), operation: "sorted") { line, count, result in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: count) { order in
        guard let order = order.baseAddress else { return }
        RadixSort.order(line, count, descending: descending, into: order)
        for i in 0..<count { result[i] = line[order[i]] }
      }
    }
  }

  /// The positions that sort the elements along an axis; equal elements keep their order, NaN comes last.
  ///
  /// NumPy's `argsort(kind="stable")`.
  /// - Parameter descending: the largest first; equal elements still keep their order.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public func argsort(axis: Int = -1, descending: Bool = false) -> Tensor<Int> {
    mapLines(axis: axis, resultLength: length(axis, "argsort"), operation: "argsort") { line, count, result in
      RadixSort.order(line, count, descending: descending, into: result)
    }
  }

  /// Where values would have to be inserted into this sorted line to keep it sorted: before equal elements, or after
  /// them with `after`. NumPy's `searchsorted`.
  public func searchsorted(_ values: Tensor, after: Bool = false) -> Tensor<Int> {
    guard rank == 1 else {
      trap("searchsorted: a sorted line is needed, but the shape is \(describe(shape: shape))")
    }
    let sorted = Array(self)
    return values.mapElements { value in
      let key = value.orderKey
      var (low, high) = (0, sorted.count)
      while low < high {
        let middle = (low + high) / 2
        let other = sorted[middle].orderKey
        if other < key || (after && other == key) { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }

  /// The different elements in rising order, with what is known of them. NumPy's `unique`; NaN counts as one value.
  public func unique() -> UniqueElements<Scalar> {
    let flat = flattened()
    let order = Array(flat.argsort())
    let elements = Array(flat)
    var (values, first, counts): ([Scalar], [Int], [Int]) = ([], [], [])
    var inverse = [Int](repeating: 0, count: elements.count)
    var last: UInt64?
    for index in order {
      let key = elements[index].orderKey
      if key != last {
        values.append(elements[index])
        first.append(index)
        counts.append(0)
        last = key
      }
      counts[counts.count - 1] += 1
      inverse[index] = values.count - 1
    }
    return UniqueElements(
      values: Tensor(values), firstIndices: Tensor<Int>(first), inverse: Tensor<Int>(inverse),
      counts: Tensor<Int>(counts))
  }

  private func length(_ axis: Int, _ operation: String) -> Int {
    shape[resolve(axis: axis, rank: rank, operation: operation)]
  }
}

/// The different elements of a tensor.
public struct UniqueElements<Scalar: TensorScalar>: Sendable {
  /// In rising order.
  public let values: Tensor<Scalar>
  /// Where each value is met first, counted in row order.
  public let firstIndices: Tensor<Int>
  /// For each element of the tensor, in row order, the position of its value in ``values``.
  public let inverse: Tensor<Int>
  /// How often each value is met.
  public let counts: Tensor<Int>
}
