// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The memory behind one or more tensors; it is freed with the last of them.
///
/// Tensors that share storage never write to it: a write first makes sure that it is the only owner. That is what makes
/// sharing it between threads safe. Borrowed memory, such as a mapped file, is never written to.
@usableFromInline
final class TensorStorage<Scalar: TensorScalar>: @unchecked Sendable {
  @usableFromInline let base: UnsafeMutablePointer<Scalar>
  let count: Int
  /// The memory belongs to someone else, who may show it to others.
  @usableFromInline let isBorrowed: Bool
  /// What keeps borrowed memory alive.
  private let owner: AnyObject?

  /// A cache line; also enough for any vector unit.
  private static var alignment: Int { 64 }

  /// Memory whose content is undefined until written.
  init(uninitialized count: Int) {
    let bytes = max(count, 1) * MemoryLayout<Scalar>.stride
    base = BufferPool.allocate(bytes, alignment: Self.alignment).bindMemory(to: Scalar.self, capacity: count)
    self.count = count
    isBorrowed = false
    owner = nil
  }

  /// Memory that lives as long as `owner`; a tensor that is written to is copied first.
  init(borrowing start: UnsafePointer<Scalar>, count: Int, from owner: AnyObject) {
    base = UnsafeMutablePointer(mutating: start)
    self.count = count
    isBorrowed = true
    self.owner = owner
  }

  deinit { if !isBorrowed { BufferPool.free(base, max(count, 1) * MemoryLayout<Scalar>.stride) } }
}
