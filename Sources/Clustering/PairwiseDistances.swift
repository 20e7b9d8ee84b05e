// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// The distances between all pairs of samples: a symmetric matrix, samples × samples.
///
/// scikit-learn's `pairwise_distances(x)`. Traps on data without two axes and on values that are not finite.
public func pairwiseDistances(
  _ samples: Tensor<some NumberScalar>, metric: DistanceMetric = .euclidean
) -> Tensor<Double> {
  filled(DistanceRows(Samples(samples, "pairwiseDistances"), metric: metric))
}

/// The distance from each sample to each of others: samples × others.
///
/// Traps where both have not the same number of features.
public func pairwiseDistances(
  _ samples: Tensor<some NumberScalar>, _ others: Tensor<some NumberScalar>, metric: DistanceMetric = .euclidean
) -> Tensor<Double> {
  filled(
    DistanceRows(
      samplesAlike(samples.doubles, others.shape, "pairwiseDistances"), Samples(others, "pairwiseDistances"),
      metric: metric))
}

/// The inner products of all pairs of samples: a symmetric matrix, samples × samples.
///
/// For the features of samples × features pass its `.transposed`.
public func gramMatrix(_ samples: Tensor<some NumberScalar>) -> Tensor<Double> {
  let samples = samples.doubles
  guard samples.rank == 2 else {
    trap("gramMatrix: samples × features are needed, but the shape is \(describe(shape: samples.shape))")
  }
  return samples.matmul(samples.transposed)
}

/// The cosines of the angles between all pairs of samples, -1 to 1: a symmetric matrix, samples × samples.
///
/// scikit-learn's `cosine_similarity`; 0 for samples of zeros, which have no direction.
public func cosineSimilarity(_ samples: Tensor<some NumberScalar>) -> Tensor<Double> {
  guard samples.rank == 2 else {
    trap("cosineSimilarity: samples × features are needed, but the shape is \(describe(shape: samples.shape))")
  }
  return gramMatrix(directions(samples.doubles))
}

/// The cosine of the angle between each sample and each of others: samples × others.
public func cosineSimilarity(
  _ samples: Tensor<some NumberScalar>, _ others: Tensor<some NumberScalar>
) -> Tensor<Double> {
  let samples = samplesAlike(samples.doubles, others.shape, "cosineSimilarity").values
  return directions(samples).matmul(directions(others.doubles).transposed)
}

private func directions(_ rows: Tensor<Double>) -> Tensor<Double> {
  rows / rows.norm(axis: 1, keepingDimensions: true).mapElements { $0 == 0 ? 1 : $0 }
}

private func samplesAlike(_ samples: Tensor<Double>, _ others: [Int], _ operation: String) -> Samples {
  guard samples.rank == 2, others.count == 2, samples.shape[1] == others[1] else {
    trap(
      "\(operation): samples of shapes \(describe(shape: samples.shape)) and \(describe(shape: others)) do not "
        + "fit; both need as many features (columns)")
  }
  return Samples(samples, operation)
}

private func filled(_ distances: DistanceRows) -> Tensor<Double> {
  var result = Tensor<Double>(repeating: 0, shape: [distances.count, distances.others])
  result.withUnsafeMutableBufferPointer { out in
    let start = out.baseAddress!
    parallel(distances.count, grain: 16) { range in
      for first in stride(from: range.lowerBound, to: range.upperBound, by: 64) {
        let rows = first..<min(first + 64, range.upperBound)
        distances.fill(rows, start + first * distances.others)
      }
    }
  }
  return result
}
