// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Matrices by layer, for sweeps over activations that come from elsewhere than a model's run.
///
/// ```swift
/// LayerSweep(LogisticRegression()).fit(LayerMatrices([0: first, 1: second]), labels)
/// ```
public struct LayerMatrices: LayerActivations, Sendable {
  private let matrices: [Int: Tensor<Float>]

  /// - Parameter matrices: samples × neurons by layer, kept as Float; traps where the numbers of samples differ.
  public init<Scalar: RealScalar>(_ matrices: [Int: Tensor<Scalar>]) {
    let shapes = matrices.sorted { $0.key < $1.key }.map { ($0.key, $0.value.shape) }
    for (layer, shape) in shapes where shape.count != 2 || shape[0] != shapes[0].1[0] {
      trap(
        "LayerMatrices: layer \(layer) has shape \(describe(shape: shape)), layer \(shapes[0].0) "
          + "\(describe(shape: shapes[0].1)); all need samples × neurons with the same samples")
    }
    self.matrices = matrices.mapValues { $0 as? Tensor<Float> ?? Tensor<Float>($0) }
  }

  public var layers: [Int] { matrices.keys.sorted() }

  public func samplesByNeurons(layer: Int) -> Tensor<Float> {
    guard let matrix = matrices[layer] else {
      trap("LayerMatrices: there is no layer \(layer); the layers are \(layers)")
    }
    return matrix
  }
}
