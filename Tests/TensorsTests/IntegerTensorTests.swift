// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Testing

@Suite struct IntegerTensorTests {
  private func check<S: TensorScalar & FixedWidthInteger & OrderedScalar>(_: S.Type) {
    let x = Tensor<S>([3, 1, 2, 7, 5, 3, 1, 2, 7, 5, 3, 0])
    #expect(x + x == x * 2 && x * x - x == x * (x - 0) - x && x.max() == 7 && x.argmin() == 11)
    #expect(x.sum() == 39 && x.reshaped(3, 4).sum(axis: 0) == [15, 9, 6, 9] && x.mean() == 3.25)
    #expect((x .>= 3).sum() == 7 && maximum(x, 4).min() == 4 && x.sorted()[0] == 0 && x.unique().counts[0] == 1)
    #expect(x.cumsum()[-1] == 39 && x.reshaped(4, 3).max(axis: 0) == [7, 5, 7])
  }

  @Test func `whole numbers of each width count, compare, sort and sum`() {
    check(Int8.self)
    check(Int16.self)
    check(Int32.self)
    check(Int64.self)
    check(Int.self)
    check(UInt8.self)
    check(UInt16.self)
    check(UInt32.self)
    check(UInt64.self)
  }

  @Test func `products of large numbers are exact`() {
    let x = Tensor([3_037_000_499, -3_037_000_499, 1 << 40, 5])
    #expect(
      x * Tensor([3_037_000_499, 3_037_000_499, 1 << 20, 7]) == [
        9_223_372_030_926_249_001, -9_223_372_030_926_249_001, 1 << 60, 35,
      ])
  }

  private func text(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func `an overflow ends the cell with the operation and the type`() async {
    let sum = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor<Int8>([100, 3]) + 100
    }
    #expect(text(sum).contains("+: a result does not fit Int8"))
    let product = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([Int.max, 3]) * 2
    }
    #expect(
      text(product).contains("*: a result does not fit Int"))
    let total = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor<UInt8>([200, 100]).sum()
    }
    #expect(
      text(total).contains("sum: a result does not fit UInt8"))
  }

  @Test func `temporaries give their memory away, variables do not`() {
    let a = Tensor([1.0, 2, 3]), b = Tensor([10.0, 20, 30])
    let copy = a
    let c = (a + b) * (a - b) + a
    #expect(c == [-98, -394, -888] && a == [1, 2, 3] && copy == a && b == [10, 20, 30])
    let view = a[1...]
    #expect(exp(view * 0) == [1, 1] && a == [1, 2, 3] && view == [2, 3])
    var d = a
    d += a
    #expect(d == [2, 4, 6] && a == [1, 2, 3])
  }
}
