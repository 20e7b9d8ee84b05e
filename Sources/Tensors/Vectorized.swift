// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Elementwise functions that are written in C for the processor's widest vectors (docs/decisions/0007).
///
/// - Parameters:
///   - grain: fewer elements than this are not worth another thread.
///   - kernel: fills its second argument from its first, as many elements as the third says.
func vectorized<Scalar>(
  _ x: Tensor<Scalar>, grain: Int = StridedLoop.grain,
  _ kernel: (UnsafePointer<Scalar>, UnsafeMutablePointer<Scalar>, Int) -> Void
) -> Tensor<Scalar> {
  let source = x.contiguous()
  let result = Tensor<Scalar>(uninitialized: x.shape)
  let (from, to) = (source.base, result.base)
  withExtendedLifetime((source.storage, result.storage)) {
    parallel(x.count, grain: grain) { kernel(from + $0.lowerBound, to + $0.lowerBound, $0.count) }
  }
  return result
}
