// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What linear algebra computes on: Float is computed in Double and rounded once, at the end.
public typealias RealScalar = TensorScalar & BinaryFloatingPoint

extension Tensor where Scalar: RealScalar {
  /// Row by row as doubles, after a look at shape and values. Traps on another rank and on what is not finite.
  func matrixElements(_ operation: String, square: Bool = false) -> [Double] {
    guard rank == 2 else {
      trap(
        "\(operation): a matrix is needed, but the shape is \(describe(shape: shape)); slice or reshape it to two axes")
    }
    if square, shape[0] != shape[1] {
      trap("\(operation): the matrix must be square, but is \(describe(shape: shape))")
    }
    return finiteElements(operation)
  }

  func finiteElements(_ operation: String) -> [Double] {
    // Doubles are taken as they are; generic code would visit them one by one.
    let elements = (self as? Tensor<Double>).map(Array.init) ?? map { Double($0) }
    if let bad = elements.firstIndex(where: { !$0.isFinite }) {
      let row = shape.last.map { "row \(bad / $0), column \(bad % $0)" } ?? "the only element"
      trap("\(operation): \(row) is \(elements[bad]); remove or replace values that are not finite first")
    }
    return elements
  }

  init(doubles: [Double], shape: [Int]) {
    self = Tensor<Double>(doubles, shape: shape) as? Tensor ?? Tensor(doubles.map { Scalar($0) }, shape: shape)
  }
}

/// Rows become columns.
func transposed(_ elements: [Double], rows: Int, columns: Int) -> [Double] {
  var result = [Double](repeating: 0, count: elements.count)
  for i in 0..<rows { for j in 0..<columns { result[j * rows + i] = elements[i * columns + j] } }
  return result
}

func requireConvergence(_ info: Int, _ operation: String, _ shape: [Int]) {
  if info > 0 {
    trap("\(operation): the iteration did not converge for this \(describe(shape: shape)) matrix (LAPACK info \(info))")
  }
}
