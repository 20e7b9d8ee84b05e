// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CNumerics
import Glibc
import Tensors

extension KMeans {
  /// Clusters × features, by row.
  func initialCenters(_ samples: Samples, _ weights: [Double]?, _ random: RandomState) -> [Double] {
    let chosen: [Int]
    switch initialization {
    case .centers(let centers): return Array(centers)
    case .random: chosen = random.differentPositions(clusters, weights: weights, count: samples.count)
    case .kMeansPlusPlus: chosen = plusPlus(samples, weights, random)
    }
    return samples.withRows { rows in
      chosen.flatMap { UnsafeBufferPointer(start: rows + $0 * samples.width, count: samples.width) }
    }
  }

  /// Greedy k-means++ with scikit-learn's draws: of several samples, drawn with a probability that grows with the squared
  /// distance from the centres so far, the one that brings the sum of those distances down most.
  private func plusPlus(_ samples: Samples, _ weights: [Double]?, _ random: RandomState) -> [Int] {
    let (n, width) = (samples.count, samples.width)
    let trials = 2 + Int(Glibc.log(Double(clusters)))
    let nearest = Scratch(n, filledWith: Double.infinity)
    let candidates = Scratch(trials * n, filledWith: 0.0)
    let blocks = Blocks(n, cost: 3 * width * trials)

    /// Squared distances to the nearest centre if each candidate were one, and their sums.
    func measure(_ chosen: [Int]) -> [Double] {
      let sums = Scratch(blocks.number * chosen.count, filledWith: 0.0)
      samples.withRows { rows in
        let points = chosen.flatMap { UnsafeBufferPointer(start: rows + $0 * width, count: width) }
        blocks.run { block, range in
          let tile = Scratch(32 * width, filledWith: 0.0)
          martlet_squared_distances_f64(
            rows + range.lowerBound * width, range.count, width, points, chosen.count, tile.start,
            candidates.start + range.lowerBound, n)
          for trial in chosen.indices {
            let line = candidates.start + trial * n
            var sum = 0.0
            for i in range {
              line[i] = min(line[i], nearest[i])
              sum += line[i] * (weights?[i] ?? 1)
            }
            sums[block * chosen.count + trial] = sum
          }
        }
      }
      return chosen.indices.map { trial in
        (0..<blocks.number).reduce(0) { $0 + sums[$1 * chosen.count + trial] }
      }
    }

    func keep(_ trial: Int) { nearest.start.update(from: candidates.start + trial * n, count: n) }

    var chosen = [random.position(weights: weights, count: n)]
    var potential = measure(chosen)[0]
    keep(0)
    while chosen.count < clusters {
      let targets = (0..<trials).map { _ in random.rand() * potential }
      let tried = positions(of: targets, in: nearest, weights)
      let sums = measure(tried)
      let best = sums.indices.reduce(0) { sums[$1] < sums[$0] ? $1 : $0 }
      potential = sums[best]
      keep(best)
      chosen.append(tried[best])
    }
    return chosen
  }

  /// Where running sums first reach each target; the last position where rounding keeps them below.
  private func positions(of targets: [Double], in values: Scratch<Double>, _ weights: [Double]?) -> [Int] {
    let order = targets.indices.sorted { targets[$0] < targets[$1] }
    var found = [Int](repeating: values.count - 1, count: targets.count)
    var (sum, next) = (0.0, 0)
    for i in 0..<values.count {
      sum += values[i] * (weights?[i] ?? 1)
      while next < order.count, targets[order[next]] <= sum {
        found[order[next]] = i
        next += 1
      }
      if next == order.count { break }
    }
    return found
  }
}

extension RandomState {
  /// One position, as NumPy's `choice(count, p=weights)` draws it.
  fileprivate func position(weights: [Double]?, count: Int) -> Int {
    let target = rand()
    let sums = cumulativeShares(weights ?? [Double](repeating: 1, count: count))
    return sums.firstIndex { $0 > target } ?? count - 1
  }

  /// Different positions, as NumPy's `choice(count, size, replace=False, p=weights)` draws them.
  fileprivate func differentPositions(_ size: Int, weights: [Double]?, count: Int) -> [Int] {
    var weights = weights ?? [Double](repeating: 1, count: count)
    guard weights.reduce(0, { $0 + ($1 > 0 ? 1 : 0) }) >= size else {
      trap("KMeans.fit: fewer than \(size) samples have a weight above zero; lower the number of clusters")
    }
    var chosen: [Int] = []
    while chosen.count < size {
      for position in chosen { weights[position] = 0 }
      let sums = cumulativeShares(weights)
      for target in Array(rand(size - chosen.count)) {
        let position = sums.firstIndex { $0 > target } ?? count - 1
        if !chosen.contains(position) { chosen.append(position) }
      }
    }
    return chosen
  }

  private func cumulativeShares(_ weights: [Double]) -> [Double] {
    let total = weights.reduce(0, +)
    var sums: [Double] = []
    sums.reserveCapacity(weights.count)
    var sum = 0.0
    for weight in weights {
      sum += weight / total
      sums.append(sum)
    }
    return sums.map { $0 / sum }
  }
}
