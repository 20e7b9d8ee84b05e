// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics

extension Tensor where Scalar: RealScalar {
  /// The Euclidean length of all elements; of a matrix the Frobenius norm.
  public func norm() -> Scalar { norm(.l2) }

  /// A vector norm over all elements. NumPy's `linalg.norm` of the flattened tensor.
  public func norm(_ kind: NormKind) -> Scalar {
    flattened().norm(kind, axis: 0).item
  }

  /// Vector norms along one axis.
  public func norm(_ kind: NormKind = .l2, axis: Int, keepingDimensions: Bool = false) -> Tensor {
    let axis = resolve(axis: axis, rank: rank, operation: "norm")
    let others = (0..<rank).filter { $0 != axis }
    let lines = permuted(others + [axis])
    let result = AxisReduction(lines, axis: rank - 1, keepingDimensions: false, operation: "norm").mapLines {
      (line: UnsafePointer<Scalar>, count, target) in target.pointee = normOfLine(line, count, kind)
    }
    guard keepingDimensions else { return result }
    var kept = shape
    kept[axis] = 1
    return result.reshaped(kept)
  }
}

private func normOfLine<Scalar: RealScalar>(_ line: UnsafePointer<Scalar>, _ count: Int, _ kind: NormKind) -> Scalar {
  guard count > 0 else { return 0 }
  func reduced(_ operation: martlet_reduction_operation) -> Scalar? {
    guard let kernel = Kernels.reduction(operation, Scalar.self) else { return nil }
    var value = Scalar.blank
    _ = kernel(line, count, &value)
    return value
  }
  let all = UnsafeBufferPointer(start: line, count: count)
  switch kind {
  case .l1: return reduced(MARTLET_SUM_OF_ABSOLUTES) ?? all.reduce(0) { $0 + Swift.abs($1) }
  case .infinity:
    let (least, greatest) = (reduced(MARTLET_LEAST), reduced(MARTLET_GREATEST))
    guard let least, let greatest else {
      return all.reduce(0) { $0 > Swift.abs($1) || $0.isNaN ? $0 : Swift.abs($1) }
    }
    return least.isNaN ? least : Swift.max(Swift.abs(least), Swift.abs(greatest))
  case .l2:
    if let squares = reduced(MARTLET_SUM_OF_SQUARES), squares.isNormal, squares < .greatestFiniteMagnitude,
      squares > Scalar.leastNormalMagnitude / .ulpOfOne
    {
      return squares.squareRoot()
    }
    // Scaled, so that squares neither overflow nor vanish.
    let largest = normOfLine(line, count, .infinity)
    guard largest > 0, largest.isFinite else { return largest }
    return largest * all.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
  }
}
