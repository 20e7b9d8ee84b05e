// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Rows of floats that lie at equal distances in memory.
struct RowBuffer {
  let base: UnsafeMutablePointer<Float>
  /// How many floats a row has.
  let width: Int
  /// How many floats lie between the beginnings of two rows.
  let stride: Int

  init(_ base: UnsafeMutablePointer<Float>, width: Int, stride: Int? = nil) {
    self.base = base
    self.width = width
    self.stride = stride ?? width
  }

  @inline(__always)
  subscript(row: Int) -> UnsafeMutablePointer<Float> { base + row * stride }

  /// Some columns of the same rows.
  func columns(_ range: Range<Int>) -> RowBuffer {
    RowBuffer(base + range.lowerBound, width: range.count, stride: stride)
  }

  /// The rows from `first` on.
  func from(_ first: Int) -> RowBuffer { RowBuffer(self[first], width: width, stride: stride) }
}

/// Memory for the intermediate results of a run, used again in every block.
final class Workspace {
  enum Slot: Int, CaseIterable {
    case residual, residualNarrowed, normalized, narrowed, queries, keysAndValues, heads, headsNarrowed, results
    case attention, split, splitPart, neurons, neuronsNarrowed, output, logits, scale
  }

  private var memory = [UnsafeMutablePointer<Float>?](repeating: nil, count: Slot.allCases.count)
  private var capacity = [Int](repeating: 0, count: Slot.allCases.count)

  /// Memory for rows, whose content is undefined; what the slot held before is lost.
  func rows(_ slot: Slot, _ count: Int, width: Int) -> RowBuffer {
    RowBuffer(floats(slot, count * width), width: width)
  }

  func floats(_ slot: Slot, _ count: Int) -> UnsafeMutablePointer<Float> {
    let index = slot.rawValue
    if let start = memory[index], capacity[index] >= count { return start }
    memory[index]?.deallocate()
    let bytes = max(count, 1) * MemoryLayout<Float>.stride
    let start = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64).bindMemory(
      to: Float.self, capacity: max(count, 1))
    (memory[index], capacity[index]) = (start, count)
    return start
  }

  /// Where the memory of a slot begins; nil before its first use.
  func start(_ slot: Slot) -> UnsafeMutablePointer<Float>? { memory[slot.rawValue] }

  deinit { for start in memory { start?.deallocate() } }
}
