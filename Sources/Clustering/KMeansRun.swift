// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CNumerics
import JupyterDisplay
import Tensors

/// One run of k-means from given centres; holds the state that both algorithms share.
final class KMeansRun {
  let samples: Samples
  let weights: [Double]?
  let clusters: Int
  let blocks: Blocks
  let algorithm: KMeans.Algorithm
  /// Clusters × features, by row.
  var centers: [Double]
  let labels: Scratch<Int32>
  private(set) var inertia = 0.0
  private(set) var iterations = 0
  private(set) var converged = false

  private var elkan: ElkanBounds?

  init(_ samples: Samples, _ weights: [Double]?, _ centers: [Double], algorithm: KMeans.Algorithm) {
    self.samples = samples
    self.weights = weights
    self.centers = centers
    self.algorithm = algorithm
    clusters = centers.count / samples.width
    blocks = Blocks(samples.count, cost: 3 * samples.width * clusters)
    labels = Scratch(samples.count, filledWith: -1)
  }

  /// - Parameter report: is told the number of iterations after each.
  func iterate(maxIterations: Int, shiftLimit: Double, report: (Int) -> Void) {
    var previous = [Int32](repeating: -1, count: samples.count)
    var isExact = false
    if algorithm == .elkan { elkan = ElkanBounds(self) }
    for _ in 0..<maxIterations {
      Interrupt.check()
      iterations += 1
      report(iterations)
      assign()
      let shifts = moveCenters()
      elkan?.centersMoved(self, by: shifts)
      isExact = previous.withUnsafeBufferPointer { $0.elementsEqual(labels.elements) }
      converged = isExact || shifts.reduce(0) { $0 + $1 * $1 } <= shiftLimit
      if converged { break }
      previous.withUnsafeMutableBufferPointer { _ = $0.update(fromContentsOf: labels.elements) }
    }
    // Labels must be those of the final centres.
    if !isExact { assign() }
    inertia = summedInertia()
  }

  private func assign() {
    if let elkan { return elkan.assign(self) }
    nearestPoints(samples, centers, blocks, labels)
  }

  /// Each centre becomes the mean of its samples; returns how far each moved.
  private func moveCenters() -> [Double] {
    let width = samples.width
    let partSize = clusters * (width + 1)
    let parts = Scratch(blocks.number * partSize, filledWith: 0.0)
    samples.withRows { rows in
      weights.withPointer { weights in
        blocks.run { block, range in
          let sums = parts.start + block * partSize
          martlet_add_by_label_f64(
            rows + range.lowerBound * width, range.count, width, labels.start + range.lowerBound,
            weights.map { $0 + range.lowerBound }, sums, sums + clusters * width)
        }
      }
    }
    var sums = [Double](repeating: 0, count: partSize)
    for block in 0..<blocks.number { for i in 0..<partSize { sums[i] += parts[block * partSize + i] } }
    var totals = Array(sums[(clusters * width)...])
    relocateEmptyClusters(&sums, &totals)
    let heaviest = totals.indices.reduce(0) { totals[$1] > totals[$0] ? $1 : $0 }
    var moved = centers
    let shifts = (0..<clusters).map { cluster in
      // A cluster that stays empty lies on the largest one, as in scikit-learn.
      let source = totals[cluster] > 0 ? cluster : heaviest
      var shift = 0.0
      for f in 0..<width {
        let new = sums[source * width + f] / totals[source]
        shift += (new - centers[cluster * width + f]) * (new - centers[cluster * width + f])
        moved[cluster * width + f] = new
      }
      return shift.squareRoot()
    }
    centers = moved
    return shifts
  }

  /// Gives each empty cluster the sample that is farthest from its own centre.
  private func relocateEmptyClusters(_ sums: inout [Double], _ totals: inout [Double]) {
    let empty = totals.indices.filter { totals[$0] == 0 }
    if empty.isEmpty { return }
    let width = samples.width
    samples.withRows { rows in
      let far = (0..<samples.count).map { i -> Double in
        var distance = 0.0
        martlet_euclidean_squared_f64(
          rows + i * width, Array(centers[Int(labels[i]) * width..<(Int(labels[i]) + 1) * width]), 1, width, &distance)
        return distance
      }
      let order = far.indices.sorted { far[$0] > far[$1] || (far[$0] == far[$1] && $0 < $1) }
      // Every sample lies on its centre: there are more clusters than different samples.
      if far[order[0]] == 0 { return }
      for (cluster, sample) in zip(empty, order) {
        let weight = weights?[sample] ?? 1
        let old = Int(labels[sample])
        for f in 0..<width {
          let value = rows[sample * width + f] * weight
          sums[old * width + f] -= value
          sums[cluster * width + f] = value
        }
        totals[cluster] = weight
        totals[old] -= weight
      }
    }
  }

  private func summedInertia() -> Double {
    let width = samples.width
    let sums = Scratch(blocks.number, filledWith: 0.0)
    samples.withRows { rows in
      centers.withUnsafeBufferPointer { centers in
        blocks.run { block, range in
          var sum = 0.0
          for i in range {
            var distance = 0.0
            martlet_euclidean_squared_f64(
              rows + i * width, centers.baseAddress! + Int(labels[i]) * width, 1, width, &distance)
            sum += distance * (weights?[i] ?? 1)
          }
          sums[block] = sum
        }
      }
    }
    return sums.elements.reduce(0, +)
  }

  /// The labels are the other run's but for the names of the clusters.
  func isSameClustering(as other: KMeansRun) -> Bool {
    var names = [Int32](repeating: -1, count: clusters)
    for i in 0..<samples.count {
      let (mine, theirs) = (Int(labels[i]), other.labels[i])
      if names[mine] == -1 { names[mine] = theirs } else if names[mine] != theirs { return false }
    }
    return true
  }
}

/// The nearest of some points (by row) to each sample, the first of several.
func nearestPoints(_ samples: Samples, _ points: [Double], _ blocks: Blocks, _ labels: Scratch<Int32>) {
  let width = samples.width
  samples.withRows { rows in
    blocks.run { _, range in
      let tile = Scratch(32 * width, filledWith: 0.0)
      let distances = Scratch(range.count, filledWith: 0.0)
      martlet_nearest_points_f64(
        rows + range.lowerBound * width, range.count, width, points, points.count / width, tile.start,
        labels.start + range.lowerBound, distances.start)
    }
  }
}

extension Optional<[Double]> {
  /// The address of the elements, or nil.
  func withPointer<Result>(_ body: (UnsafePointer<Double>?) -> Result) -> Result {
    guard let array = self else { return body(nil) }
    return array.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}
