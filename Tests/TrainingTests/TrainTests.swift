// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import JupyterDisplay
import Tensors
import Testing
import Training

/// The training loop.
@Suite struct TrainTests {
  @Test func `a line is learnt, and the history tells how`() {
    let random = RandomState(seed: 1)
    let x = Tensor<Float>(random.numbers(50, 2)), y = x.matmul(Tensor([[2], [-1]])) + 0.5
    let model = Linear(2, 1, random: random)
    let history = train(300, Adam(model.parameters, learningRate: 0.05), clipping: 10) { _ in mseLoss(model(x), y) }
    #expect(history.steps == 300 && history.gradientNorms.count == 300)
    #expect(history.lastLoss ?? 1 < 1e-6 && history.firstLoss ?? 0 > 0.1)
    #expect(distance(model.weight.value, Tensor([[2.0, -1]])) < 1e-3)
    #expect(history.description.hasPrefix("300 steps, loss ") && history.mimeBundle[.html] != nil)
    #expect(train(0, Adam(model.parameters)) { _ in Variable(1) }.description == "No steps were taken.")
  }

  @Test func `the same seed gives the same parameters, bit by bit`() {
    func run() -> [String: Tensor<Float>] {
      let random = RandomState(seed: 7)
      let model = MLP(16, random: random)
      let x = Tensor<Float>(random.numbers(300, 16))
      train(5, AdamW(model.parameters)) { _ in mseLoss(model(x), x) }
      return model.stateDictionary
    }
    #expect(run() == run())
  }

  @Test func `a loss that is not finite stops and names the step`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let x = Parameter(Tensor([1]))
      train(10, SGD([x], learningRate: 1)) { step in step == 3 ? log(x * 0 - 1).sum() : (x * x).sum() }
    }
    expect(result, toSay: "train: the loss is nan at step 3", "a step before", "the parameters are those before")
  }

  @Test func `misuse is told by name and shape`() async {
    let shapes = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Linear(3, 2)(Tensor<Float>.ones(5, 4))
    }
    expect(shapes, toSay: "linear: the last axis of the input has length 4 (shape 5 × 4)", "3 inputs", "2 × 3")
    let scalar = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      (Parameter(Tensor([1, 2])) * 2).backward()
    }
    expect(scalar, toSay: "backward: the value has shape 2", "sum() or mean()")
    let again = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let y = (Parameter(Tensor([1, 2])) * 2).sum()
      y.backward()
      y.backward()
    }
    expect(again, toSay: "backward: the graph behind", "retainingGraph: true")
    let constant = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      Variable(Tensor([1, 2])).sum().backward()
    }
    expect(constant, toSay: "backward: nothing that requires a gradient went into this value")
    let target = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = crossEntropy(Variable(Tensor<Float>.ones(2, 3)), Tensor([1, 3]))
    }
    expect(target, toSay: "crossEntropy: target 3 (row 1) is outside the 3 classes")
    let token = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Embedding(4, 2)(Tensor([1, 4]))
    }
    expect(token, toSay: "embedding: number 4 (element 1 in row order) is outside the table, which has 4 rows")
    let loss = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = mseLoss(Variable(Tensor<Float>.ones(4, 1)), Tensor<Float>.ones(4))
    }
    expect(loss, toSay: "mseLoss: the prediction has shape 4 × 1, the target 4")
    let heads = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = CausalSelfAttention(10, heads: 3)
    }
    expect(heads, toSay: "CausalSelfAttention: a width of 10 does not divide into 3 heads")
  }

  private func expect(_ result: ExitTest.Result?, toSay parts: String...) {
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    for part in parts {
      #expect(text.lowercased().contains(part.lowercased()), "\(text) does not say \(part)")
    }
  }
}
