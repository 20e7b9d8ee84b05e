// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// Samples in dense clusters, and those in none.
public struct FittedDBSCAN: FittedEstimator {
  /// One a sample: 0 ..< ``clusterCount``, or -1 for noise.
  public let labels: Tensor<Int>
  /// Positions of the core samples, rising.
  public let coreSamples: Tensor<Int>
  public let clusterCount: Int
  /// How many samples are in no cluster.
  public let noiseCount: Int
  /// How many samples are in each cluster.
  public let sizes: Tensor<Int>
  public let eps: Double
  public let minSamples: Int
  public let featureCount: Int
  /// What a reader of the numbers must know; nil if nothing.
  public let warning: String?

  init(_ parameters: DBSCAN, labels: [Int], isCore: [Bool], warning: String?, featureCount: Int) {
    self.featureCount = featureCount
    self.labels = Tensor(labels)
    coreSamples = Tensor(isCore.indices.filter { isCore[$0] })
    clusterCount = (labels.max() ?? -1) + 1
    noiseCount = labels.reduce(0) { $0 + ($1 < 0 ? 1 : 0) }
    sizes = clusterSizes(self.labels, clusterCount)
    eps = parameters.eps
    minSamples = parameters.minSamples
    self.warning = warning
  }

  /// True for samples in no cluster.
  public var isNoise: Tensor<Bool> { labels .== -1 }
}

extension FittedDBSCAN {
  private var title: String {
    "DBSCAN (eps \(eps.significant(6)), at least \(minSamples) samples): \(clusterCount) "
      + "cluster\(clusterCount == 1 ? "" : "s") of \(labels.count) samples, \(coreSamples.count) of them core; "
      + "\(noiseCount) noise"
  }

  private var table: ResultTable {
    ResultTable(
      caption: title, heads: ["cluster", "samples"],
      rows: (0..<clusterCount).map { ["\($0)", "\(sizes[$0])"] }
        + (noiseCount > 0 ? [["noise", "\(noiseCount)"]] : []),
      warning: warning)
  }

  public var description: String { table.plainText }
  public var mimeBundle: MIMEBundle { table.mimeBundle }
}
