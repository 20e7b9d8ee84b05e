// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Where a scan gets its matrices from, one layer at a time.
struct LayerSource {
  enum Matrix {
    case single(Tensor<Float>)
    case double(Tensor<Double>)

    var shape: [Int] {
      switch self {
      case .single(let matrix): matrix.shape
      case .double(let matrix): matrix.shape
      }
    }
  }

  let layers: [Int]
  /// A matrix was given, so that results have no axis for layers.
  let isSingle: Bool
  /// Samples × neurons in row order.
  let matrix: (Int) -> Matrix

  init(_ activations: some LayerActivations) {
    layers = activations.layers
    isSingle = false
    matrix = { .single(activations.samplesByNeurons(layer: $0).contiguous()) }
    if layers.isEmpty { trap("LogitScan.fit: the activations hold no layers") }
  }

  init<Scalar: RealScalar>(_ activations: Tensor<Scalar>) {
    guard activations.rank == 2 || activations.rank == 3, !activations.isEmpty else {
      trap(
        "LogitScan.fit: samples × neurons or layers × samples × neurons are needed, but the shape is "
          + describe(shape: activations.shape))
    }
    isSingle = activations.rank == 2
    layers = isSingle ? [0] : Array(0..<activations.shape[0])
    let whole = activations.rank == 3
    matrix = { layer in
      let matrix = whole ? activations[layer, ...] : activations
      if let single = matrix as? Tensor<Float> { return .single(single.contiguous()) }
      if let double = matrix as? Tensor<Double> { return .double(double.contiguous()) }
      return .double(matrix.mapElements { Double($0) })
    }
  }
}
