// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// How many values fall into each bin; made by ``histogram(_:bins:range:)``.
public struct BinCounts: Sendable, Equatable {
  public let counts: Tensor<Int>
  /// The borders of the bins, one more than there are bins.
  public let edges: Tensor<Double>
  /// How many values were not counted because they are NaN, infinite or outside the bins.
  public let omitted: Int

  /// The middles of the bins.
  public var centers: Tensor<Double> { (edges[1...] + edges[..<(-1)]) / 2 }
  public var widths: Tensor<Double> { edges[1...] - edges[..<(-1)] }
  /// Counts scaled so that the histogram's area is 1; NaN where nothing was counted.
  public var density: Tensor<Double> { Tensor<Double>(counts) / widths / Double(counts.sum()) }
}

extension BinCounts: CustomStringConvertible, Displayable {
  public var description: String {
    let note = omitted == 0 ? "" : "\n\(omitted) values are not counted: NaN, infinite or outside the bins"
    return "\(counts.sum()) values in \(counts.count) bins from \(edges[0]) to \(edges[-1])\n\(counts)\(note)"
  }

  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: description) }
}
