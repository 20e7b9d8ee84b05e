// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Statistics
import Tensors
import Testing

@Suite struct MomentsTests {
  let normal = NumPyReference.normal
  var a: Tensor<Double> { normal[..<60].reshaped(20, 3) + 0.5 }
  var b: Tensor<Double> { normal[60..<150].reshaped(30, 3) * 2 }

  @Test func `effect sizes agree in both scales`() {
    // A dozen roundings.
    expectClose(cohensD(a, b, scale: .averageDeviation), NumPyReference["d averaged"], tolerance: 1e-14)
    expectClose(cohensD(a, b), NumPyReference["d pooled"], tolerance: 1e-14)
    #expect(cohensD(a[..., 0], b[..., 0]).item == cohensD(a, b)[0])
  }

  @Test func `correlations are symmetric, within bounds and those of NumPy`() {
    let r = corrcoef(b, rowvar: false)
    // BLAS adds the products in its own order; correlations near 0 have that error relative to 1.
    #expect(abs(r.flattened() - NumPyReference["corrcoef"]).max() < 1e-14)
    #expect(abs(r - r.transposed).max() < 1e-15 && r.max() <= 1)
    #expect(corrcoef(Tensor([[1.0, 2], [1, 3]]), rowvar: false)[0, 1].isNaN)
  }

  @Test func `skewness, kurtosis and standard errors are SciPy's`() {
    let b = SciPyReference.b
    // Column 1 lies 10,000 from zero: its third moment has lost ten digits in SciPy as in here.
    let skews = SciPyReference["skew"].reshaped(2, 15)
    expectClose(skew(b)[2...], skews[0, 2...], tolerance: 1e-11)
    expectClose(skew(b, biased: false)[2...], skews[1, 2...], tolerance: 1e-11)
    let values = SciPyReference["kurtosis"].reshaped(3, 15)
    expectClose(kurtosis(b)[2...], values[0, 2...], tolerance: 1e-11)
    expectClose(kurtosis(b, biased: false)[2...], values[1, 2...], tolerance: 1e-11)
    expectClose(kurtosis(b, excess: false)[2...], values[2, 2...], tolerance: 1e-12)
    expectClose(sem(b), SciPyReference["sem"], tolerance: 1e-12)
    #expect(skew(Tensor(repeating: 0.1, shape: [7])).item.isNaN)
  }

  @Test func `covariances and rank correlations are NumPy's and SciPy's`() {
    let b = SciPyReference.b
    #expect(abs(cov(b, rowvar: false).flattened() - SciPyReference["covariance"]).max() < 1e-12 * 10)
    let rounded = b[..., ..<5].mapElements { $0.rounded(.toNearestOrEven) }
    #expect(
      abs(corrcoef(ranks(rounded, axis: 0), rowvar: false).flattened() - SciPyReference["spearman matrix"]).max()
        < 1e-14)
    let doubled = (SciPyReference.sample[2000..<2030] * 2).mapElements { $0.rounded(.toNearestOrEven) }
    #expect(ranks(doubled) == SciPyReference["ranks"])
    #expect(ranks([3, .nan]).isNaN.all())
  }

  @Test func `correlation tests are SciPy's in every direction`() {
    let x = SciPyReference.sample[2000..<2030]
    let y = x + SciPyReference.sample[2100..<2130] * 2
    func tenths(_ z: Tensor<Double>) -> Tensor<Double> { z.mapElements { ($0 * 10).rounded(.toNearestOrEven) / 10 } }
    let sides: [(Alternative, String)] = [(.twoSided, "two-sided"), (.less, "less"), (.greater, "greater")]
    for (side, name) in sides {
      let test = pearson(x, y, alternative: side)
      let interval = test.confidenceInterval(0.9)
      expectClose(
        [test.coefficient, test.pValue, interval.low.item, interval.high.item], SciPyReference["pearson \(name)"],
        tolerance: 1e-12)
      let rank = spearman(tenths(x), tenths(y), alternative: side)
      expectClose([rank.coefficient, rank.pValue], SciPyReference["spearman \(name)"], tolerance: 1e-12)
    }
    #expect(pearson(x, x * 2).coefficient == 1 && pearson(x, x * 2).pValue < 1e-200)
    #expect(pearson(x, Tensor(repeating: 1, shape: [30])).warning?.contains("does not vary") == true)
  }

  @Test func `Hedges' correction is exact`() {
    expectClose(hedgesG(SciPyReference.a, SciPyReference.b[..<60, ...]), SciPyReference["hedges"], tolerance: 1e-10)
  }
}
