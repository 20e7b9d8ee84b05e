// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Testing

/// Misuse ends the process (in a notebook: the cell) with a message that says what to do.
@Suite struct TensorTrapTests {
  private func expect(
    _ result: ExitTest.Result?, toSay parts: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    for part in parts { #expect(said.contains(part), "said: \(said)", sourceLocation: sourceLocation) }
  }

  @Test func `operands of shapes that do not fit name both shapes and the operation`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = zeros(200, 3000) + zeros(200)
    }
    expect(result, toSay: "+: shapes 200 × 3000 and 200 do not fit", "newAxis")
  }

  @Test func `matrix products name both shapes`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = zeros(2, 3).matmul(zeros(2, 3))
    }
    expect(result, toSay: "matmul: shapes 2 × 3 and 2 × 3 do not fit")
  }

  @Test func `one integer does not name an element of a matrix`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = zeros(2, 3)[1]
    }
    expect(result, toSay: "this one has 2 (shape 2 × 3)", "[i, ...]")
  }

  @Test func `positions and masks outside the tensor are refused`() async {
    let position = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = zeros(2, 3)[..., [0, 3]]
    }
    expect(position, toSay: "position 3 is outside axis 1, which has length 3")
    let mask = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = zeros(2, 3)[Tensor([true, false, true]), ...]
    }
    expect(mask, toSay: "a mask of shape 3 does not fit the axes 2")
  }

  @Test func `an empty tensor has no smallest element`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { _ = zeros(0).min() }
    expect(result, toSay: "min: no elements")
  }

  @Test func `linear algebra names the operation, the place and the remedy`() async {
    let singular = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = solve(Tensor([[1.0, 2], [2, 4]]), Tensor([1.0, 2]))
    }
    expect(singular, toSay: "solve: the matrix is singular (pivot 2 is exactly zero)", "lstsq")
    let missing = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = svd(Tensor([[1.0, 2], [2, .nan]]))
    }
    expect(missing, toSay: "svd: row 1, column 1 is nan")
    let indefinite = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = cholesky(Tensor([[1.0, 2], [2, 1]]))
    }
    expect(indefinite, toSay: "cholesky: the matrix is not positive definite: its leading 2 × 2 part")
    let sides = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = lstsq(zeros(3, 2), zeros(2))
    }
    expect(sides, toSay: "lstsq: a is 3 × 2 and b 2; b needs 3 rows")
  }

  @Test func `a line of NaN alone has no position, and parts must be equal`() async {
    let position = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([Double.nan]).nanargmax()
    }
    expect(position, toSay: "nanargmax: a line holds nothing but NaN (shape 1)")
    let parts = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = zeros(5).split(into: 2)
    }
    expect(parts, toSay: "split: 5 elements along axis 0 cannot be cut into 2 equal parts")
  }
}
