// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Statistics
import Tensors
import Testing

@Suite struct MomentsTests {
  let normal = NumPyReference.normal
  var a: Tensor<Double> { normal[..<60].reshaped(20, 3) + 0.5 }
  var b: Tensor<Double> { normal[60..<150].reshaped(30, 3) * 2 }

  @Test func `quantiles interpolate as NumPy's do`() {
    expectClose(quantiles(normal, linspace(0, 1, 23)), NumPyReference["quantiles"])
    #expect(median(normal[..<10]) == NumPyReference["median"][0])
    #expect(quantile([3, 1, 2], 1) == 3)
    #expect(quantile([1, .nan], 0.5).isNaN)
  }

  @Test func `effect sizes agree in both scales`() {
    // A dozen roundings.
    expectClose(cohensD(a, b, scale: .averageDeviation), NumPyReference["d averaged"], tolerance: 1e-14)
    expectClose(cohensD(a, b), NumPyReference["d pooled"], tolerance: 1e-14)
    #expect(cohensD(a[..., 0], b[..., 0]).item == cohensD(a, b)[0])
  }

  @Test func `correlations are symmetric, within bounds and those of NumPy`() {
    let r = correlation(b)
    // BLAS adds the products in its own order; correlations near 0 have that error relative to 1.
    #expect(abs(r.flattened() - NumPyReference["corrcoef"]).max() < 1e-14)
    #expect(abs(r - r.transposed).max() < 1e-15 && r.max() <= 1)
    #expect(correlation(Tensor([[1.0, 2], [1, 3]]))[0, 1].isNaN)
  }
}
