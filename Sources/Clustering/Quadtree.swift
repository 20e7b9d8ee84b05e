// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CNumerics

/// Points of the plane in square cells, each split in four until few points are left.
///
/// Points are sorted along Morton's curve, on which every cell is one stretch; the tree is then read off the sorted
/// codes. Nodes stand in depth-first order, each with the place where its subtree ends, so that a walk needs no stack.
final class Quadtree {
  private let count: Int
  private let x: Scratch<Float>
  private let y: Scratch<Float>
  private let repulsionX: Scratch<Float>
  private let repulsionY: Scratch<Float>
  private let normals: Scratch<Double>
  /// Morton code in the upper half, position of the point in the lower.
  private var codes: Scratch<UInt64>
  private var sorted: Scratch<UInt64>

  private let nodeX: Scratch<Float>
  private let nodeY: Scratch<Float>
  private let mass: Scratch<Float>
  private let width: Scratch<Float>
  private let next: Scratch<Int32>
  private let first: Scratch<Int32>
  private let last: Scratch<Int32>
  private var nodeCount = 0
  private var side = 0.0

  /// Points of a cell that is not worth splitting: a vector's worth of work is done on each anyway.
  private static let leafSize = 8
  /// Bits of a code for each axis.
  private static let levels = 16

  init(_ count: Int) {
    self.count = count
    (x, y) = (Scratch(count, filledWith: 0), Scratch(count, filledWith: 0))
    (repulsionX, repulsionY) = (Scratch(count, filledWith: 0), Scratch(count, filledWith: 0))
    normals = Scratch(count, filledWith: 0)
    (codes, sorted) = (Scratch(count, filledWith: 0), Scratch(count, filledWith: 0))
    // Every inner node has two children or more.
    let nodes = 2 * count
    (nodeX, nodeY) = (Scratch(nodes, filledWith: 0), Scratch(nodes, filledWith: 0))
    (mass, width) = (Scratch(nodes, filledWith: 0), Scratch(nodes, filledWith: 0))
    next = Scratch(nodes, filledWith: 0)
    (first, last) = (Scratch(nodes, filledWith: 0), Scratch(nodes, filledWith: 0))
  }

  func build(_ px: UnsafePointer<Float>, _ py: UnsafePointer<Float>) {
    var (lowX, highX, lowY, highY) = (px[0], px[0], py[0], py[0])
    for i in 0..<count {
      (lowX, highX) = (min(lowX, px[i]), max(highX, px[i]))
      (lowY, highY) = (min(lowY, py[i]), max(highY, py[i]))
    }
    side = max(Double(highX - lowX), Double(highY - lowY), 1e-30)
    let scale = Float(65535.99 / side)
    for i in 0..<count {
      let (a, b) = (UInt32(min((px[i] - lowX) * scale, 65535)), UInt32(min((py[i] - lowY) * scale, 65535)))
      codes[i] = UInt64(Self.spread(a) | Self.spread(b) << 1) << 32 | UInt64(i)
    }
    for shift: UInt64 in [32, 43, 54] { sortPass(shift) }
    for place in 0..<count {
      let point = Int(codes[place] & 0xffff_ffff)
      (x[place], y[place]) = (px[point], py[point])
    }
    nodeCount = 0
    _ = addNode(0, count, level: 0)
  }

  /// The bits of a 16-bit number, every other place left free.
  private static func spread(_ value: UInt32) -> UInt32 {
    var v = value
    v = (v | v << 8) & 0x00ff_00ff
    v = (v | v << 4) & 0x0f0f_0f0f
    v = (v | v << 2) & 0x3333_3333
    return (v | v << 1) & 0x5555_5555
  }

  /// Sorts by 11 bits, keeping the order of equals.
  private func sortPass(_ shift: UInt64) {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2048) { places in
      places.update(repeating: 0)
      for i in 0..<count { places[Int(codes[i] >> shift & 2047)] += 1 }
      var sum: Int32 = 0
      for digit in 0..<2048 { (places[digit], sum) = (sum, sum + places[digit]) }
      for i in 0..<count {
        let digit = Int(codes[i] >> shift & 2047)
        sorted[Int(places[digit])] = codes[i]
        places[digit] += 1
      }
    }
    swap(&codes, &sorted)
  }

  /// Adds the subtree of points `from ..< to`, which share a cell of a level; returns the sums of their coordinates.
  private func addNode(_ from: Int, _ to: Int, level: Int) -> (x: Double, y: Double) {
    let node = nodeCount
    nodeCount += 1
    var (sumX, sumY) = (0.0, 0.0)
    var level = level
    var splits = (from, from, from)
    // Cells that hold all the points of their parent are passed over.
    while level < Self.levels && to - from > Self.leafSize {
      let shift = UInt64(32 + 2 * (Self.levels - 1 - level))
      splits = (
        firstPlace(from, to, shift, atLeast: 1), firstPlace(from, to, shift, atLeast: 2),
        firstPlace(from, to, shift, atLeast: 3)
      )
      let whole = max(splits.0 - from, splits.1 - splits.0, splits.2 - splits.1, to - splits.2)
      if whole < to - from { break }
      level += 1
    }
    let edge = side / Double(1 << level)
    if level == Self.levels || to - from <= Self.leafSize {
      for place in from..<to {
        sumX += Double(x[place])
        sumY += Double(y[place])
      }
      (first[node], last[node]) = (Int32(from), Int32(to))
    } else {
      (first[node], last[node]) = (0, 0)
      for (start, end) in [(from, splits.0), (splits.0, splits.1), (splits.1, splits.2), (splits.2, to)]
      where end > start {
        let sums = addNode(start, end, level: level + 1)
        sumX += sums.x
        sumY += sums.y
      }
    }
    let points = Double(to - from)
    (nodeX[node], nodeY[node]) = (Float(sumX / points), Float(sumY / points))
    mass[node] = Float(points)
    width[node] = Float(edge * edge)
    next[node] = Int32(nodeCount)
    return (sumX, sumY)
  }

  /// The first of places `from ..< to` whose two bits at `shift` are at least `digit`.
  private func firstPlace(_ from: Int, _ to: Int, _ shift: UInt64, atLeast digit: UInt64) -> Int {
    var (low, high) = (from, to)
    while low < high {
      let middle = (low + high) / 2
      if codes[middle] >> shift & 3 < digit { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Computes the repulsion on some of the tree's points.
  func repel(_ points: Range<Int>, angle: Float) {
    var tree = martlet_quadtree(
      x: nodeX.start, y: nodeY.start, mass: mass.start, width: width.start, next: next.start, first: first.start,
      last: last.start, count: Int32(nodeCount))
    martlet_tsne_tree_forces(
      &tree, x.start, y.start, angle, points.lowerBound, points.upperBound, repulsionX.start, repulsionY.start,
      normals.start)
  }

  /// Writes what `repel` found to the points in their own order.
  func hand(to state: TSNEState) {
    for place in 0..<count {
      let point = Int(codes[place] & 0xffff_ffff)
      (state.repulsionX[point], state.repulsionY[point]) = (repulsionX[place], repulsionY[place])
      state.normals[point] = normals[place]
    }
  }
}
