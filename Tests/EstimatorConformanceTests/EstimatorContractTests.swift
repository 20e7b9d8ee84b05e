// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import JupyterDisplay
import Statistics
import Tensors
import Testing

/// The contract that `FittedEstimator` states, asked of every estimator.
@Suite struct EstimatorContractTests {
  static let names = estimatorCases.map(\.name)
  static let supervised = estimatorCases.filter(\.needsLabels).map(\.name)
  static let iterative = estimatorCases.filter(\.isIterative).map(\.name)

  /// By name, as that can be handed to another process.
  static func named(_ name: String) -> EstimatorCase { estimatorCases.first { $0.name == name }! }

  private func expect(
    _ result: ExitTest.Result?, toSay parts: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    for part in parts { #expect(said.contains(part), "said: \(said)", sourceLocation: sourceLocation) }
  }

  @Test(arguments: names) func `a fit knows its features, shows itself and changes nothing it was given`(name: String) {
    let (data, labels) = EstimatorCase.problem()
    let before = data.contiguous()
    let outcome = Self.named(name).fit(data, labels)
    #expect(outcome.featureCount == 12)
    guard case .text(let text) = outcome.bundle[.plainText] else {
      Issue.record("no plain text")
      return
    }
    #expect(!text.isEmpty)
    #expect(outcome.numbers.isFinite.all())
    #expect(data == before)
  }

  @Test(arguments: names) func `NaN and infinity are refused with row and column`(name: String) async {
    let missing = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [name] in
      var (data, labels) = EstimatorCase.problem()
      data[7, 5] = .nan
      _ = Self.named(name).fit(data, labels)
    }
    expect(missing, toSay: "nan in row 7, column 5")
    let infinite = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [name] in
      var (data, labels) = EstimatorCase.problem()
      data[119, 11] = -.infinity
      _ = Self.named(name).fit(data, labels)
    }
    expect(infinite, toSay: "-inf in row 119, column 11")
  }

  @Test(arguments: names) func `data without two axes are refused with their shape`(name: String) async {
    let line = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [name] in
      _ = Self.named(name).fit(zeros(120), Tensor((0..<120).map { $0 % 2 }))
    }
    expect(line, toSay: "the data need two axes (samples × features), but the shape is 120")
    let empty = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [name] in
      _ = Self.named(name).fit(zeros(0, 12), Tensor([Int]()))
    }
    expect(empty, toSay: "but the shape is 0 × 12")
  }

  @Test(arguments: supervised) func `labels must fit the samples and hold two classes`(name: String) async {
    let short = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [name] in
      let (data, labels) = EstimatorCase.problem()
      _ = Self.named(name).fit(data, labels[..<119])
    }
    expect(short, toSay: "120 samples need 120 labels along one axis, but the labels have shape 119")
    let single = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [name] in
      let (data, _) = EstimatorCase.problem()
      _ = Self.named(name).fit(data, Tensor(repeating: 3, shape: [120]))
    }
    expect(single, toSay: "two classes are needed, but the labels hold 1 (3)")
  }

  @Test(arguments: supervised) func `prediction wants the features of the fit`(name: String) async {
    let (data, labels) = EstimatorCase.problem()
    let predicted = Self.named(name).predict?(data, labels, data[..<10, ...])
    #expect(predicted?.shape == [10])
    let narrow = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [name] in
      let (data, labels) = EstimatorCase.problem()
      _ = Self.named(name).predict?(data, labels, data[..., ..<11])
    }
    expect(narrow, toSay: "the model was fitted on 12 features, but the data have shape 120 × 11")
  }

  @Test(arguments: names) func `a constant column changes nothing to NaN`(name: String) {
    var (data, labels) = EstimatorCase.problem()
    data[..., 4] = Tensor(repeating: 0, shape: [120])
    data[..., 9] = Tensor(repeating: 7.25, shape: [120])
    #expect(Self.named(name).fit(data, labels).numbers.isFinite.all())
  }

  @Test(arguments: names) func `any number of threads gives the same bits`(name: String) async {
    await #expect(processExitsWith: .success) { [name] in
      let rng = RandomState(seed: 6)
      let labels = rng.randint(0..<2, 900)
      let data = rng.randn(900, 40) + Tensor<Double>(labels)[..., newAxis] * 0.3
      let estimator = Self.named(name)
      setThreadCount(1)
      let expected = estimator.fit(data, labels).numbers
      for count in [2, 3, 8] {
        setThreadCount(count)
        precondition(estimator.fit(data, labels).numbers == expected, "\(count) threads give other numbers than one")
      }
      precondition(estimator.fit(data, labels).numbers == expected, "a second fit gives other numbers")
    }
  }

  @Test(arguments: iterative) func `an interrupt ends a fit`(name: String) async {
    await #expect(processExitsWith: .exitCode(77)) { [name] in
      HostStandIn.interruptCheck = { exit(77) }
      let (data, labels) = EstimatorCase.problem()
      _ = Self.named(name).fit(data, labels)
      exit(78)
    }
  }

  @Test(arguments: iterative) func `a fit tells how far it has come, and that it is done`(name: String) async {
    await #expect(processExitsWith: .success) { [name] in
      nonisolated(unsafe) var (updates, last, isFinished) = (0, -1, false)
      HostStandIn.progress = { _, completed, finished in
        if finished { isFinished = true } else { updates += 1 }
        last = completed
      }
      let (data, labels) = EstimatorCase.problem()
      _ = Self.named(name).fit(data, labels)
      precondition(updates > 0, "no progress was told")
      precondition(isFinished, "the end was not told")
      precondition(last > 0, "no step was counted")
    }
  }

  @Test(arguments: supervised) func `single precision is taken as it is`(name: String) {
    let (data, labels) = EstimatorCase.problem()
    let single = Tensor<Float>(data)
    let estimator = Self.named(name)
    guard let fromFloats = estimator.decisionOfFloats?(single, labels) else {
      Issue.record("no decision")
      return
    }
    let fromDoubles = estimator.fit(Tensor<Double>(single), labels).numbers[..<fromFloats.count]
    // The same numbers, multiplied in another order; exact solvers stop at 1e-8.
    #expect(abs(fromFloats.flattened() - fromDoubles).max() < estimator.precision)
  }
}
