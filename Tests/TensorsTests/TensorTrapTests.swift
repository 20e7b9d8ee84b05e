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
}
