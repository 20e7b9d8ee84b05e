// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Testing
import Training

/// Every operation's gradient against central differences.
@Suite struct TrackedTests {
  private let random = RandomState(seed: 11)

  @Test func `arithmetic with and without broadcasting`() {
    let pairs = [
      (random.numbers(3, 4), random.numbers(3, 4)), (random.numbers(3, 4), random.numbers(4)),
      (random.numbers(3, 1), random.numbers(2, 1, 4)), (random.numbers(2, 3), random.randn(1).reshaped([])),
    ]
    for (a, b) in pairs {
      expectRightGradients("+", [a, b]) { $0[0] + $0[1] }
      expectRightGradients("-", [a, b]) { $0[0] - $0[1] }
      expectRightGradients("*", [a, b]) { $0[0] * $0[1] }
      expectRightGradients("/", [a, b * b + 1]) { $0[0] / $0[1] }
    }
    let a = random.numbers(3, 4), constant = random.numbers(4)
    expectRightGradients("numbers", [a]) { 3 * $0[0] + 1 - (2 - $0[0] / 4) * 5 }
    expectRightGradients("1 / x", [a * a + 1]) { 2 / $0[0] - 1 }
    expectRightGradients("constants", [a]) { -(constant * $0[0] - constant) / (constant * constant + 1) + constant }
    expectRightGradients("twice", [a]) { $0[0] * $0[0] + $0[0] }
  }

  @Test func `elementwise functions`() {
    let x = random.numbers(4, 5)
    let positive = x * x + 0.5
    expectRightGradients("exp", [x]) { exp($0[0]) }
    expectRightGradients("log", [positive]) { log($0[0]) }
    expectRightGradients("sqrt", [positive]) { sqrt($0[0]) }
    expectRightGradients("sin", [x]) { sin($0[0]) }
    expectRightGradients("cos", [x]) { cos($0[0]) }
    expectRightGradients("tanh", [x]) { tanh($0[0]) }
    expectRightGradients("erf", [x]) { erf($0[0]) }
    expectRightGradients("abs", [x]) { abs($0[0]) }
    expectRightGradients("sigmoid", [x]) { sigmoid($0[0]) }
    expectRightGradients("relu", [x]) { relu($0[0]) }
    expectRightGradients("gelu erf", [x]) { gelu($0[0]) }
    expectRightGradients("gelu tanh", [x]) { gelu($0[0], .tanh) }
    expectRightGradients("pow 2", [x]) { pow($0[0], 2) }
    expectRightGradients("pow 3", [x]) { pow($0[0], 3) }
    expectRightGradients("pow -0.5", [positive]) { pow($0[0], -0.5) }
    expectRightGradients("of a view", [x]) { exp($0[0].transposed) }
  }

  @Test func `the same functions in single precision`() {
    let x = random.numbers(40, 50), positive = x * x + 0.5
    expectSame("exp", [x]) {
      exp($0[0])
    } as: {
      exp($0[0])
    }
    expectSame("log", [positive]) {
      log($0[0])
    } as: {
      log($0[0])
    }
    expectSame("sqrt", [positive]) {
      sqrt($0[0])
    } as: {
      sqrt($0[0])
    }
    expectSame("sin", [x]) {
      sin($0[0])
    } as: {
      sin($0[0])
    }
    expectSame("cos", [x]) {
      cos($0[0])
    } as: {
      cos($0[0])
    }
    expectSame("tanh", [x]) {
      tanh($0[0])
    } as: {
      tanh($0[0])
    }
    expectSame("erf", [x]) {
      erf($0[0])
    } as: {
      erf($0[0])
    }
    expectSame("abs", [x]) {
      abs($0[0])
    } as: {
      abs($0[0])
    }
    expectSame("sigmoid", [x]) {
      sigmoid($0[0])
    } as: {
      sigmoid($0[0])
    }
    expectSame("relu", [x]) {
      relu($0[0])
    } as: {
      relu($0[0])
    }
    expectSame("gelu erf", [x]) {
      gelu($0[0])
    } as: {
      gelu($0[0])
    }
    expectSame("gelu tanh", [x]) {
      gelu($0[0], .tanh)
    } as: {
      gelu($0[0], .tanh)
    }
    for axis in [0, 1] {
      expectSame("softmax", [x]) {
        softmax($0[0], axis: axis)
      } as: {
        softmax($0[0], axis: axis)
      }
      expectSame("log-softmax", [x]) {
        logSoftmax($0[0], axis: axis)
      } as: {
        logSoftmax($0[0], axis: axis)
      }
    }
  }

  @Test func `reductions`() {
    let x = random.numbers(3, 4, 2)
    expectRightGradients("sum", [x]) { $0[0].sum() }
    expectRightGradients("mean", [x]) { $0[0].mean() }
    for axis in [0, 1, -1] {
      for keeping in [false, true] {
        expectRightGradients("sum \(axis)", [x]) { $0[0].sum(axis: axis, keepingDimensions: keeping) }
        expectRightGradients("mean \(axis)", [x]) { $0[0].mean(axis: axis, keepingDimensions: keeping) }
        expectRightGradients("max \(axis)", [x]) { $0[0].max(axis: axis, keepingDimensions: keeping) }
        expectRightGradients("min \(axis)", [x]) { $0[0].min(axis: axis, keepingDimensions: keeping) }
        expectRightGradients("variance \(axis)", [x]) {
          $0[0].variance(axis: axis, ddof: 1, keepingDimensions: keeping)
        }
      }
      expectRightGradients("softmax \(axis)", [x]) { softmax($0[0], axis: axis) }
      expectRightGradients("log-softmax \(axis)", [x]) { logSoftmax($0[0], axis: axis) }
    }
  }

  @Test func `shapes, selections and joins`() {
    let x = random.numbers(3, 4, 2)
    expectRightGradients("reshaped", [x]) { $0[0].reshaped(4, -1) }
    expectRightGradients("transposed", [x]) { $0[0].transposed }
    expectRightGradients("permuted", [x]) { $0[0].permuted(1, 2, 0) }
    expectRightGradients("permuted with negative axes", [x]) { $0[0].permuted(-1, 0, 1) }
    expectRightGradients("broadcast", [random.numbers(3, 1)]) { $0[0].broadcast(to: [2, 3, 4]) }
    expectRightGradients("range", [x]) { $0[0][1..., ..<3] }
    expectRightGradients("row", [x]) { $0[0][1, ...] }
    expectRightGradients("ellipsis", [x]) { $0[0][..., 0] }
    expectRightGradients("steps", [x]) { $0[0][0..., every(-2)] }
    expectRightGradients("positions with a repetition", [x]) { $0[0][[2, 0, 2], ...] }
    expectRightGradients("mask", [x]) { $0[0][Tensor([true, false, true]), ...] }
    expectRightGradients("new axis", [x]) { $0[0][..., newAxis] }
    expectRightGradients("gathered", [x]) {
      $0[0].gathered(
        Tensor(
          [[[0, 3], [1, 1]], [[2, 0], [3, 3]], [[1, 2], [0, 0]]].flatMap { $0.flatMap { $0 } }, shape: [3, 2, 2]),
        axis: 1)
    }
    expectRightGradients("split", [x]) { values in
      let parts = values[0].split(into: 2, axis: 1)
      return parts[0] * 2 + parts[1] * parts[1]
    }
    let y = random.numbers(3, 1, 2)
    expectRightGradients("concatenate", [x, y]) { concatenate($0[0], $0[1], $0[0], axis: 1) }
    expectRightGradients("stack", [y, random.numbers(3, 1, 2)]) { stack($0[0], $0[1], axis: 1) }
  }

  @Test func `matrix products of every kind`() {
    let matrix = random.numbers(3, 4), other = random.numbers(4, 2), vector = random.numbers(4)
    expectRightGradients("matrix matrix", [matrix, other]) { $0[0].matmul($0[1]) }
    expectRightGradients("matrix vector", [matrix, vector]) { $0[0].matmul($0[1]) }
    expectRightGradients("vector matrix", [vector, other]) { $0[0].matmul($0[1]) }
    expectRightGradients("vector vector", [vector, random.numbers(4)]) { $0[0].matmul($0[1]) }
    expectRightGradients("transposed", [matrix, random.numbers(2, 4)]) { $0[0].matmul($0[1].transposed) }
    expectRightGradients("stack matrix", [random.numbers(2, 3, 4), other]) { $0[0].matmul($0[1]) }
    expectRightGradients("stack vector", [random.numbers(2, 3, 4), vector]) { $0[0].matmul($0[1]) }
    expectRightGradients("stack stack", [random.numbers(2, 3, 4), random.numbers(2, 4, 2)]) { $0[0].matmul($0[1]) }
    expectRightGradients("matrix stack", [matrix, random.numbers(2, 4, 2)]) { $0[0].matmul($0[1]) }
    expectRightGradients("broadcast stacks", [random.numbers(2, 1, 3, 4), random.numbers(3, 4, 2)]) {
      $0[0].matmul($0[1])
    }
    let product = Tracked(matrix).matmul(Tracked(other)).value
    #expect(zip(product, matrix.matmul(other)).allSatisfy { abs($0 - $1) < 1e-12 })
  }
}
