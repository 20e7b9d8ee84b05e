// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Tensors
import Testing

/// The functions written in C, against those of the C library, which err by less than one unit in the last place.
@Suite struct VectorizedTests {
  private func expectNear(_ actual: Tensor<Double>, _ expected: (Double) -> Double, _ x: Tensor<Double>) {
    for (value, (a, b)) in zip(x, zip(actual, x.map(expected))) {
      #expect(a == b || (a.isNaN && b.isNaN) || Swift.abs(a - b) <= 2 * b.ulp, "at \(value): \(a), not \(b)")
    }
  }

  @Test func `exp agrees with the C library over its whole range`() {
    let random = RandomState(seed: 5)
    let x = concatenate([random.uniform(-760, 730, 5000), random.uniform(-1, 1, 5000), random.randn(1000) * 1e-9])
    expectNear(Tensors.exp(x), Foundation.exp, x)
  }

  @Test func `exp is exact where it has to be`() {
    let x = Tensor([0, -0.0, .infinity, -.infinity, .nan, 709.782712893384, 709.7827128933841, -745.2, 1e308, -1e308])
    let y = Tensors.exp(x)
    #expect(Array(y[..<4]) == [1, 1, .infinity, 0] && y[4].isNaN)
    #expect(y[5].isFinite && y[6] == .infinity && y[7] == 0 && y[8] == .infinity && y[9] == 0)
    #expect(Tensors.exp(Tensor([-745.0]))[0] == 5e-324)
  }

  @Test func `square roots are those of the processor, for views as for copies`() {
    let x = RandomState(seed: 6).rand(40, 30)
    #expect(Tensors.sqrt(x) == x.mapElements { $0.squareRoot() })
    #expect(
      Tensors.sqrt(x.transposed[every(-1), 0...]) == x.transposed[every(-1), 0...].mapElements { $0.squareRoot() })
    #expect(Tensors.sqrt(Tensor([-1.0]))[0].isNaN && Tensors.sqrt(Tensor<Double>([])).isEmpty)
    #expect(Tensors.sqrt(Tensor([2] as [Float]))[0] == Float(2).squareRoot())
  }
}
