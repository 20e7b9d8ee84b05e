// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics

extension Tensor {
  package func selected(_ indices: [AxisSelection]) -> Tensor {
    if rank == 1, case .positions(let positions)? = indices.first, let taken = taken(positions, indices) {
      return taken
    }
    let selection = Selection(indices, in: self)
    guard selection.listed != nil else {
      return Tensor(
        storage: storage, offset: selection.start, shape: selection.outer.shape, strides: selection.outer.strides)
    }
    return gathered(selection)
  }

  package mutating func replace(_ indices: [AxisSelection], with value: Tensor) {
    makeWritable()
    if case .mask(let mask)? = indices.first, indices.count == 1, mask.shape == shape, place(value, mask) { return }
    scatter(value, to: Selection(indices, in: self))
  }

  /// The sizes of elements that the loops in C move.
  private static var hasLoops: Bool { [1, 2, 4, 8].contains(MemoryLayout<Scalar>.stride) }

  /// The elements of a line at listed positions, by a loop in C; nil where one is outside, which is told elsewhere.
  private func taken(_ positions: Tensor<Int>, _ indices: [AxisSelection]) -> Tensor? {
    guard indices.count == 1 || indices.count == 2 && indices[1].isEllipsis, Self.hasLoops, !isEmpty else { return nil }
    let (places, missed) = (positions.contiguous(), OverflowFlag())
    let result = Tensor(uninitialized: positions.shape)
    let (source, target, list) = (base, result.base, places.base)
    let (stride, length) = (strides[0], count)
    withExtendedLifetime((storage, places.storage)) {
      list.withMemoryRebound(to: Int64.self, capacity: places.count) { list in
        parallel(places.count, grain: StridedLoop.grain) {
          let fits = martlet_take(
            source, stride, list + $0.lowerBound, target + $0.lowerBound, $0.count, Int64(length),
            MemoryLayout<Scalar>.stride)
          missed.raise(fits ? 0 : 1)
        }
      }
    }
    return missed.isRaised ? nil : result
  }

  /// The elements where a mask over the whole tensor is true, by a loop in C; in parts, each with its place in the result.
  private func compressed(_ mask: Tensor<Bool>) -> Tensor? {
    guard Self.hasLoops else { return nil }
    let (source, mask) = (contiguous(), mask.contiguous())
    let (elements, flags) = (source.base, mask.base)
    return withExtendedLifetime((source.storage, mask.storage)) {
      let parts = Swift.max(1, Swift.min(16, count / StridedLoop.grain))
      func part(_ index: Int) -> Range<Int> { count * index / parts..<count * (index + 1) / parts }
      let counts = Tensor<Int>(uninitialized: [parts])
      let found = counts.base
      parallel(parts, grain: 1) {
        for i in $0 { found[i] = martlet_count_true(flags + part(i).lowerBound, part(i).count) }
      }
      let ends = counts.cumsum()
      let result = Tensor(uninitialized: [ends[-1]])
      let target = result.base
      parallel(parts, grain: 1) {
        for i in $0 {
          let range = part(i)
          _ = martlet_compress(
            elements + range.lowerBound, flags + range.lowerBound, target + (ends[i] - found[i]), range.count, found[i],
            MemoryLayout<Scalar>.stride)
        }
      }
      return withExtendedLifetime(counts.storage) { result }
    }
  }

  /// Writes one value, or one for each true element, where a mask over the whole tensor is true; false where there is no
  /// loop for it.
  private mutating func place(_ value: Tensor, _ mask: Tensor<Bool>) -> Bool {
    guard Self.hasLoops, isContiguous, value.rank <= 1 else { return false }
    let (mask, values) = (mask.contiguous(), value.contiguous())
    let (target, flags, source, size) = (base, mask.base, values.base, MemoryLayout<Scalar>.stride)
    return withExtendedLifetime((mask.storage, values.storage)) {
      if value.count == 1 {
        parallel(count, grain: StridedLoop.grain) {
          martlet_place(target + $0.lowerBound, flags + $0.lowerBound, source, 0, $0.count, size)
        }
        return true
      }
      guard value.count == mask.sum() else { return false }
      martlet_place(target, flags, source, 1, count, size)
      return true
    }
  }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  @specialized(where Scalar == Bool)
  private func gathered(_ selection: Selection) -> Tensor {
    let result = Tensor(uninitialized: selection.shape)
    let (source, target) = (storage.base, result.base)
    if selection.inner.shape.isEmpty {
      selection.forEachList { out, start, positions in
        for k in 0..<positions.count { target[out &+ k] = source[start &+ positions[k]] }
      }
      return result
    }
    selection.forEachRun { out, offset, stride, count in
      if stride == 1 {
        (target + out).update(from: source + offset, count: count)
      } else {
        for k in 0..<count { target[out + k] = source[offset + k * stride] }
      }
    }
    return result
  }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  @specialized(where Scalar == Bool)
  private mutating func scatter(_ value: Tensor, to selection: Selection) {
    let values = value.broadcast(to: selection.shape, operation: "assignment to a selection").contiguous()
    let (source, target) = (values.base, storage.base)
    withExtendedLifetime(values.storage) {
      selection.forEachRun { out, offset, stride, count in
        for k in 0..<count { target[offset + k * stride] = source[out + k] }
      }
    }
  }
}

extension Selection {
  /// Calls `body` with the listed positions for each place on the outer axes: where their elements start in the result
  /// and what their offsets count from. Only for selections without inner axes.
  func forEachList(_ body: (_ out: Int, _ start: Int, _ positions: UnsafeBufferPointer<Int>) -> Void) {
    (listed ?? Tensor(scalar: 0)).withUnsafeBufferPointer { positions in
      for (index, offset) in Self.offsets(outer.shape[...], outer.strides[...]).enumerated() {
        body(index * positions.count, start + offset, positions)
      }
    }
  }

  /// Calls `body` with runs of elements at equal distances: where the run starts in the result (row order) and in the
  /// storage, the distance, and the length.
  func forEachRun(_ body: (_ out: Int, _ offset: Int, _ stride: Int, _ count: Int) -> Void) {
    let positions = listed.map { Array($0) } ?? [0]
    // One run covers the innermost plain axis; without inner axes each listed element is a run of its own.
    let runLength = inner.shape.last ?? 1
    let runStride = inner.strides.last ?? 1
    let innerOffsets = Self.offsets(inner.shape.dropLast(), inner.strides.dropLast())
    guard runLength > 0 else { return }
    var out = 0
    for outerOffset in Self.offsets(outer.shape[...], outer.strides[...]) {
      for position in positions {
        for innerOffset in innerOffsets {
          body(out, start + outerOffset + position + innerOffset, runStride, runLength)
          out += runLength
        }
      }
    }
  }

  /// Where the elements of a strided array lie, in row order.
  private static func offsets(_ shape: ArraySlice<Int>, _ strides: ArraySlice<Int>) -> [Int] {
    var offsets = [0]
    for (length, stride) in zip(shape, strides) {
      offsets = offsets.flatMap { start in (0..<length).map { start + $0 * stride } }
    }
    return offsets
  }
}
