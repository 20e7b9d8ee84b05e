// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The memory behind one or more tensors; it is freed with the last of them.
///
/// Tensors that share storage never write to it: a write first makes sure that it is the only owner. That is what makes
/// sharing it between threads safe.
@usableFromInline
final class TensorStorage<Scalar: TensorScalar>: @unchecked Sendable {
  @usableFromInline let base: UnsafeMutablePointer<Scalar>
  let count: Int

  /// A cache line; also enough for any vector unit.
  private static var alignment: Int { 64 }

  /// Memory whose content is undefined until written.
  init(uninitialized count: Int) {
    let bytes = max(count, 1) * MemoryLayout<Scalar>.stride
    base = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: Self.alignment)
      .bindMemory(to: Scalar.self, capacity: count)
    self.count = count
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }
}
