// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics
import Tensors

/// What one sequence needs for attention: where its queries, keys and values lie.
struct AttentionSequence {
  /// The place in the chunk.
  let index: Int
  /// The first of its query rows among all query rows.
  let firstQuery: Int
  /// The positions of its queries.
  let positions: [Int]
  let keys: RowBuffer
  let values: RowBuffer
  /// How many keys there are.
  let keyCount: Int
}

/// Scores or weights between positions, for every head: sequence after sequence, head × query × key.
struct AttentionBuffer {
  let sequences: [AttentionSequence]
  let heads: Int
  let base: UnsafeMutablePointer<Float>
  /// Where the matrices of each sequence begin.
  let starts: [Int]

  /// How many floats lie between two rows of a sequence's matrices.
  func stride(_ sequence: Int) -> Int { martlet_attention_row(sequences[sequence].keyCount) }

  /// The row of one query.
  func row(_ sequence: Int, head: Int, query: Int) -> UnsafeMutablePointer<Float> {
    let queries = sequences[sequence].positions.count
    return base + starts[sequence] + (head * queries + query) * stride(sequence)
  }

  static func starts(_ sequences: [AttentionSequence], heads: Int) -> [Int] {
    sequences.reduce(into: [0]) {
      $0.append($0.last! + heads * $1.positions.count * martlet_attention_row($1.keyCount))
    }
  }
}

/// Causal attention of packed sequences: threads share sequences, heads and blocks of queries.
struct Attention {
  let sequences: [AttentionSequence]
  let heads: Int
  let width: Int
  let scale: Float
  let queries: RowBuffer
  private let tasks: [Task]
  /// How many keys each query sees.
  private let limits: [Int32]
  /// How many keys have a weight that is looked at.
  private let valueLimits: [Int32]
  private let largestKeyCount: Int

  private struct Task {
    let sequence: Int
    let queries: Range<Int>
  }

  /// Queries that are handled at once: their scores stay in the processor's cache.
  private static let block = 32

  /// - Parameter seesAll: weights beyond a query's own position count, too, which a changed pattern may have.
  init(_ sequences: [AttentionSequence], heads: Int, width: Int, scale: Float, queries: RowBuffer, seesAll: Bool) {
    self.sequences = sequences
    self.heads = heads
    self.width = width
    self.scale = scale
    self.queries = queries
    limits = sequences.flatMap { $0.positions.map { Int32($0 + 1) } }
    valueLimits =
      seesAll
      ? sequences.flatMap { sequence in sequence.positions.map { _ in Int32(sequence.keyCount) } } : limits
    largestKeyCount = sequences.map(\.keyCount).max() ?? 0
    tasks = sequences.indices.flatMap { index in
      stride(from: 0, to: sequences[index].positions.count, by: Self.block).map { first in
        Task(sequence: index, queries: first..<min(first + Self.block, sequences[index].positions.count))
      }
    }
  }

  /// Scores, pattern and values in one go, the first two for some queries at a time.
  func callAsFunction(into out: RowBuffer) {
    let row = martlet_attention_row(largestKeyCount)
    forEachTask { task, head, scratch in
      let scores = scratch + martlet_attention_scratch(largestKeyCount, width)
      computeScores(task, head, scratch, scores)
      softmax(task, scores)
      computeValues(task, head, scores, out)
    } extra: {
      Self.block * row
    }
  }

  /// Fills the buffer with scores; minus infinity where a query must not look.
  func scores(into buffer: AttentionBuffer) {
    forEachTask { task, head, scratch in
      let sequence = sequences[task.sequence]
      computeScores(
        task, head, scratch, buffer.row(task.sequence, head: head, query: task.queries.lowerBound))
      for query in task.queries {
        let row = buffer.row(task.sequence, head: head, query: query)
        for key in min(sequence.positions[query] + 1, sequence.keyCount)..<sequence.keyCount { row[key] = -.infinity }
      }
    }
  }

  func softmax(in buffer: AttentionBuffer) {
    forEachTask { task, head, _ in
      softmax(task, buffer.row(task.sequence, head: head, query: task.queries.lowerBound))
    }
  }

  func values(of buffer: AttentionBuffer, into out: RowBuffer) {
    forEachTask { task, head, _ in
      computeValues(task, head, buffer.row(task.sequence, head: head, query: task.queries.lowerBound), out)
    }
  }

  private func computeScores(
    _ task: Task, _ head: Int, _ scratch: UnsafeMutablePointer<Float>, _ scores: UnsafeMutablePointer<Float>
  ) {
    let sequence = sequences[task.sequence]
    let first = sequence.firstQuery + task.queries.lowerBound
    limits.withUnsafeBufferPointer { limits in
      martlet_attention_scores_f32(
        queries[first] + head * width, queries.stride, sequence.keys.base + head * width, sequence.keys.stride,
        limits.baseAddress! + first, task.queries.count, sequence.keyCount, width, scale, scratch, scores)
    }
  }

  private func softmax(_ task: Task, _ scores: UnsafeMutablePointer<Float>) {
    let sequence = sequences[task.sequence]
    limits.withUnsafeBufferPointer { limits in
      martlet_attention_softmax_f32(
        scores, limits.baseAddress! + sequence.firstQuery + task.queries.lowerBound, task.queries.count,
        sequence.keyCount)
    }
  }

  private func computeValues(
    _ task: Task, _ head: Int, _ pattern: UnsafePointer<Float>, _ out: RowBuffer
  ) {
    let sequence = sequences[task.sequence]
    let first = sequence.firstQuery + task.queries.lowerBound
    valueLimits.withUnsafeBufferPointer { limits in
      martlet_attention_values_f32(
        pattern, sequence.values.base + head * width, sequence.values.stride, limits.baseAddress! + first,
        task.queries.count, sequence.keyCount, width, out[first] + head * width, out.stride)
    }
  }

  /// Calls `body` for every task and head, on several threads, with scratch memory of its own.
  private func forEachTask(
    _ body: (Task, _ head: Int, UnsafeMutablePointer<Float>) -> Void, extra: () -> Int = { 0 }
  ) {
    let scratch = martlet_attention_scratch(largestKeyCount, width) + extra()
    let products = tasks.reduce(0) { $0 + $1.queries.count * sequences[$1.sequence].keyCount * width }
    // A thread is worth starting for about 100,000 products.
    let grain = max(1, 100_000 * tasks.count / max(products, 1))
    parallel(tasks.count * heads, grain: grain) { part in
      let memory = UnsafeMutablePointer<Float>.allocate(capacity: max(scratch, 1))
      defer { memory.deallocate() }
      for index in part { body(tasks[index / heads], index % heads, memory) }
    }
  }
}
