// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// One run of training.
struct AutoencoderTraining {
  let settings: SparseAutoencoder
  let model: any AutoencoderModel
  let x: Tensor<Float>
  let random: RandomState
  let optimizer: Adam

  init(_ settings: SparseAutoencoder, _ model: any AutoencoderModel, _ x: Tensor<Float>, _ random: RandomState) {
    (self.settings, self.model, self.x, self.random) = (settings, model, x, random)
    optimizer = Adam(model.parameters, learningRate: settings.learningRate, schedule: settings.schedule)
  }

  /// Epochs × losses, each the mean over the epoch's steps, before the step.
  func train() -> Tensor<Double> {
    let (samples, names) = (x.shape[0], model.lossNames)
    let size = settings.batchSize ?? samples
    let bar = ProgressBar("Sparse autoencoder", total: settings.epochs)
    let fused = settings.batchSize == nil ? FusedAutoencoderStep(model, x) : nil
    var table: [Double] = []
    var dead: Tensor<Bool>?
    for epoch in 0..<settings.epochs {
      let order = size < samples ? random.permutation(samples) : nil
      var sums = [Double](repeating: 0, count: names.count)
      var active = Tensor<Bool>(repeating: false, shape: [settings.latents])
      for start in stride(from: 0, to: samples, by: size) {
        Interrupt.check()
        optimizer.zeroGradients()
        let rows = start..<min(start + size, samples)
        let losses = fused?.losses() ?? step(order.map { x[$0[rows], ...] } ?? x, dead, &active)
        for (index, loss) in losses.enumerated() {
          guard loss.isFinite else { stop(names[index], loss, epoch, start / size) }
          sums[index] += loss * Double(rows.count) / Double(samples)
        }
        optimizer.step()
        if model.hasUnitDirections { model.normalizeDirections() }
      }
      if case .topK = settings.kind { dead = active .== false }
      table += sums
      bar.update(epoch + 1, note: zip(names, sums).map { "\($0) \(shortened($1))" }.joined(separator: ", "))
    }
    bar.finish()
    return Tensor(table, shape: [settings.epochs, names.count])
  }

  /// Gradients by the tape. Latents that were active are noted where dead ones matter.
  private func step(_ batch: Tensor<Float>, _ dead: Tensor<Bool>?, _ active: inout Tensor<Bool>) -> [Double] {
    let input = Variable(batch)
    let losses = model.losses(input, dead: dead)
    let numbers = losses.map { Double($0.item) }
    guard numbers.allSatisfy(\.isFinite) else { return numbers }
    losses.dropFirst().reduce(losses[0], +).backward()
    if case .topK = settings.kind {
      let latents = withoutGradients { model.latents(input) }.value
      active = active .| (latents.max(axis: 0) .> 0)
    }
    return numbers
  }

  private func stop(_ name: String, _ loss: Double, _ epoch: Int, _ step: Int) -> Never {
    trap(
      "SparseAutoencoder: the \(name) loss is \(shortened(loss)) at epoch \(epoch), step \(step); try a learning rate below "
        + "\(shortened(settings.learningRate)), or scale the activations down")
  }
}
