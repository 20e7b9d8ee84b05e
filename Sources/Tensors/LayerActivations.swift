// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Activations of the same samples in one or more layers of a model: what scans and sweeps over layers take.
///
/// A captured run of a model is such a value; so is anything that can give a matrix for each layer.
public protocol LayerActivations {
  /// The layers that were captured, in ascending order, numbered as in the model.
  var layers: [Int] { get }
  /// The activations of one of ``layers``: samples × neurons. The samples are the same for every layer; the number of
  /// neurons may differ.
  func samplesByNeurons(layer: Int) -> Tensor<Float>
}
