// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CNumerics
import Tensors

/// What Elkan's algorithm knows about distances without measuring them.
final class ElkanBounds {
  /// No sample is farther from its centre than this.
  private let upper: Scratch<Double>
  /// Samples × clusters: no sample is nearer to a centre than this.
  private let lower: Scratch<Double>
  /// Half the distances between centres, clusters × clusters.
  private var halfDistances: [Double] = []
  /// For each centre half the distance to its nearest other.
  private var nearestOther: [Double] = []
  private var isFirst = true

  init(_ run: KMeansRun) {
    upper = Scratch(run.samples.count, filledWith: 0)
    lower = Scratch(run.samples.count * run.clusters, filledWith: 0)
    measureCenters(run)
  }

  func assign(_ run: KMeansRun) {
    let (width, k) = (run.samples.width, run.clusters)
    let measureAll = isFirst
    isFirst = false
    run.samples.withRows { rows in
      run.centers.withUnsafeBufferPointer { centers in
        func distance(_ i: Int, _ cluster: Int) -> Double {
          var square = 0.0
          martlet_euclidean_squared_f64(rows + i * width, centers.baseAddress! + cluster * width, 1, width, &square)
          return square.squareRoot()
        }
        run.blocks.run { _, range in
          for i in range {
            let bounds = lower.start + i * k
            var label = measureAll ? 0 : Int(run.labels[i])
            if measureAll {
              upper[i] = distance(i, 0)
              bounds[0] = upper[i]
            }
            var bound = upper[i]
            if nearestOther[label] >= bound {
              run.labels[i] = Int32(label)
              continue
            }
            var isTight = measureAll
            for j in 0..<k where j != label && bound > bounds[j] && bound > halfDistances[label * k + j] {
              if !isTight {
                bound = distance(i, label)
                bounds[label] = bound
                isTight = true
              }
              guard bound > bounds[j] || bound > halfDistances[label * k + j] else { continue }
              bounds[j] = distance(i, j)
              if bounds[j] < bound { (label, bound) = (j, bounds[j]) }
            }
            run.labels[i] = Int32(label)
            upper[i] = bound
          }
        }
      }
    }
  }

  /// Loosens the bounds by as much as the centres moved.
  func centersMoved(_ run: KMeansRun, by shifts: [Double]) {
    let k = run.clusters
    run.blocks.run { _, range in
      for i in range {
        upper[i] += shifts[Int(run.labels[i])]
        let bounds = lower.start + i * k
        for j in 0..<k { bounds[j] = max(bounds[j] - shifts[j], 0) }
      }
    }
    measureCenters(run)
  }

  private func measureCenters(_ run: KMeansRun) {
    let (k, width) = (run.clusters, run.samples.width)
    halfDistances = [Double](repeating: 0, count: k * k)
    run.centers.withUnsafeBufferPointer { centers in
      halfDistances.withUnsafeMutableBufferPointer { half in
        for j in 0..<k {
          martlet_euclidean_squared_f64(
            centers.baseAddress! + j * width, centers.baseAddress!, k, width, half.baseAddress! + j * k)
        }
      }
    }
    for i in halfDistances.indices { halfDistances[i] = halfDistances[i].squareRoot() / 2 }
    nearestOther = (0..<k).map { j in
      (0..<k).reduce(Double.infinity) { $1 == j ? $0 : min($0, halfDistances[j * k + $1]) }
    }
  }
}
