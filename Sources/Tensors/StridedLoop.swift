// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Walks two strided operands of one shape together, innermost axis last, on several threads where it pays.
///
/// Axes that lie next to each other in both operands are joined first, so that contiguous data becomes one long row.
struct StridedLoop {
  private var lengths: [Int] = []
  private var stridesA: [Int] = []
  private var stridesB: [Int] = []
  private let count: Int

  /// Elements between neighbours of the innermost axis.
  var innerA: Int { stridesA.last ?? 0 }
  var innerB: Int { stridesB.last ?? 0 }

  /// Fewer elements than this are not worth another thread.
  static let grain = 1 << 16

  init(shape: [Int], _ a: [Int], _ b: [Int]) {
    count = shape.reduce(1, *)
    for axis in shape.indices where shape[axis] != 1 {
      if let last = lengths.indices.last, stridesA[last] == a[axis] * shape[axis],
        stridesB[last] == b[axis] * shape[axis]
      {
        lengths[last] *= shape[axis]
        stridesA[last] = a[axis]
        stridesB[last] = b[axis]
      } else {
        lengths.append(shape[axis])
        stridesA.append(a[axis])
        stridesB.append(b[axis])
      }
    }
    if lengths.isEmpty { (lengths, stridesA, stridesB) = ([1], [0], [0]) }
  }

  /// Calls `body` with runs along the innermost axis: where the run starts in the result (row order) and in both
  /// operands, and its length.
  func run(_ body: (_ out: Int, _ a: Int, _ b: Int, _ count: Int) -> Void) {
    parallel(count, grain: Self.grain) { run($0, body) }
  }

  private func run(_ range: Range<Int>, _ body: (Int, Int, Int, Int) -> Void) {
    let inner = lengths.count - 1
    let length = lengths[inner]
    var position = lengths
    var (a, b, rest) = (0, 0, range.lowerBound)
    for axis in stride(from: inner, through: 0, by: -1) {
      position[axis] = rest % lengths[axis]
      rest /= lengths[axis]
      a += position[axis] * stridesA[axis]
      b += position[axis] * stridesB[axis]
    }
    var out = range.lowerBound
    while out < range.upperBound {
      let run = min(length - position[inner], range.upperBound - out)
      body(out, a, b, run)
      out += run
      a -= position[inner] * stridesA[inner]
      b -= position[inner] * stridesB[inner]
      position[inner] = 0
      var axis = inner - 1
      while axis >= 0 {
        position[axis] += 1
        a += stridesA[axis]
        b += stridesB[axis]
        if position[axis] < lengths[axis] { break }
        a -= lengths[axis] * stridesA[axis]
        b -= lengths[axis] * stridesB[axis]
        position[axis] = 0
        axis -= 1
      }
    }
  }
}
