// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Statistics
import Tensors

/// The principal components of a data set.
public struct FittedPCA: FittedEstimator {
  /// Components × features: directions of unit length, in falling order of variance.
  public let components: Tensor<Double>
  /// The variance along each component, with the divisor samples - 1.
  public let explainedVariance: Tensor<Double>
  /// The fraction of the whole variance along each component, 0 to 1; NaN if the data do not vary.
  public let explainedVarianceRatio: Tensor<Double>
  /// Of the centred data, one a component.
  public let singularValues: Tensor<Double>
  /// The mean of each feature, which is subtracted before anything else.
  public let mean: Tensor<Double>
  /// The mean variance of the directions that were not kept (Tipping and Bishop 1999).
  public let noiseVariance: Double
  public let sampleCount: Int
  public var featureCount: Int { mean.count }
  /// Whether ``transform(_:)`` scales to unit variance.
  public let whiten: Bool
  /// What a reader of the numbers must know; nil if nothing.
  public let warning: String?

  init(_ parameters: PCA, _ axes: PrincipalAxes, kept: Int, mean: Tensor<Double>, sampleCount: Int) {
    components = axes.vectors[..<kept, ...].contiguous()
    explainedVariance = axes.variances[..<kept].contiguous()
    singularValues = axes.singularValues[..<kept].contiguous()
    explainedVarianceRatio = explainedVariance / axes.totalVariance
    self.mean = mean
    self.sampleCount = sampleCount
    whiten = parameters.whiten
    let left = axes.variances[kept...]
    noiseVariance = axes.remainder ?? (left.isEmpty ? 0 : left.mean())
    warning =
      axes.totalVariance == 0 ? "The data do not vary: every sample is the same, and shares of variance are NaN." : nil
  }

  /// Coordinates of samples along the components: samples × components.
  ///
  /// Traps unless the data have the features the components were found on.
  public func transform(_ data: Tensor<some NumberScalar>) -> Tensor<Double> {
    let samples = Samples(data, "PCA.transform", fittedWidth: mean.count)
    // The mean's own coordinates are subtracted afterwards, which spares a centred copy of the data.
    let scores = samples.values.matmul(components.transposed) - components.matmul(mean)
    return whiten ? scores / scale : scores
  }

  /// Samples from their coordinates: the inverse of ``transform(_:)``, exact if all components were kept.
  public func inverseTransform(_ scores: Tensor<some NumberScalar>) -> Tensor<Double> {
    let scores = scores.doubles
    guard scores.rank == 2, scores.shape[1] == components.shape[0] else {
      trap(
        "PCA.inverseTransform: samples × \(components.shape[0]) components are needed, but the shape is "
          + describe(shape: scores.shape))
    }
    return (whiten ? scores * scale : scores).matmul(components) + mean
  }

  /// Standard deviations, bounded below as in scikit-learn, so that directions without variance do not become infinite.
  private var scale: Tensor<Double> {
    explainedVariance.mapElements { max($0.squareRoot(), .ulpOfOne) }
  }
}

extension FittedPCA {
  private var title: String {
    "PCA: \(components.shape[0]) of \(min(sampleCount, mean.count)) components of \(sampleCount) samples × \(mean.count) "
      + "features explain \((100 * explainedVarianceRatio.sum()).significant(4)) % of the variance"
  }

  private var table: ResultTable {
    let cumulative = explainedVarianceRatio.cumsum()
    return ResultTable(
      caption: title, heads: ["component", "variance", "share", "cumulative"],
      rows: (0..<components.shape[0]).map {
        [
          "\($0)", explainedVariance[$0].significant(5), (100 * explainedVarianceRatio[$0]).fixed(2) + " %",
          (100 * cumulative[$0]).fixed(2) + " %",
        ]
      }, warning: warning)
  }

  public var description: String { table.plainText }
  public var mimeBundle: MIMEBundle { table.mimeBundle }
}
