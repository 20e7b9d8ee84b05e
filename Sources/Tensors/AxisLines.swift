// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Turns each line along one axis into a line of the result, on several threads where it pays.
extension Tensor {
  /// - Parameters:
  ///   - resultLength: elements of a line of the result; the other axes keep their lengths.
  ///   - body: gets a line of the tensor with its length, and the line of the result to fill; the elements of both lie
  ///     next to each other.
  func mapLines<Result>(
    axis: Int, resultLength: Int, operation: String,
    _ body: (UnsafePointer<Scalar>, Int, UnsafeMutablePointer<Result>) -> Void
  ) -> Tensor<Result> {
    let axis = resolve(axis: axis, rank: rank, operation: operation)
    let others = Array(0..<rank).filter { $0 != axis }
    let source = permuted(others + [axis]).contiguous()
    let length = shape[axis]
    let result = Tensor<Result>(uninitialized: others.map { shape[$0] } + [resultLength])
    let lines = others.reduce(1) { $0 * shape[$1] }
    let (input, output) = (source.base, result.base)
    withExtendedLifetime((source.storage, result.storage)) {
      parallel(lines, grain: Swift.max(1, StridedLoop.grain / 4 / Swift.max(length, 1))) { range in
        for line in range { body(input + line * length, length, output + line * resultLength) }
      }
    }
    // The new axis goes back to the place of the old one.
    var back = Array(0..<rank - 1)
    back.insert(rank - 1, at: axis)
    return result.permuted(back)
  }
}
