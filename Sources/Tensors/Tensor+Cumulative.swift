// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension Tensor where Scalar: Numeric {
  /// The sums of the elements up to each, along an axis. NumPy's `cumsum`.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public func cumsum(axis: Int = -1) -> Tensor { accumulated(axis, "cumsum") { $0 + $1 } }

  /// The products of the elements up to each, along an axis. NumPy's `cumprod`.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public func cumprod(axis: Int = -1) -> Tensor { accumulated(axis, "cumprod") { $0 * $1 } }

  /// The differences between neighbours along an axis, which becomes one shorter. NumPy's `diff`.
  /// - Parameter times: how often differences are taken.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  public func diff(times: Int = 1, axis: Int = -1) -> Tensor {
    guard times >= 0 else { trap("diff: times must be 0 or more, but is \(times)") }
    var result = self
    for _ in 0..<times {
      let length = result.shape[resolve(axis: axis, rank: rank, operation: "diff")]
      result = result.mapLines(axis: axis, resultLength: Swift.max(length - 1, 0), operation: "diff") {
        for i in 0..<Swift.max($1 - 1, 0) { $2[i] = $0[i + 1] - $0[i] }
      }
    }
    return result
  }

  @inline(__always)
  private func accumulated(_ axis: Int, _ operation: String, _ combine: (Scalar, Scalar) -> Scalar) -> Tensor {
    let length = shape[resolve(axis: axis, rank: rank, operation: operation)]
    return mapLines(axis: axis, resultLength: length, operation: operation) { line, count, result in
      guard count > 0 else { return }
      var sum = line[0]
      result[0] = sum
      for i in 1..<Swift.max(count, 1) {
        sum = combine(sum, line[i])
        result[i] = sum
      }
    }
  }
}
