// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// The mean squared difference over all elements: torch's `MSELoss`.
public func mseLoss<S>(_ prediction: Tracked<S>, _ target: Tracked<S>) -> Tracked<S> {
  refuseDifferentShapes("mseLoss", prediction.shape, target.shape)
  let difference = prediction.value - target.value
  let count = S(difference.count)
  let mean = (difference * difference).sum() / count
  return .recorded(Tensor(scalar: mean), "mseLoss", [prediction, target]) { gradient, inputs in
    let slope = difference * (2 * gradient.item / count)
    inputs[0].accumulate(slope)
    inputs[1].accumulate(-slope)
  }
}

public func mseLoss<S>(_ prediction: Tracked<S>, _ target: Tensor<S>) -> Tracked<S> {
  mseLoss(prediction, Tracked(target))
}

/// The mean absolute difference over all elements: torch's `L1Loss`.
public func l1Loss<S>(_ prediction: Tracked<S>, _ target: Tracked<S>) -> Tracked<S> {
  refuseDifferentShapes("l1Loss", prediction.shape, target.shape)
  return abs(prediction - target).mean()
}

public func l1Loss<S>(_ prediction: Tracked<S>, _ target: Tensor<S>) -> Tracked<S> {
  l1Loss(prediction, Tracked(target))
}

/// The mean absolute value of all elements, which pulls them towards zero.
public func sparsityLoss<S>(_ latents: Tracked<S>) -> Tracked<S> { abs(latents).mean() }

/// The sum of the squared covariances between different columns, which pulls them apart:
/// `(cov - diag(cov)).pow(2).sum()` of `torch.cov(latents.T)`.
/// - Parameter latents: samples × latents, at least two samples.
public func decorrelationLoss<S>(_ latents: Tracked<S>) -> Tracked<S> {
  guard latents.rank == 2, latents.shape[0] > 1 else {
    trap(
      "decorrelationLoss: samples × latents with at least two samples are needed, but the shape is "
        + describe(shape: latents.shape))
  }
  let (samples, width) = (latents.shape[0], latents.shape[1])
  let centred = latents - latents.mean(axis: 0, keepingDimensions: true)
  let covariance = centred.transposed.matmul(centred) / S(samples - 1)
  let others = covariance * (1 - Tensor<S>.identity(width))
  return (others * others).sum()
}

private func refuseDifferentShapes(_ operation: String, _ prediction: [Int], _ target: [Int]) {
  guard prediction != target else { return }
  trap(
    "\(operation): the prediction has shape \(describe(shape: prediction)), the target \(describe(shape: target)); "
      + "they must be the same, since broadcasting would compare each element with many")
}
