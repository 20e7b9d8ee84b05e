// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Tensors
import Testing
import Training

/// Modules as cells declare them.
@Suite struct ModuleTests {
  private struct Block: Layer {
    let norm = LayerNorm(4)
    let mlp: MLP
    init(_ random: RandomState) { mlp = MLP(4, hidden: 6, random: random) }
    func callAsFunction(_ x: Variable) -> Variable { x + mlp(norm(x)) }
  }

  private class Base: Module {
    let embedding = Embedding(5, 4, random: RandomState(seed: 1))
    var extra: Linear?
  }

  private final class Model: Base {
    let blocks = (0..<2).map { Block(RandomState(seed: $0)) }
    let heads = ["a": Linear(4, 2, bias: false, random: RandomState(seed: 3))]
    let pair = (Linear(4, 1, random: RandomState(seed: 4)), 3)
    lazy var tied = embedding.weight
    let scale = Parameter(Tensor([1, 2]))
    let notLearnt = Variable(Tensor([1, 2, 3]))
    let width = 4
  }

  @Test func `a module shows its architecture and how many parameters each part has`() {
    let model = Model()
    model.extra = Linear(3, 2, bias: false, random: RandomState(seed: 5))
    #expect(
      "\(model)" == """
        Model: 173 parameters (scale 2)
          embedding: Embedding, 20 (weight 5 × 4)
          extra: Linear, 6 (weight 2 × 3)
          blocks.0: Block, 66
            norm: LayerNorm, 8 (weight 4, bias 4)
            mlp: MLP, 58
              expansion: Linear, 30 (weight 6 × 4, bias 6)
              projection: Linear, 28 (weight 4 × 6, bias 4)
          blocks.1: Block, 66
            norm: LayerNorm, 8 (weight 4, bias 4)
            mlp: MLP, 58
              expansion: Linear, 30 (weight 6 × 4, bias 6)
              projection: Linear, 28 (weight 4 × 6, bias 4)
          heads.a: Linear, 8 (weight 2 × 4)
          pair.0: Linear, 5 (weight 1 × 4, bias 1)
        """)
    #expect("\(Sequential(Linear(2, 3), Dropout(0.25)))".hasSuffix("\n  1: Dropout (probability 0.25)"))
    #expect(Linear(2, 3).mimeBundle[.plainText] == .text("Linear: 9 parameters (weight 3 × 2, bias 3)"))
  }

  @Test func `parameters are found wherever they are, once, in order, with their names`() {
    let model = Model()
    _ = model.tied
    let names = [
      "embedding.weight", "blocks.0.norm.weight", "blocks.0.norm.bias", "blocks.0.mlp.expansion.weight",
      "blocks.0.mlp.expansion.bias", "blocks.0.mlp.projection.weight", "blocks.0.mlp.projection.bias",
      "blocks.1.norm.weight", "blocks.1.norm.bias", "blocks.1.mlp.expansion.weight", "blocks.1.mlp.expansion.bias",
      "blocks.1.mlp.projection.weight", "blocks.1.mlp.projection.bias", "heads.a.weight", "pair.0.weight",
      "pair.0.bias", "scale",
    ]
    #expect(model.namedParameters.map(\.name) == names)
    model.extra = Linear(1, 1, random: RandomState(seed: 0))
    #expect(model.namedParameters.map(\.name).contains("extra.bias"))
    #expect(model.summary.description.contains("blocks.1.norm.bias"))
    let sequential = Sequential(Linear(2, 3, random: RandomState(seed: 0)), GELU(), Linear(3, 1, bias: false))
    #expect(sequential.namedParameters.map(\.name) == ["0.weight", "0.bias", "2.weight"])
    #expect(sequential.parameterCount == 12)
    #expect(sequential(Tensor<Float>.ones(5, 2)).shape == [5, 1])
  }

  @Test func `layers start as torch's do, from the seed`() {
    let layer = Linear(100, 300, random: RandomState(seed: 1))
    // Evenly distributed over ±0.1: variance 0.01 / 3; 30,000 numbers know it to about 1 %.
    #expect(layer.weight.value.max() < 0.1 && layer.weight.value.max() > 0.0999)
    #expect(abs(Double(layer.weight.value.variance()) - 0.01 / 3) < 1e-4)
    #expect(layer.bias.map { $0.value.max() <= 0.1 && $0.value.min() >= -0.1 && $0.value.max() > 0.09 } == true)
    #expect(layer.weight.value == Linear(100, 300, random: RandomState(seed: 1)).weight.value)
    #expect(layer.weight.shape == [300, 100])
    #expect(Linear(2, 3, layout: .inputsByOutputs).weight.shape == [2, 3])
    let embedding = Embedding(100, 200, random: RandomState(seed: 2)).weight.value
    #expect(abs(embedding.variance() - 1) < 0.03 && abs(embedding.mean()) < 0.03)
    let gpt = Linear(100, 200, initialization: .normal(std: 0.02), random: RandomState(seed: 3))
    #expect(abs(gpt.weight.value.std() - 0.02) < 1e-3 && gpt.bias?.value.max() == 0)
  }

  @Test func `checkpoints come back as they were, and misfits change nothing`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("training-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("model.safetensors").path
    let (a, b) = (MLP(4, random: RandomState(seed: 1)), MLP(4, random: RandomState(seed: 2)))
    try a.save(path, metadata: ["epoch": "3"])
    try b.load(path)
    #expect(a.stateDictionary == b.stateDictionary)
    #expect(try Safetensors(path).metadata == ["format": "pt", "epoch": "3"])
    // Trained on after loading: the file is not written to.
    b.expansion.weight.gradient = Tensor<Float>.ones(16, 4)
    SGD(b.parameters, learningRate: 1).step()
    #expect(b.expansion.weight.value == a.expansion.weight.value - 1)
    let wider = MLP(4, hidden: 5, random: RandomState(seed: 3)), before = wider.stateDictionary
    #expect(throws: StateError.shape(name: "expansion.weight", stored: [16, 4], expected: [5, 4])) {
      try wider.load(path)
    }
    #expect(throws: StateError.names(missing: ["expansion.bias"], unknown: ["other"])) {
      var state = before
      state["expansion.bias"] = nil
      state["other"] = Tensor([1])
      try wider.load(state)
    }
    #expect(wider.stateDictionary == before)
    #expect(throws: SafetensorsError.self) { try wider.load(path + ".missing") }
  }

  @Test func `train and eval reach every dropout`() {
    let dropout = Dropout(0.9, random: RandomState(seed: 1))
    let model = Sequential(Linear(3, 3, random: RandomState(seed: 1)), Sequential(dropout))
    model.eval()
    #expect(!dropout.isTraining && model(Tensor<Float>.ones(2, 3)).value == model(Tensor<Float>.ones(2, 3)).value)
    model.train()
    #expect(dropout.isTraining)
  }
}
