// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Walks up to three strided operands of one shape together, innermost axis last, on several threads where it pays.
///
/// Axes that lie next to each other in all operands are joined first, so that contiguous data becomes one long row.
struct StridedLoop {
  private struct Axis {
    var length: Int
    var a: Int
    var b: Int
    var c: Int
  }

  private var axes: [Axis] = []
  private let count: Int

  /// Elements between neighbours of the innermost axis.
  var innerA: Int { axes[axes.count - 1].a }
  var innerB: Int { axes[axes.count - 1].b }
  var innerC: Int { axes[axes.count - 1].c }

  /// Fewer elements than this are not worth another thread.
  static let grain = 1 << 16

  init(shape: [Int], _ a: [Int], _ b: [Int], _ c: [Int]? = nil) {
    count = shape.reduce(1, *)
    axes.reserveCapacity(max(shape.count, 1))
    for axis in shape.indices where shape[axis] != 1 {
      let next = Axis(length: shape[axis], a: a[axis], b: b[axis], c: c?[axis] ?? 0)
      if let last = axes.last, last.a == next.a * next.length, last.b == next.b * next.length,
        last.c == next.c * next.length
      {
        axes[axes.count - 1] = Axis(length: last.length * next.length, a: next.a, b: next.b, c: next.c)
      } else {
        axes.append(next)
      }
    }
    if axes.isEmpty { axes = [Axis(length: 1, a: 0, b: 0, c: 0)] }
  }

  /// Calls `body` with runs along the innermost axis: where the run starts in the result (row order) and in both
  /// operands, and its length.
  func run(grain: Int = grain, _ body: (_ out: Int, _ a: Int, _ b: Int, _ count: Int) -> Void) {
    runAll(grain: grain) { out, a, b, _, count in body(out, a, b, count) }
  }

  /// The same for three operands.
  func runAll(grain: Int = grain, _ body: (_ out: Int, _ a: Int, _ b: Int, _ c: Int, _ count: Int) -> Void) {
    parallel(count, grain: grain) { range in
      if axes.count == 1 {
        let (axis, first) = (axes[0], range.lowerBound)
        body(first, first * axis.a, first * axis.b, first * axis.c, range.count)
      } else {
        run(range, body)
      }
    }
  }

  private func run(_ range: Range<Int>, _ body: (Int, Int, Int, Int, Int) -> Void) {
    let inner = axes.count - 1
    let innermost = axes[inner]
    var position = axes.map { _ in 0 }
    var (a, b, c, rest) = (0, 0, 0, range.lowerBound)
    for index in stride(from: inner, through: 0, by: -1) {
      let axis = axes[index]
      position[index] = rest % axis.length
      rest /= axis.length
      a += position[index] * axis.a
      b += position[index] * axis.b
      c += position[index] * axis.c
    }
    var out = range.lowerBound
    while out < range.upperBound {
      let run = min(innermost.length - position[inner], range.upperBound - out)
      body(out, a, b, c, run)
      out += run
      a -= position[inner] * innermost.a
      b -= position[inner] * innermost.b
      c -= position[inner] * innermost.c
      position[inner] = 0
      var index = inner - 1
      while index >= 0 {
        let axis = axes[index]
        position[index] += 1
        a += axis.a
        b += axis.b
        c += axis.c
        if position[index] < axis.length { break }
        a -= axis.length * axis.a
        b -= axis.length * axis.b
        c -= axis.length * axis.c
        position[index] = 0
        index -= 1
      }
    }
  }
}
