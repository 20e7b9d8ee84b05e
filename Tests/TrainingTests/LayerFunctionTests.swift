// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Testing
import Training

/// The fused steps of networks, against the same thing put together from checked operations.
@Suite struct LayerFunctionTests {
  private let random = RandomState(seed: 12)

  @Test func `linear in both layouts, with and without bias`() {
    let x = random.numbers(2, 3, 4), weight = random.numbers(5, 4), bias = random.numbers(5)
    expectRightGradients("linear", [x, weight, bias]) { linear($0[0], $0[1], $0[2]) }
    expectRightGradients("linear without bias", [x, weight]) { linear($0[0], $0[1]) }
    expectRightGradients("linear, inputs × outputs", [x, weight.transposed.contiguous(), bias]) {
      linear($0[0], $0[1], $0[2], layout: .inputsByOutputs)
    }
    expectSame("linear", [x, weight, bias]) {
      linear($0[0], $0[1], $0[2])
    } as: {
      $0[0].matmul($0[1].transposed) + $0[2]
    }
  }

  private func plainLayerNorm(_ x: Tracked<Double>) -> Tracked<Double> {
    let centred = x - x.mean(axis: -1, keepingDimensions: true)
    return centred / sqrt(x.variance(axis: -1, keepingDimensions: true) + 1e-5)
  }

  @Test func `layer norm`() {
    // Enough rows for several threads.
    for (rows, width) in [(7, 19), (600, 96)] {
      let x = random.numbers(rows, width), weight = random.numbers(width), bias = random.numbers(width)
      expectSame("layer norm", [x, weight, bias]) {
        layerNorm($0[0], $0[1], $0[2])
      } as: {
        plainLayerNorm($0[0]) * $0[1] + $0[2]
      }
      expectSame("layer norm without weights", [x]) {
        layerNorm($0[0])
      } as: {
        plainLayerNorm($0[0])
      }
    }
  }

  @Test func `causal self-attention of any length`() {
    for (length, heads, headWidth) in [(1, 1, 4), (3, 2, 5), (4, 3, 16), (37, 2, 32), (50, 2, 24), (70, 1, 64)] {
      let (width, sequences) = (heads * headWidth, 2)
      let x = random.numbers(sequences, length, 3 * width)
      var mask = Tensor<Double>(repeating: 0, shape: [length, length])
      for row in 0..<length { for column in (row + 1)..<max(length, row + 1) { mask[row, column] = -1e9 } }
      expectSame("attention \(length)", [x], tolerance: 2e-5) {
        causalSelfAttention($0[0], heads: heads)
      } as: { inputs in
        let parts = inputs[0].split(into: 3, axis: 2).map {
          $0.reshaped(sequences, length, heads, headWidth).permuted(0, 2, 1, 3)
        }
        let scores = parts[0].matmul(parts[1].permuted(0, 1, 3, 2)) / Double(headWidth).squareRoot() + mask
        return softmax(scores).matmul(parts[2]).permuted(0, 2, 1, 3).reshaped(sequences, length, width)
      }
    }
  }

  @Test func `embeddings add up the gradients of a token that comes twice`() {
    let table = random.numbers(5, 3), ids = Tensor([4, 0, 4, 2, 2, 4], shape: [2, 3])
    expectRightGradients("embedding", [table]) { embedding(ids, $0[0]) }
    #expect(embedding(ids, Tracked(table)).value.reshaped(6, 3)[5, ...] == table[4, ...])
  }

  @Test func `cross-entropy leaves out negative targets`() {
    let logits = random.numbers(2, 3, 7), targets = Tensor([0, 6, -100, 3, 3, -1], shape: [2, 3])
    let reference = { (logits: Tracked<Double>) in
      let chosen = logSoftmax(logits).reshaped(6, 7).gathered(Tensor([0, 6, 0, 3, 3, 0], shape: [6, 1]), axis: 1)
      return -(chosen.reshaped(6) * Tensor([1.0, 1, 0, 1, 1, 0])).sum() / 4
    }
    expectSame("cross-entropy", [logits]) {
      crossEntropy($0[0], targets)
    } as: {
      reference($0[0])
    }
    let weight = random.numbers(7, 4), hidden = random.numbers(2, 3, 4)
    expectSame("the head", [hidden, weight]) {
      linearCrossEntropy($0[0], $0[1], targets)
    } as: {
      reference(linear($0[0], $0[1]))
    }
    let (x, w) = (Variable(Tensor<Float>(hidden)), Variable(Tensor<Float>(weight)))
    let separate = crossEntropy(linear(x, w), targets).item, together = linearCrossEntropy(x, w, targets).item
    #expect(separate == together)
  }

  @Test func `the head is right when its rows come in several parts`() {
    let hidden = random.numbers(300, 4), weight = random.numbers(20_000, 4)
    let targets = random.randint(0..<20_000, 300)
    expectSame("the head", [hidden, weight]) {
      linearCrossEntropy($0[0], $0[1], targets)
    } as: { inputs in
      -logSoftmax(linear(inputs[0], inputs[1])).gathered(targets[..., newAxis], axis: 1).mean()
    }
  }

  @Test func `losses`() {
    let a = random.numbers(4, 3), b = random.numbers(4, 3)
    expectRightGradients("mse", [a, b]) { mseLoss($0[0], $0[1]) }
    expectRightGradients("l1", [a, b]) { l1Loss($0[0], $0[1]) }
    expectRightGradients("sparsity", [a]) { sparsityLoss($0[0]) }
    expectRightGradients("decorrelation", [a]) { decorrelationLoss($0[0]) }
    let covariance = cov(a.transposed)
    let expected = (covariance * covariance).sum() - (0..<3).reduce(0) { $0 + covariance[$1, $1] * covariance[$1, $1] }
    #expect(abs(decorrelationLoss(Tracked(a)).item - expected) < 1e-12)
  }

  @Test func `dropout keeps the mean, and drops the same elements backwards`() {
    let dropout = Dropout(0.3, random: RandomState(seed: 4))
    let x = Variable(Tensor(repeating: 2, shape: [200, 300]), requiresGradient: true)
    let y = dropout(x)
    y.sum().backward()
    let dropped = y.value.filter { $0 == 0 }.count
    // 60,000 draws: the standard deviation of the share is 0.0019.
    #expect(abs(Double(dropped) / 60_000 - 0.3) < 0.008)
    #expect(
      zip(y.value, x.gradient ?? []).allSatisfy { abs($0 - 2 * $1) < 1e-6 && ($1 == 0 || abs($1 - 1 / 0.7) < 1e-6) })
    #expect(dropout(x).value != y.value)
    dropout.eval()
    #expect(dropout(x).value == x.value)
  }
}
