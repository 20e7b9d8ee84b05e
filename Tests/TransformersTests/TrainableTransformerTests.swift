// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Tensors
import Testing
import Training
import Transformers

@Suite struct TrainableTransformerTests {
  /// What torch says about one of the committed models (Fixtures/generate_gpt2_gradients.py).
  private func reference(_ model: GPT2Reference) throws -> Safetensors {
    try Safetensors(
      Bundle.module.resourceURL!.appendingPathComponent("Fixtures/gradients/\(model.name).safetensors").path)
  }

  private func tokens(_ file: Safetensors) throws -> Tensor<Int> { try file.tensor("tokens", as: Int.self) }

  @Test(arguments: GPT2Reference.all) func `The loss and the gradients of all weights are torch's`(
    _ reference: GPT2Reference
  ) throws {
    let file = try self.reference(reference)
    let model = TrainableTransformer(try reference.model())
    let loss = model.loss(try tokens(file))
    expectClose(loss.value.reshaped(1), try file.tensor("loss"), tolerance: 2e-6)
    loss.backward()
    let names = file.names.filter { $0.hasPrefix("weights/") }.map { String($0.dropFirst(8)) }
    #expect(Set(names) == Set(model.namedParameters.map(\.name)))
    for (name, parameter) in model.namedParameters {
      // Sums over 36 positions in another order: some units of the last place of the largest element.
      expectClose(try #require(parameter.gradient), try file.tensor("weights/" + name), tolerance: 2e-5, name)
    }
  }

  @Test(arguments: GPT2Reference.all) func `Logits are those of the model that runs`(
    _ reference: GPT2Reference
  ) throws {
    let model = try reference.model()
    let tokens = try tokens(self.reference(reference))
    expectClose(TrainableTransformer(model)(tokens).value, model.logits(tokens), tolerance: 5e-6)
  }

  @Test(arguments: GPT2Reference.all) func `The loss is the mean of the per-token losses of the model that runs`(
    _ reference: GPT2Reference
  ) throws {
    let model = try reference.model()
    let tokens = try tokens(self.reference(reference))
    let mean = model.loss(tokens).mean
    #expect(abs(Double(TrainableTransformer(model).loss(tokens).item) - mean) < 1e-6 * mean)
  }

  @Test func `Targets that are negative do not count`() throws {
    let model = TrainableTransformer(try GPT2Reference.tied.model())
    let inputs = Tensor([[1, 2, 3, 4], [5, 6, 7, 8]])
    let some = model.loss(inputs, targets: Tensor([[2, -1, -1, -1], [-1, -1, -1, 3]])).item
    let first = model.loss(inputs[..<1, ...], targets: Tensor([[2, -1, -1, -1]])).item
    let second = model.loss(inputs[1..., ...], targets: Tensor([[-1, -1, -1, 3]])).item
    #expect(abs(some - (first + second) / 2) < 1e-6)
  }

  @Test func `Training learns a sequence by heart, the same way each time`() {
    let configuration = GPT2Configuration(nLayers: 2, dModel: 16, nHeads: 2, dVocab: 11, nContext: 16)
    let tokens = Tensor([[3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 10]])
    func losses() -> [Double] {
      let model = TrainableTransformer(configuration, seed: 1)
      return train(150, Adam(model.parameters, learningRate: 1e-2), clipping: 1) { _ in model.loss(tokens) }.losses
    }
    let first = losses()
    #expect(first[0] > 2.2)
    #expect(first.last! < 0.1)
    #expect(losses() == first)
  }

  @Test func `A trained model is used, saved and trained on`() throws {
    let configuration = GPT2Configuration(
      nLayers: 2, dModel: 16, nHeads: 2, dVocab: 11, nContext: 16, tiesEmbeddings: false)
    let model = TrainableTransformer(configuration, seed: 1)
    #expect(model.parameterCount == configuration.parameterCount)
    let tokens = Tensor([[3, 1, 4, 1, 5, 9, 2, 6]])
    train(5, SGD(model.parameters, learningRate: 0.1)) { _ in model.loss(tokens) }
    let used = model.transformer
    let logits = used.logits(tokens)
    expectClose(logits, model(tokens).value, tolerance: 5e-6)
    try withTemporaryFolder { folder in
      try model.save(to: folder)
      let loaded = try Transformer.load(directory: folder)
      #expect(loaded.configuration == configuration)
      #expect(loaded.logits(tokens) == logits)
      #expect(TrainableTransformer(loaded).loss(tokens).item == model.loss(tokens).item)
    }
    train(1, SGD(model.parameters, learningRate: 0.1)) { _ in model.loss(tokens) }
    #expect(used.logits(tokens) == logits)
    #expect(model.transformer.logits(tokens) != logits)
  }

  @Test func `Biases and layer norms do not decay`() {
    let configuration = GPT2Configuration(nLayers: 1, dModel: 8, nHeads: 2, dVocab: 11, nContext: 16)
    let groups = TrainableTransformer(configuration, seed: 1).parameterGroups(weightDecay: 0.1)
    #expect(groups.map(\.weightDecay) == [0.1, 0])
    #expect(groups[0].parameters.count == 6)
    #expect(groups[1].parameters.count == 10)
  }

  @Test(arguments: GPT2Reference.all) func `Gradients at hook points are torch's`(_ reference: GPT2Reference) throws {
    let file = try self.reference(reference)
    let sequence = Array(try tokens(file)[0, 0...])
    let names = file.names.filter { $0.hasPrefix("points/") }.map { String($0.dropFirst(7)) }
    #expect(names.count >= 20)
    let result = try reference.model().gradients(sequence, at: HookPoints(named: names)) { logits, _ in
      logits[-1, 5] - logits[-1, 7]
    }
    expectClose(Tensor(result.values.map { Float($0) }), try file.tensor("metric"), tolerance: 5e-6)
    for name in names {
      expectClose(result[HookPoints(named: [name])], try file.tensor("points/" + name), tolerance: 2e-5, name)
    }
  }

  @Test func `A small change of an activation changes the metric by its gradient`() throws {
    let model = try GPT2Reference.tied.model()
    let sequences = [[1, 2, 3, 4, 5], [6, 7, 8]]
    let list: [HookPoints] = [
      .blocks[1].attn.q, .blocks[0].attn.k, .blocks[1].attn.v, .blocks[2].attn.scores, .blocks[1].mlp.pre, .embed,
      .posEmbed,
    ]
    let points = list.dropFirst().reduce(list[0], +)
    let result = model.gradients(sequences, at: points) { logits, sequence in logits[-1, 3 + sequence] }
    func metric(_ change: Intervention, _ sequence: Int) -> Double {
      Double(model.run(sequences[sequence], at: .last, changing: [change]).logits[3 + sequence])
    }
    let random = RandomState(seed: 4)
    for term in list where term != list[3] {
      for sequence in 0...1 {
        let gradient = result.gradients[term, sequence: sequence]
        let direction = Tensor<Float>(random.randn(gradient.count)).reshaped(gradient.shape)
        let expected = Double((gradient * direction).sum())
        let step: Float = 2e-3
        let up = metric(.add(direction, to: term, scale: step), sequence)
        let down = metric(.add(direction, to: term, scale: -step), sequence)
        // The logits have an error of 1e-7 or so, which the quotient takes five hundred times larger.
        #expect(abs((up - down) / (2 * Double(step)) - expected) < 1e-3 * max(1, abs(expected)))
      }
    }
  }

  @Test func `Parts of gradients are taken as of a run`() throws {
    let model = try GPT2Reference.tied.model()
    let result = model.gradients([[1, 2, 3], [4, 5, 6]], at: .blocks[0..<3].mlp.post) { logits, _ in logits[-1, 2] }
    #expect(result[.blocks[0..<3].mlp.post].shape == [3, 2, 3, 64])
    #expect(result[.blocks[1].mlp.post.neurons([5, 9]).at(.last)].shape == [2, 2])
    let whole = result[.blocks[1].mlp.post]
    #expect(result[.blocks[1].mlp.post.neurons([5, 9]).at(.last)] == whole[0..., 2, [5, 9]])
    let activation = model.run([[1, 2, 3], [4, 5, 6]], capturing: .blocks[1].mlp.post)[.blocks[1].mlp.post]
    expectClose(result.attribution(.blocks[1].mlp.post), activation * whole, tolerance: 1e-5)
    #expect(result.gradients.samplesByNeurons(layer: 2).shape == [6, 64])
    #expect(result.description.hasPrefix("Gradients of "))
  }
}
