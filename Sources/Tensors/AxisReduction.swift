// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A tensor seen as outer × length × inner, where the middle axis is the one to be reduced.
struct AxisReduction<Scalar: TensorScalar> {
  let source: Tensor<Scalar>
  let outer: Int
  let length: Int
  let inner: Int
  let resultShape: [Int]

  init(_ tensor: Tensor<Scalar>, axis: Int, keepingDimensions: Bool, operation: String) {
    let axis = resolve(axis: axis, rank: tensor.rank, operation: operation)
    source = tensor.contiguous()
    outer = tensor.shape[..<axis].reduce(1, *)
    length = tensor.shape[axis]
    inner = tensor.shape[(axis + 1)...].reduce(1, *)
    var shape = tensor.shape
    if keepingDimensions { shape[axis] = 1 } else { shape.remove(at: axis) }
    resultShape = shape
  }

  /// Combines rows of `inner` elements one after another, starting with the first; needs `length > 0`.
  @inline(__always)
  func fold(_ combine: (Scalar, Scalar) -> Scalar) -> Tensor<Scalar> {
    let result = Tensor<Scalar>(uninitialized: resultShape)
    let (target, source) = (result.base, self.source.base)
    withExtendedLifetime(self.source.storage) {
      // Threads take columns, so that each element is combined in the same order whatever their number.
      for block in 0..<outer {
        parallel(inner, grain: max(1024, StridedLoop.grain / max(length, 1))) { columns in
          let row = target + block * inner
          let first = source + block * length * inner
          for k in columns { row[k] = first[k] }
          for j in 1..<max(length, 1) {
            let next = first + j * inner
            for k in columns { row[k] = combine(row[k], next[k]) }
          }
        }
      }
    }
    return result
  }

  /// Reduces each line along the axis by `reduce`, which gets its start, length and the distance of its elements.
  @inline(__always)
  func mapLines<Result>(_ reduce: (UnsafePointer<Scalar>, Int, Int) -> Result) -> Tensor<Result> {
    let result = Tensor<Result>(uninitialized: resultShape)
    let (target, source) = (result.base, self.source.base)
    withExtendedLifetime(self.source.storage) {
      parallel(outer * inner, grain: max(1, StridedLoop.grain / max(length, 1))) { lines in
        for line in lines {
          target[line] = reduce(source + (line / inner * length * inner + line % inner), length, inner)
        }
      }
    }
    return result
  }
}

/// The sum of `transform` over contiguous elements, in NumPy's order: blocks of at most 128 in eight lanes, blocks
/// pairwise.
///
/// The error grows with the logarithm of the length instead of the length.
@inline(__always)
func pairwiseSum<Scalar: AdditiveArithmetic>(
  _ start: UnsafePointer<Scalar>, _ count: Int, _ transform: (Scalar) -> Scalar
) -> Scalar {
  // Blocks are visited from left to right and merged like a binary counter; recursion would prevent inlining.
  guard count > 128 else { return blockSum(start, count, transform) }
  var pending: [(remaining: Int, isRight: Bool)] = [(count, false)]
  var sums: [Scalar] = []
  var position = 0
  while let top = pending.popLast() {
    if top.remaining == 0 {
      let right = sums.removeLast()
      sums[sums.count - 1] += right
      continue
    }
    if top.remaining <= 128 {
      sums.append(blockSum(start + position, top.remaining, transform))
      position += top.remaining
      continue
    }
    let half = top.remaining / 2 / 8 * 8
    pending.append((0, false))
    pending.append((top.remaining - half, true))
    pending.append((half, false))
  }
  return sums[0]
}

@inline(__always)
private func blockSum<Scalar: AdditiveArithmetic>(
  _ start: UnsafePointer<Scalar>, _ count: Int, _ transform: (Scalar) -> Scalar
) -> Scalar {
  guard count >= 8 else {
    var sum = Scalar.zero
    for i in 0..<count { sum += transform(start[i]) }
    return sum
  }
  var (a, b, c, d) = (transform(start[0]), transform(start[1]), transform(start[2]), transform(start[3]))
  var (e, f, g, h) = (transform(start[4]), transform(start[5]), transform(start[6]), transform(start[7]))
  var i = 8
  while i + 8 <= count {
    a += transform(start[i])
    b += transform(start[i + 1])
    c += transform(start[i + 2])
    d += transform(start[i + 3])
    e += transform(start[i + 4])
    f += transform(start[i + 5])
    g += transform(start[i + 6])
    h += transform(start[i + 7])
    i += 8
  }
  var sum = ((a + b) + (c + d)) + ((e + f) + (g + h))
  while i < count {
    sum += transform(start[i])
    i += 1
  }
  return sum
}
