// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Probes
import Tensors
import Testing

/// Data that cannot be fitted end the process (in a notebook: the cell) with a message that says where and why.
@Suite struct BadDataTests {
  private func expect(_ result: ExitTest.Result?, toSay part: String, sourceLocation: SourceLocation = #_sourceLocation)
  {
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains(part), "said: \(said)", sourceLocation: sourceLocation)
  }

  @Test func `NaN is refused with its row and column`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var data = zeros(4, 3)
      data[2, 1] = .nan
      _ = LogisticRegression(penalty: .l1).fit(data, [0, 1, 0, 1])
    }
    expect(result, toSay: "nan in row 2, column 1")
  }

  @Test func `infinity is refused with its row and column`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var data = zeros(4, 3)
      data[3, 0] = -.infinity
      _ = LogisticRegression(penalty: .l1).fit(data, [0, 1, 0, 1])
    }
    expect(result, toSay: "-inf in row 3, column 0")
  }

  @Test func `one class is refused, and SAGA refuses three`() async {
    let one = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LogisticRegression(penalty: .l1).fit(zeros(3, 2), [1, 1, 1])
    }
    expect(one, toSay: "two classes are needed, but the labels hold 1 (1)")
    let three = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LogisticRegression(penalty: .l1, solver: .saga(seed: 0)).path(zeros(3, 2), [1, 2, 5], C: [1])
    }
    expect(three, toSay: "saga supports two classes only, but the labels hold 3")
  }

  @Test func `data and labels of different lengths are refused with both lengths`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LogisticRegression(penalty: .l1).fit(zeros(4, 3), [0, 1, 1])
    }
    expect(result, toSay: "4 samples need 4 labels along one axis, but the labels have shape 3")
  }

  @Test func `C must be positive`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LogisticRegression(penalty: .l1, C: 0).fit(zeros(2, 3), [0, 1])
    }
    expect(result, toSay: "C must be positive and finite, but is 0.0")
  }
}
