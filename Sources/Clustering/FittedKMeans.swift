// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// Samples in clusters around their means.
public struct FittedKMeans: FittedEstimator {
  /// One a sample, 0 ..< clusters.
  public let labels: Tensor<Int>
  /// Clusters × features.
  public let centers: Tensor<Double>
  /// The sum of the samples' squared distances to their centres, each times its weight.
  public let inertia: Double
  /// Of the run that was kept.
  public let iterations: Int
  public let converged: Bool
  /// How many samples are in each cluster.
  public let sizes: Tensor<Int>
  public let featureCount: Int
  /// What a reader of the numbers must know; nil if nothing.
  public let warning: String?

  init(_ parameters: KMeans, _ run: KMeansRun, featureCount: Int) {
    self.featureCount = featureCount
    labels = Tensor(run.labels.elements.map { Int($0) })
    centers = Tensor(run.centers, shape: [run.clusters, run.samples.width])
    inertia = run.inertia
    iterations = run.iterations
    converged = run.converged
    sizes = clusterSizes(labels, run.clusters)
    let distinct = sizes.reduce(0) { $0 + ($1 > 0 ? 1 : 0) }
    var warnings: [String] = []
    if distinct < run.clusters {
      warnings.append(
        "Only \(distinct) of \(run.clusters) clusters have samples: there may be fewer different samples than clusters."
      )
    }
    if !run.converged {
      warnings.append("Not converged after \(run.iterations) iterations; raise maxIterations or tolerance.")
    }
    warning = warnings.isEmpty ? nil : warnings.joined(separator: " ")
  }

  /// The nearest centre of each sample; the first of several equally near.
  ///
  /// Traps unless the data have the features of the fit.
  public func predict(_ data: Tensor<some NumberScalar>) -> Tensor<Int> {
    let samples = Samples(data, "KMeans.predict", fittedWidth: centers.shape[1])
    let labels = Scratch<Int32>(samples.count, filledWith: 0)
    nearestPoints(samples, Array(centers), Blocks(samples.count, cost: 3 * centers.count), labels)
    return Tensor(labels.elements.map { Int($0) })
  }

  /// The Euclidean distance of each sample to each centre: samples × clusters.
  public func transform(_ data: Tensor<some NumberScalar>) -> Tensor<Double> {
    let samples = Samples(data, "KMeans.transform", fittedWidth: centers.shape[1])
    return pairwiseDistances(samples.values, centers)
  }
}

extension FittedKMeans {
  private var title: String {
    "k-means: \(labels.count) samples in \(sizes.count) clusters, inertia \(inertia.significant(6)), "
      + "\(iterations) iterations\(converged ? "" : " (NOT CONVERGED)")"
  }

  private var table: ResultTable {
    let shown = min(centers.shape[1], 4)
    let more = centers.shape[1] > shown ? ", …" : ""
    return ResultTable(
      caption: title, heads: ["cluster", "samples", "center"],
      rows: (0..<sizes.count).map { cluster in
        let center = (0..<shown).map { centers[cluster, $0].significant(4) }.joined(separator: ", ")
        return ["\(cluster)", "\(sizes[cluster])", "(\(center)\(more))"]
      }, warning: warning)
  }

  public var description: String { table.plainText }
  public var mimeBundle: MIMEBundle { table.mimeBundle }
}
