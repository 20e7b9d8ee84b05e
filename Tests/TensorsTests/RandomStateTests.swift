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

  @Test(arguments: [0, 42]) func `weighted choices and other families are NumPy's`(seed: Int) {
    let rng = RandomState(seed: seed)
    let weights = Tensor([0.1, 0, 0.4, 0.3, 0.2])
    expectClose(Tensor<Double>(rng.choice(probabilities: weights, 12)), NumPyReference["weighted\(seed)"])
    let distinct = rng.choice(probabilities: weights, 3, replacing: false)
    expectClose(Tensor<Double>(distinct), NumPyReference["weighted_distinct\(seed)"])
    // Logarithms and powers may differ in the last bit from one C library to another.
    expectClose(rng.exponential(scale: 2, 5), NumPyReference["exponential\(seed)"], tolerance: 1e-15)
    expectClose(rng.lognormal(mean: 0.5, std: 0.25, 5), NumPyReference["lognormal\(seed)"], tolerance: 1e-15)
    let gammas = concatenate([0.4, 1, 3.7].map { rng.gamma($0, scale: 1.5, 6) })
    expectClose(gammas, NumPyReference["gamma\(seed)"], tolerance: 1e-14)
    let counts = concatenate([0, 3.5, 40].map { rng.poisson($0, 20) })
    expectClose(Tensor<Double>(counts), NumPyReference["poisson\(seed)"])
    expectClose(rng.rand(2), NumPyReference["uniform_last\(seed)"])
  }

  @Test func `the session's generator repeats after a seed`() {
    RandomState.session.seed(3)
    let first = RandomState.session.randn(4)
    RandomState.session.seed(3)
    #expect(RandomState.session.randn(4) == first && RandomState(seed: 3).randn(4) == first)
  }
}
