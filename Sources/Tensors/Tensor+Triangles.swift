// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension Tensor where Scalar: Numeric {
  /// The elements on and above a diagonal, zero below. NumPy's `triu`.
  /// - Parameter diagonal: 0 for the main one, 1 for the one above it, -1 for the one below.
  public func triu(_ diagonal: Int = 0) -> Tensor { triangle("triu") { $1 - $0 >= diagonal } }

  /// The elements on and below a diagonal, zero above. NumPy's `tril`.
  public func tril(_ diagonal: Int = 0) -> Tensor { triangle("tril") { $1 - $0 <= diagonal } }

  /// The elements of a diagonal of a matrix. NumPy's `diagonal`.
  public func diagonal(_ offset: Int = 0) -> Tensor {
    let (rows, columns) = matrixShape("diagonal")
    let first = Swift.max(0, -offset)
    let count = Swift.max(0, Swift.min(rows - first, columns - Swift.max(0, offset)))
    return Tensor(count: count) { self[first + $0, Swift.max(0, offset) + $0] }
  }

  /// The sum of the main diagonal. NumPy's `trace`.
  public func trace() -> Scalar { diagonal().reduce(0, +) }

  /// The products of all elements of two lines: rows for this one's, columns for the other's. NumPy's `outer`.
  public func outer(_ other: Tensor) -> Tensor {
    let (left, right) = (Array(self), Array(other))
    return Tensor(left.flatMap { a in right.map { a * $0 } }, shape: [left.count, right.count])
  }

  private func triangle(_ operation: String, _ isKept: (Int, Int) -> Bool) -> Tensor {
    let (rows, columns) = matrixShape(operation)
    var result = Tensor(repeating: 0, shape: shape)
    for i in 0..<rows { for j in 0..<columns where isKept(i, j) { result[i, j] = self[i, j] } }
    return result
  }

  private func matrixShape(_ operation: String) -> (rows: Int, columns: Int) {
    guard rank == 2 else {
      trap("\(operation): a matrix is needed, but the shape is \(describe(shape: shape)); slice it to two axes")
    }
    return (shape[0], shape[1])
  }
}

/// The positions on and above a diagonal of a square matrix, row by row; a mask to select with.
///
/// `correlations[triuMask(n, 1)]` are the values of NumPy's `correlations[np.triu_indices(n, 1)]`.
public func triuMask(_ size: Int, _ diagonal: Int = 0) -> Tensor<Bool> {
  guard size >= 0 else { trap("triuMask: a matrix cannot have \(size) rows") }
  return Tensor((0..<size * size).map { $0 % size - $0 / size >= diagonal }, shape: [size, size])
}
