// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// Samples in dense clusters, and those in none.
public struct FittedDBSCAN: Sendable {
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
  /// What a reader of the numbers must know; nil if nothing.
  public let warning: String?

  init(_ parameters: DBSCAN, labels: [Int], isCore: [Bool], warning: String?) {
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

extension FittedDBSCAN: CustomStringConvertible, Displayable {
  private var title: String {
    "DBSCAN (eps \(eps.significant(6)), at least \(minSamples) samples): \(clusterCount) "
      + "cluster\(clusterCount == 1 ? "" : "s") of \(labels.count) samples, \(coreSamples.count) of them core; "
      + "\(noiseCount) noise"
  }

  private var table: ResultTable {
    ResultTable(
      header: ["cluster", "samples"],
      rows: (0..<min(clusterCount, 20)).map { ["\($0)", "\(sizes[$0])"] }
        + (clusterCount > 20 ? [["…", "\(sizes[20...].sum())"]] : [])
        + (noiseCount > 0 ? [["noise", "\(noiseCount)"]] : []))
  }

  private var note: String? { warning.map { "Warning: \($0)" } }

  public var description: String { [title, table.text, note].compactMap { $0 }.joined(separator: "\n") }

  public var mimeBundle: MIMEBundle {
    MIMEBundle(plainText: description).adding(.html, table.html(title: title, note: note))
  }
}
