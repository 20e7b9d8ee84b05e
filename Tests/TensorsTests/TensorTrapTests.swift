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

  @Test func `products of stacks of matrices name both shapes`() async {
    let inner = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = zeros(5, 2, 3).matmul(zeros(5, 2, 3))
    }
    expect(inner, toSay: "matmul: shapes 5 × 2 × 3 and 5 × 2 × 3 do not fit", "last but one axis", ".transposed")
    let stacks = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = zeros(4, 2, 3).matmul(zeros(5, 3, 2))
    }
    expect(stacks, toSay: "matmul of 4 × 2 × 3 and 5 × 3 × 2, axes before the last two: shapes 4 and 5 do not fit")
  }

  @Test func `einsum names the letter, the lengths and the shapes that do not fit`() async {
    let lengths = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = einsum("ij,jk->ik", zeros(2, 3), zeros(4, 5))
    }
    expect(lengths, toSay: "einsum \"ij,jk->ik\": 'j' has length 3 and 4 (shapes 2 × 3 and 4 × 5)")
    let axes = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = einsum("ijk,jk->i", zeros(2, 3), zeros(4, 5))
    }
    expect(axes, toSay: "'ijk' names 3 axes, but its operand has 2")
    let operands = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = einsum("ij->ji", zeros(2, 3), zeros(4, 5))
    }
    expect(operands, toSay: "it names 1 operands, but 2 were given")
  }

  @Test func `elements taken along an axis need positions that fit the tensor`() async {
    let shapes = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = zeros(2, 3).taking(Tensor([[0, 1], [0, 1], [0, 1]]), axis: 1)
    }
    expect(shapes, toSay: "taking: positions of shape 3 × 2 do not fit a tensor of shape 2 × 3 along axis 1")
    let outside = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = zeros(2, 3).taking(Tensor([[0], [3]]), axis: 1)
    }
    expect(outside, toSay: "taking: position 3 is outside axis 1, which has length 3")
  }

  @Test func `a long list of positions with one outside names it`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var positions = Tensor<Int>(repeating: 1, shape: [5000])
      positions[4000] = 7
      _ = zeros(7)[positions]
    }
    expect(result, toSay: "position 7 is outside axis 0, which has length 7")
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
