// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors
import Testing
import Training

/// Autoencoders and loops that are asked for the impossible, and interrupts.
@Suite struct MisuseTests {
  @Test func `an autoencoder names what it cannot be trained on`() async {
    let missing = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SparseAutoencoder(latents: 2, epochs: 1).fit(Tensor<Float>([[1, 2], [3, .nan]]))
    }
    expect(missing, toSay: "SparseAutoencoder: sample 1, neuron 1 is nan")
    let shape = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SparseAutoencoder(latents: 2, epochs: 1).fit(Tensor<Float>([1, 2]))
    }
    expect(shape, toSay: "SparseAutoencoder: samples × neurons are needed, but the shape is 2")
    let batch = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SparseAutoencoder(latents: 2, epochs: 1, batchSize: 9).fit(Tensor<Float>.ones(3, 2))
    }
    expect(batch, toSay: "a batch of 9 is more than the 3 samples")
    let latents = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SparseAutoencoder(latents: 2, .topK(3))
    }
    expect(latents, toSay: "topK keeps 3 of 2 latents")
    let diverging = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SparseAutoencoder(latents: 2, epochs: 5).fit(Tensor<Float>.ones(3, 2) * 1e30)
    }
    expect(diverging, toSay: "SparseAutoencoder: the", "at epoch 0, step 0")
    let other = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let fitted = SparseAutoencoder(latents: 2, epochs: 1).fit(Tensor<Float>.ones(3, 2))
      _ = fitted.latents(of: Tensor<Float>.ones(3, 5))
    }
    expect(other, toSay: "latents: samples × 2 neurons are needed, but the shape is 3 × 5")
  }

  @Test func `optimisers refuse what would silently do nothing or harm`() async {
    let none = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Adam([Parameter]())
    }
    expect(none, toSay: "Adam: no parameters to optimise were given")
    let twice = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let x = Parameter(Tensor([1, 2]))
      _ = SGD([x, x])
    }
    expect(twice, toSay: "SGD: a parameter of shape 2 is given twice")
    let poisoned = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      log(Parameter(Tensor([-1]))).sum().backward()
    }
    expect(poisoned, toSay: "backward: the value is nan", "the parameters are unchanged")
  }

  @Test func `every step can be interrupted and is shown`() async {
    await #expect(processExitsWith: .success) {
      nonisolated(unsafe) var (checks, shown, ended) = (0, 0, false)
      HostStandIn.interruptCheck = { checks += 1 }
      HostStandIn.progress = { _, completed, isFinished in (shown, ended) = (completed, isFinished) }
      let x = Parameter(Tensor([1, 2]))
      train(7, SGD([x])) { _ in (x * x).sum() }
      guard checks >= 7, shown == 7, ended else {
        fatalError("\(checks) checks, \(shown) steps shown, ended: \(ended)")
      }
      checks = 0
      _ = SparseAutoencoder(latents: 2, epochs: 9).fit(Tensor<Float>.ones(3, 2))
      guard checks >= 9, shown == 9, ended else {
        fatalError("\(checks) checks, \(shown) epochs shown, ended: \(ended)")
      }
    }
  }

  private func expect(_ result: ExitTest.Result?, toSay parts: String...) {
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    for part in parts { #expect(text.lowercased().contains(part.lowercased()), "\(text) does not say \(part)") }
  }
}
