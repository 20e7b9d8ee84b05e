// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A tensor whose axes have labels.
struct EinsumTerm<Scalar: RealScalar> {
  var tensor: Tensor<Scalar>
  var labels: [Int]

  /// Only the diagonal of axes that share a label.
  func withoutRepeats() -> EinsumTerm {
    var (shape, strides, kept) = ([Int](), [Int](), [Int]())
    for (axis, label) in labels.enumerated() {
      if let place = kept.firstIndex(of: label) {
        strides[place] += tensor.strides[axis]
      } else {
        shape.append(tensor.shape[axis])
        strides.append(tensor.strides[axis])
        kept.append(label)
      }
    }
    let diagonal = Tensor(storage: tensor.storage, offset: tensor.offset, shape: shape, strides: strides)
    return EinsumTerm(tensor: diagonal, labels: kept)
  }

  /// Sums over all axes but those with these labels.
  func summed(keeping kept: Set<Int>) -> EinsumTerm {
    var result = self
    for axis in labels.indices.reversed() where !kept.contains(labels[axis]) {
      result.tensor = result.tensor.sum(axis: axis)
      result.labels.remove(at: axis)
    }
    return result
  }

  /// The product with another term, summed over the labels of both that are not kept, as a product of matrices for each
  /// place of the labels of both that are.
  func contracted(with other: EinsumTerm, keeping kept: Set<Int>) -> EinsumTerm {
    let shared = labels.filter { other.labels.contains($0) }
    let batch = shared.filter(kept.contains), inner = shared.filter { !kept.contains($0) }
    let rows = labels.filter { !shared.contains($0) }, columns = other.labels.filter { !shared.contains($0) }
    // Axes of `...` may have length 1 in one of both.
    let lengths = Dictionary(uniqueKeysWithValues: shared.map { ($0, Swift.max(length($0), other.length($0))) })
    func matrices(_ term: EinsumTerm, _ order: [Int], _ first: [Int], _ second: [Int]) -> Tensor<Scalar> {
      let turned = term.tensor.permuted(order.map { term.labels.firstIndex(of: $0)! })
      let shape = order.map { lengths[$0] ?? term.length($0) }
      let sizes = [batch, first, second].map { $0.reduce(1) { $0 * (lengths[$1] ?? term.length($1)) } }
      return turned.broadcast(to: shape).reshaped(sizes)
    }
    let left = matrices(self, batch + rows + inner, rows, inner)
    let right = matrices(other, batch + inner + columns, inner, columns)
    let product = left.batchedProduct(right)
    let shape = batch.map { lengths[$0]! } + rows.map(length) + columns.map(other.length)
    return EinsumTerm(tensor: product.reshaped(shape), labels: batch + rows + columns)
  }

  private func length(_ label: Int) -> Int { tensor.shape[labels.firstIndex(of: label)!] }
}

extension Tensor where Scalar: RealScalar {
  /// batch × m × k times batch × k × n; OpenBLAS's for Double and Float.
  fileprivate func batchedProduct(_ other: Tensor) -> Tensor {
    if let a = self as? Tensor<Double>, let b = other as? Tensor<Double> { return a.matmul(b) as! Tensor }
    if let a = self as? Tensor<Float>, let b = other as? Tensor<Float> { return a.matmul(b) as! Tensor }
    return (self[..., newAxis] * other[0..., newAxis, 0..., 0...]).sum(axis: 2)
  }
}

/// The sum of products over the last `axes` axes of the first tensor and the first of the second. NumPy's `tensordot`.
public func tensordot<Scalar: RealScalar>(_ a: Tensor<Scalar>, _ b: Tensor<Scalar>, axes: Int = 2) -> Tensor<Scalar> {
  guard axes >= 0, axes <= a.rank, axes <= b.rank, Array(a.shape.suffix(axes)) == Array(b.shape.prefix(axes)) else {
    trap(
      "tensordot: the last \(axes) axes of \(describe(shape: a.shape)) and the first of \(describe(shape: b.shape)) "
        + "must have the same lengths")
  }
  let term = EinsumTerm(tensor: a, labels: Array(0..<a.rank))
  let other = EinsumTerm(tensor: b, labels: (0..<b.rank).map { $0 + a.rank - axes })
  let kept = Set(Array(0..<a.rank - axes) + Array(a.rank..<a.rank + b.rank - axes))
  return term.contracted(with: other, keeping: kept).tensor
}
