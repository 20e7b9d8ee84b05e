// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import Synchronization

/// Large buffers that were freed, for the next tensors of about their size.
///
/// A fresh buffer of megabytes costs a page fault for every 4 KiB when it is first written, which takes longer than most
/// loops over it. Nothing here takes a lock: an interrupt may leave a cell anywhere, and must not leave a lock behind.
enum BufferPool {
  /// Smaller buffers are the allocator's: it keeps them itself.
  static let smallest = 1 << 18
  /// Buffers of a class differ in size by an eighth at most.
  private static let classes = 8 * 24
  private static let places = 4
  /// At most this many bytes wait: a sixteenth of the machine's memory.
  static let limit: Int = min(1 << 30, sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)) / 16)

  private static let waiting = Atomic(0)
  nonisolated(unsafe) private static let slots: UnsafeMutablePointer<Atomic<UInt>> = {
    let slots = UnsafeMutablePointer<Atomic<UInt>>.allocate(capacity: classes * places)
    for i in 0..<classes * places { (slots + i).initialize(to: Atomic(0)) }
    return slots
  }()

  /// A class and its size in bytes, the smallest that holds `bytes`; nil where the allocator serves better.
  private static func sizeClass(_ bytes: Int) -> (index: Int, bytes: Int)? {
    guard bytes >= smallest, bytes <= limit / 2 else { return nil }
    let power = Int.bitWidth - 1 - bytes.leadingZeroBitCount
    let step = 1 << (power - 3)
    let rounded = (bytes + step - 1) / step * step
    let index = (power - 18) * 8 + (rounded - 1 << power) / step
    return index < classes ? (index, rounded) : nil
  }

  /// Memory of at least `bytes` bytes whose content is undefined.
  static func allocate(_ bytes: Int, alignment: Int) -> UnsafeMutableRawPointer {
    guard let (index, size) = sizeClass(bytes) else {
      return .allocate(byteCount: bytes, alignment: alignment)
    }
    for slot in index * places..<(index + 1) * places {
      let address = slots[slot].exchange(0, ordering: .acquiringAndReleasing)
      if let pointer = UnsafeMutableRawPointer(bitPattern: address) {
        waiting.subtract(size, ordering: .relaxed)
        return pointer
      }
    }
    let pointer = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: size >= 4 << 20 ? 2 << 20 : alignment)
    // Pages of 2 MiB, where the system has them to give, fault in a fraction of the time.
    if size >= 4 << 20 { madvise(pointer, size, Int32(MADV_HUGEPAGE)) }
    return pointer
  }

  static func free(_ pointer: UnsafeMutableRawPointer, _ bytes: Int) {
    if let (index, size) = sizeClass(bytes), waiting.load(ordering: .relaxed) + size <= limit {
      let address = UInt(bitPattern: pointer)
      for slot in index * places..<(index + 1) * places
      where slots[slot].compareExchange(expected: 0, desired: address, ordering: .acquiringAndReleasing).exchanged {
        waiting.add(size, ordering: .relaxed)
        return
      }
    }
    pointer.deallocate()
  }
}
