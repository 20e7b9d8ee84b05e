// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Directions of a data set in falling order of variance.
struct PrincipalAxes {
  /// One axis a row, with scikit-learn's signs.
  var vectors: Tensor<Double>
  /// With the divisor samples - 1.
  var variances: Tensor<Double>
  var singularValues: Tensor<Double>
  /// Of the data, along all directions.
  var totalVariance: Double
  /// The mean variance of the directions that were not found, where it is known.
  var remainder: Double?

  init(
    vectors: Tensor<Double>, singularValues: Tensor<Double>, sampleCount: Int, totalVariance: Double? = nil,
    remainder: Double? = nil
  ) {
    self.vectors = Self.flipped(vectors)
    self.singularValues = singularValues
    variances = singularValues * singularValues / Double(sampleCount - 1)
    self.totalVariance = totalVariance ?? variances.sum()
    self.remainder = remainder
  }

  /// Makes the element of largest magnitude of each row positive, as `svd_flip(u_based_decision=False)` does.
  private static func flipped(_ vectors: Tensor<Double>) -> Tensor<Double> {
    var result = vectors.contiguous()
    let width = vectors.shape[1]
    result.withUnsafeMutableBufferPointer { elements in
      for row in 0..<vectors.shape[0] {
        let line = row * width..<(row + 1) * width
        var largest = line.lowerBound
        for index in line where abs(elements[index]) > abs(elements[largest]) { largest = index }
        if elements[largest] < 0 { for index in line { elements[index] = -elements[index] } }
      }
    }
    return result
  }
}

extension PCA {
  func principalAxes(_ samples: Samples, _ mean: Tensor<Double>) -> PrincipalAxes {
    onOneThread { axes(samples, mean) }
  }

  private func axes(_ samples: Samples, _ mean: Tensor<Double>) -> PrincipalAxes {
    switch solver {
    case .covariance: return covarianceAxes(samples, mean)
    case .full: return fullAxes(samples, mean)
    case .automatic:
      let isTall = samples.width <= 1000 && samples.count >= 10 * samples.width
      return isTall ? covarianceAxes(samples, mean) : fullAxes(samples, mean)
    case .randomized(let seed):
      guard case .count(let count) = components else {
        trap("PCA.fit: the randomized solver needs the number of components; write PCA(components: 10, solver: …)")
      }
      return randomizedAxes(samples, mean, count, seed)
    }
  }

  private func fullAxes(_ samples: Samples, _ mean: Tensor<Double>) -> PrincipalAxes {
    let factors = svd(samples.values - mean)
    return PrincipalAxes(vectors: factors.vt, singularValues: factors.s, sampleCount: samples.count)
  }

  private func covarianceAxes(_ samples: Samples, _ mean: Tensor<Double>) -> PrincipalAxes {
    let scatter = scatterMatrix(samples, mean)
    let (values, vectors) = { ($0.values, $0.vectors) }(eigh(scatter))
    let limit = min(samples.count, samples.width)
    // In falling order; rounding may push what is zero below it.
    let falling = Tensor((0..<limit).map { max(values[-1 - $0], 0) })
    let axes = Tensor<Double>((0..<limit).flatMap { Array(vectors[..., -1 - $0]) }, shape: [limit, samples.width])
    return PrincipalAxes(
      vectors: axes, singularValues: sqrt(falling), sampleCount: samples.count,
      totalVariance: scatter.trace() / Double(samples.count - 1))
  }

  /// The products of centred features, summed over blocks of samples: centring costs no copy of the data, and no digits
  /// as it would if the product of the means were subtracted at the end.
  private func scatterMatrix(_ samples: Samples, _ mean: Tensor<Double>) -> Tensor<Double> {
    // Parts that depend on the shape alone, so that their sum does too; together not a quarter of the data's memory.
    let (n, width) = (samples.count, samples.width)
    let parts = max(1, min(8, n / max(256, 4 * width)))
    let products = Scratch(parts * width * width, filledWith: 0.0)
    parallel(parts, grain: 1) { chosen in
      for part in chosen {
        let step = max(64, 500_000 / width)
        var sum = zeros(width, width)
        for start in stride(from: n * part / parts, to: n * (part + 1) / parts, by: step) {
          let block = samples.values[start..<min(start + step, n * (part + 1) / parts), ...] - mean
          sum += block.transposed.matmul(block)
        }
        sum.withUnsafeBufferPointer {
          (products.start + part * width * width).update(from: $0.baseAddress!, count: width * width)
        }
      }
    }
    var scatter = zeros(width, width)
    for part in 0..<parts {
      let product = UnsafeBufferPointer(start: products.start + part * width * width, count: width * width)
      scatter += Tensor(product, shape: [width, width])
    }
    return scatter
  }

  /// Subspace iteration from random vectors; the subspace is kept orthonormal by QR where scikit-learn uses LU, which
  /// spans the same space.
  private func randomizedAxes(
    _ samples: Samples, _ mean: Tensor<Double>, _ count: Int, _ seed: Int
  ) -> PrincipalAxes {
    let centered = samples.values - mean
    let limit = min(samples.count, samples.width)
    let wide = samples.count < samples.width
    let matrix = wide ? centered.transposed : centered
    let iterations = Double(count) < 0.1 * Double(limit) ? 7 : 4
    var basis = RandomState(seed: seed).randn(matrix.shape[1], count + 10)
    for _ in 0..<iterations {
      basis = qr(matrix.matmul(basis)).q
      basis = qr(matrix.transposed.matmul(basis)).q
    }
    basis = qr(matrix.matmul(basis)).q
    let factors = svd(basis.transposed.matmul(matrix))
    let vectors = wide ? basis.matmul(factors.u).transposed : factors.vt
    let total = (centered * centered).sum() / Double(samples.count - 1)
    let kept = factors.s[..<count].contiguous()
    let explained = (kept * kept).sum() / Double(samples.count - 1)
    return PrincipalAxes(
      vectors: vectors[..<count, ...], singularValues: kept, sampleCount: samples.count, totalVariance: total,
      remainder: limit > count ? (total - explained) / Double(limit - count) : 0)
  }
}
