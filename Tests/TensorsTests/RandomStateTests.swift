// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Testing

@Suite struct RandomStateTests {
  @Test(arguments: [0, 1, 42, 4_294_967_295])
  func `every draw of a stream is NumPy's`(seed: Int) {
    let rng = RandomState(seed: seed)
    expectClose(rng.randn(3, 5), NumPyReference["randn\(seed)"])
    expectClose(rng.rand(4), NumPyReference["rand\(seed)"])
    expectClose(Tensor<Double>(rng.randint(-3..<8, 12)), NumPyReference["randint\(seed)"])
    expectClose(rng.randn(2), NumPyReference["randn_again\(seed)"])
    expectClose(Tensor<Double>(rng.randint(0..<1 << 40, 3)), NumPyReference["wide_randint\(seed)"])
    expectClose(Tensor<Double>(rng.permutation(17)), NumPyReference["permutation\(seed)"])
    expectClose(Tensor<Double>(rng.choice(30, 6)), NumPyReference["choice\(seed)"])
    expectClose(Tensor<Double>(rng.choice(30, 6, replacing: false)), NumPyReference["distinct\(seed)"])
    var rows = arange(12).reshaped(6, 2)
    rng.shuffle(&rows)
    expectClose(Tensor<Double>(rows), NumPyReference["shuffled\(seed)"])
    expectClose(rng.normal(mean: 5, std: 2, 3), NumPyReference["normal\(seed)"])
    expectClose(rng.uniform(-1, 3, 3), NumPyReference["uniform\(seed)"])
  }

  @Test func `long streams stay in step`() {
    expectClose(RandomState(seed: 7).randn(5000)[4996...], NumPyReference["randn_far"])
  }

  @Test func `seeding starts the stream again`() {
    let rng = RandomState(seed: 3)
    let first = rng.randn(3)
    rng.seed(3)
    #expect(rng.randn(3) == first)
    RandomState.session.seed(3)
    #expect(RandomState.session.randn(3) == first)
  }

  @Test func `choosing without repeats chooses each at most once`() {
    let chosen = RandomState(seed: 5).choice(Tensor([10.0, 20, 30]), 3, replacing: false)
    #expect(Set(chosen) == [10, 20, 30])
  }
}
