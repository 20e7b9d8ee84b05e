// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension Tensor where Scalar: RealScalar {
  /// The Euclidean length of all elements; of a matrix the Frobenius norm.
  public func norm() -> Scalar { norm(.l2) }

  /// A vector norm over all elements. NumPy's `linalg.norm` of the flattened tensor.
  public func norm(_ kind: NormKind) -> Scalar {
    switch kind {
    case .l1: return reduce(0) { $0 + Swift.abs($1) }
    case .infinity: return reduce(0) { $0 > Swift.abs($1) || $0.isNaN ? $0 : Swift.abs($1) }
    case .l2:
      // Scaled, so that squares neither overflow nor vanish.
      let largest = norm(.infinity)
      guard largest > 0, largest.isFinite else { return largest }
      return largest * reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
    }
  }

  /// Vector norms along one axis.
  public func norm(_ kind: NormKind = .l2, axis: Int, keepingDimensions: Bool = false) -> Tensor {
    let reduction = AxisReduction(self, axis: axis, keepingDimensions: keepingDimensions, operation: "norm")
    return reduction.mapLines { line, count, step in
      Tensor((0..<count).map { line[$0 * step] }).norm(kind)
    }
  }
}

/// How the length of a vector is measured.
public enum NormKind: Hashable, Sendable {
  /// The sum of magnitudes.
  case l1
  /// The root of the sum of squares.
  case l2
  /// The largest magnitude.
  case infinity
}
