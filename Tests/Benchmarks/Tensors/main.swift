// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors
//
// Times operations on tensors; `tensors.py` times NumPy's beside them. Prints a name and seconds for one call a line.

import Tensors

/// The shortest of several rounds: what the machine can do when nobody else wants it.
func measure(_ name: String, _ operation: () -> Any) {
  let clock = ContinuousClock()
  func seconds(_ repeats: Int) -> Double {
    let time = clock.measure { for _ in 0..<repeats { withExtendedLifetime(operation()) {} } }
    return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
  }
  let once = max(min(seconds(1), seconds(1)), 1e-7)
  let repeats = max(1, Int(0.01 / once))
  let best = (0..<7).map { _ in seconds(repeats) / Double(repeats) }.min()!
  print("\(name)\t\(best)")
}

func elementwise(_ type: String, _ size: Int, _ x: Tensor<Double>, _ y: Tensor<Double>) {
  let end = " \(type) \(size)"
  measure("a + b" + end) { x + y }
  measure("a - b" + end) { x - y }
  measure("a * b" + end) { x * y }
  measure("a / b" + end) { x / y }
  measure("a + 1" + end) { x + 1 }
  measure("(a - 1) * 2 / b" + end) { (x - 1) * 2 / y }
  measure("a > b" + end) { x .> y }
  measure("a == b" + end) { x .== y }
  measure("abs" + end) { abs(x) }
  measure("sqrt" + end) { sqrt(y) }
  measure("exp" + end) { exp(x) }
  measure("log" + end) { log(y) }
  measure("sin" + end) { sin(x) }
  measure("tanh" + end) { tanh(x) }
  measure("a ** 2" + end) { pow(x, 2) }
  measure("a ** 1.7" + end) { pow(y, 1.7) }
  measure("maximum" + end) { maximum(x, y) }
  measure("where" + end) { y.replacing(with: x, where: x .> 0) }
  reductions(end, x)
}

func elementwise(_ type: String, _ size: Int, _ x: Tensor<Float>, _ y: Tensor<Float>) {
  let end = " \(type) \(size)"
  measure("a + b" + end) { x + y }
  measure("a - b" + end) { x - y }
  measure("a * b" + end) { x * y }
  measure("a / b" + end) { x / y }
  measure("a + 1" + end) { x + 1 }
  measure("(a - 1) * 2 / b" + end) { (x - 1) * 2 / y }
  measure("a > b" + end) { x .> y }
  measure("a == b" + end) { x .== y }
  measure("abs" + end) { abs(x) }
  measure("sqrt" + end) { sqrt(y) }
  measure("exp" + end) { exp(x) }
  measure("log" + end) { log(y) }
  measure("sin" + end) { sin(x) }
  measure("tanh" + end) { tanh(x) }
  measure("a ** 2" + end) { pow(x, 2) }
  measure("a ** 1.7" + end) { pow(y, 1.7) }
  measure("maximum" + end) { maximum(x, y) }
  measure("where" + end) { y.replacing(with: x, where: x .> 0) }
  reductions(end, x)
}

func reductions<S: RealScalar & OrderedScalar>(_ end: String, _ x: Tensor<S>) {
  let side = x.count >= 1_000_000 ? 1000 : 100
  let table = x[..<(side * side)].reshaped(side, side)
  measure("sum" + end) { x.sum() }
  measure("mean" + end) { x.mean() }
  measure("var" + end) { x.variance() }
  measure("max" + end) { x.max() }
  measure("argmax" + end) { x.argmax() }
  for axis in 0...1 {
    measure("sum axis \(axis)" + end) { table.sum(axis: axis) }
    measure("var axis \(axis)" + end) { table.variance(axis: axis) }
    measure("max axis \(axis)" + end) { table.max(axis: axis) }
    measure("argmax axis \(axis)" + end) { table.argmax(axis: axis) }
    measure("cumsum axis \(axis)" + end) { table.cumsum(axis: axis) }
  }
  measure("nanmean" + end) { x.nanmean() }
  measure("cumsum" + end) { x.cumsum() }
  measure("diff" + end) { x.diff() }
  measure("sort" + end) { x.sorted() }
  measure("argsort stable" + end) { x.argsort() }
  measure("median" + end) { x.median() }
  let mask = x .> 0
  let places = x[..<(x.count / 10)].argsort()
  measure("a[mask]" + end) { x[mask] }
  measure("a[::2] copy" + end) { x[every(2)].contiguous() }
  measure("a.T copy" + end) { table.transposed.contiguous() }
  measure("a[list]" + end) { x[places] }
  measure("rows by list" + end) { table[Array(stride(from: 0, to: side, by: 3)), ...] }
  var written = x
  measure("a[mask] = 0" + end) {
    written[mask].fill(0)
    return 0
  }
  measure("mask sum" + end) { mask.sum() }
}

for size in [10_000, 1_000_000] {
  let rng = RandomState(seed: 1)
  let (x, y) = (rng.randn(size), rng.rand(size) + 0.5)
  elementwise("f8", size, x, y)
  elementwise("f4", size, Tensor<Float>(x), Tensor<Float>(y))
  let whole = rng.randint(-1000..<1000, size)
  measure("a + b i8 \(size)") { whole + whole }
  measure("a * b i8 \(size)") { whole * whole }
  measure("sum i8 \(size)") { whole.sum() }
  measure("max i8 \(size)") { whole.max() }
}
let matrix = RandomState(seed: 2).randn(600, 600)
let single = Tensor<Float>(matrix)
measure("matmul 600 f8") { matrix.matmul(matrix) }
measure("matmul 600 f4") { single.matmul(single) }
measure("matmul 600 transposed f8") { matrix.transposed.matmul(matrix) }
measure("randn 1000000") { RandomState(seed: 3).randn(1_000_000) }
measure("permutation 1000000") { RandomState(seed: 3).permutation(1_000_000) }
