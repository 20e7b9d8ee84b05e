// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

extension SparseAutoencoder {
  /// Trains an autoencoder on activations.
  ///
  /// An interrupt ends the cell between two steps. Traps where a loss is NaN or infinite, naming epoch and step.
  /// - Parameters:
  ///   - x: samples × neurons, for example one layer of a captured run.
  ///   - initial: what the parameters start from, by name (`encoder.weight`, `encoder.bias`, `decoder.weight`,
  ///     `decoder.bias`; gated ones have `logScale` and `magnitudeBias` too); nil draws them.
  public func fit(_ x: Tensor<Float>, initial: [String: Tensor<Float>]? = nil) -> FittedSparseAutoencoder {
    let x = checked(x)
    let random = seed.map { RandomState(seed: $0) } ?? .session
    let model = model(inputs: x.shape[1], random)
    if let initial {
      do { try model.load(initial) } catch { trap("SparseAutoencoder: \(error)") }
    } else if model.hasUnitDirections {
      model.start(from: x)
    }
    let run = AutoencoderTraining(self, model, x, random)
    let losses = run.train()
    return FittedSparseAutoencoder(self, model, losses, x)
  }

  /// Numbers in double precision are trained on in single precision, as in the lecture.
  public func fit(_ x: Tensor<Double>, initial: [String: Tensor<Float>]? = nil) -> FittedSparseAutoencoder {
    fit(Tensor<Float>(x), initial: initial)
  }

  private func checked(_ x: Tensor<Float>) -> Tensor<Float> {
    guard x.rank == 2, x.count > 0 else {
      trap("SparseAutoencoder: samples × neurons are needed, but the shape is \(describe(shape: x.shape))")
    }
    let x = x.contiguous()
    if let place = x.firstNonFinite {
      trap(
        "SparseAutoencoder: sample \(place / x.shape[1]), neuron \(place % x.shape[1]) is \(x.flattened()[place]); leave such "
          + "samples out")
    }
    if let batchSize, batchSize > x.shape[0] {
      trap("SparseAutoencoder: a batch of \(batchSize) is more than the \(x.shape[0]) samples")
    }
    return x
  }

  func model(inputs: Int, _ random: RandomState) -> any AutoencoderModel {
    switch kind {
    case .gelu, .relu: DenseAutoencoder(inputs, latents, kind, random)
    case .topK(let k): TopKAutoencoder(inputs, latents, k: k, random)
    case .gated(let l1): GatedAutoencoder(inputs, latents, l1: l1, random)
    }
  }
}

extension SparseAutoencoder {
  /// One step's losses and gradients at given parameters, for tests.
  package func lossesAndGradients(
    _ x: Tensor<Float>, at parameters: [String: Tensor<Float>], dead: Tensor<Bool>
  ) -> (losses: [Double], gradients: [String: Tensor<Float>]) {
    let model = model(inputs: x.shape[1], RandomState(seed: 0))
    do { try model.load(parameters) } catch { trap("SparseAutoencoder: \(error)") }
    let losses = model.losses(Variable(x), dead: dead)
    losses.dropFirst().reduce(losses[0], +).backward()
    let gradients = model.namedParameters.compactMap { name, parameter in parameter.gradient.map { (name, $0) } }
    return (losses.map { Double($0.item) }, Dictionary(uniqueKeysWithValues: gradients))
  }
}

extension Tensor<Float> {
  /// Where the first NaN or infinity is, in row order.
  fileprivate var firstNonFinite: Int? {
    withUnsafeBufferPointer { elements in elements.firstIndex { !$0.isFinite } }
  }
}
