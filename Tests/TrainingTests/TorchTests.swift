// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Testing
import Training

/// Operations and optimisers beside torch's.
@Suite struct TorchTests {
  private let operations: [String: ([Tracked<Double>]) -> Tracked<Double>] = [
    "gelu erf": { gelu($0[0]) },
    "gelu tanh": { gelu($0[0], .tanh) },
    "softmax": { softmax($0[0]) },
    "log-softmax of columns": { logSoftmax($0[0], axis: 0) },
    "linear": { linear($0[0], $0[1], $0[2]) },
    "embedding": { embedding(Tensor([3, 0, 3, 1], shape: [2, 2]), $0[0]) },
    "mse": { mseLoss($0[0], $0[1]) },
    "l1": { l1Loss($0[0], $0[1]) },
    "decorrelation": { decorrelationLoss($0[0]) },
    "max": { $0[0].max(axis: 1) },
  ]

  private let fused: [String: ([Variable]) -> Variable] = [
    "gelu erf": { gelu($0[0]) },
    "gelu tanh": { gelu($0[0], .tanh) },
    "softmax": { softmax($0[0]) },
    "linear": { linear($0[0], $0[1], $0[2]) },
    "layer norm": { layerNorm($0[0], $0[1], $0[2]) },
    "cross-entropy": { crossEntropy($0[0], Tensor([4, -100, 1])) },
    "attention": { causalSelfAttention($0[0], heads: 2) },
    "decorrelation": { decorrelationLoss($0[0]) },
  ]

  // The fixture holds nine digits.
  @Test func `operations in double precision are torch's`() throws {
    let reference = try TorchReference.load().operations
    for (name, operation) in operations {
      try expectTorch(name, #require(reference[name]), 1e-8, operation) { $0 }
    }
  }

  @Test func `operations in single precision are torch's`() throws {
    let reference = try TorchReference.load().operations
    for (name, operation) in fused {
      try expectTorch(name, #require(reference[name]), 3e-6, operation) { Tensor<Float>($0) }
    }
    #expect(Set(operations.keys).union(fused.keys) == Set(reference.keys))
  }

  private func expectTorch<S: DifferentiableScalar>(
    _ name: String, _ reference: TorchReference.Operation, _ tolerance: Double,
    _ operation: ([Tracked<S>]) -> Tracked<S>, _ converted: (Tensor<Double>) -> Tensor<S>
  ) {
    let inputs = reference.inputs.map { Tracked(converted($0.double), requiresGradient: true) }
    let value = operation(inputs)
    #expect(distance(value.value, reference.value.double) < tolerance, "\(name)")
    value.backward(gradient: converted(reference.weights.double))
    for (input, expected) in zip(inputs, reference.gradients) {
      #expect(distance(input.gradient ?? [], expected.double) < tolerance, "\(name)")
    }
  }

  @Test func `optimisers, schedules and clipping end where torch's do`() throws {
    let steps = try TorchReference.load().steps
    let makers: [String: ([Parameter]) -> any Optimizer] = [
      "sgd": { SGD($0, learningRate: 0.1) },
      "sgd clipped": { SGD($0, learningRate: 0.1) },
      "sgd momentum": { SGD($0, learningRate: 0.05, momentum: 0.9, weightDecay: 0.01) },
      "sgd dampening": { SGD($0, learningRate: 0.05, momentum: 0.9, dampening: 0.3) },
      "sgd nesterov": { SGD($0, learningRate: 0.05, momentum: 0.9, nesterov: true) },
      "adam": { Adam($0, learningRate: 0.01) },
      "adam decay": { Adam($0, learningRate: 0.02, betas: (0.8, 0.95), epsilon: 1e-6, weightDecay: 0.1) },
      "adamw": { AdamW($0, learningRate: 0.02, weightDecay: 0.1) },
      "adamw cosine": { AdamW($0, learningRate: 0.02, schedule: .cosine(warmup: 3, total: 12)) },
      "adam linear": { Adam($0, learningRate: 0.02, schedule: .linear(warmup: 3, total: 10)) },
    ]
    #expect(Set(makers.keys) == Set(steps.ends.keys))
    for (name, make) in makers {
      let parameters = steps.starts.map { Parameter($0.float) }
      let optimizer = make(parameters)
      for step in 0..<12 {
        optimizer.zeroGradients()
        parameters[0].gradient = steps.gradients[0].float[step, ...]
        if step >= 3 { parameters[1].gradient = steps.gradients[1].float[step, ...] }
        if name.hasSuffix("clipped") { clipGradients(of: parameters, toNorm: 1.5) }
        optimizer.step()
      }
      for (parameter, end) in zip(parameters, steps.ends[name] ?? []) {
        // A dozen steps in single precision, whose operations torch orders in another way.
        #expect(distance(parameter.value, end.double) < 1e-6, "\(name)")
      }
    }
  }
}
