// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Probes
import Tensors
import Testing

@Suite struct SplitTests {
  private let labels = Tensor((0..<101).map { $0 < 50 ? 0 : $0 < 81 ? 1 : 7 })

  @Test func `rows and their order are scikit-learn's`() {
    let stratified = trainTestSplit(101, testSize: 0.3, stratify: labels, seed: 5)
    #expect(stratified.train == ProbeReference.integers("stratified train"))
    #expect(stratified.test == ProbeReference.integers("stratified test"))
    let plain = trainTestSplit(23, testSize: 0.3, seed: 5)
    #expect(plain.train == ProbeReference.integers("plain train"))
    #expect(plain.test == ProbeReference.integers("plain test"))
    for (index, fold) in StratifiedKFold(4, shuffleSeed: 2).splits(labels).enumerated() {
      #expect(fold.test == ProbeReference.integers("fold \(index)"))
    }
  }

  @Test(arguments: 0..<20) func `every row is on one side, and classes keep their shares`(seed: Int) {
    let split = trainTestSplit(101, testSize: 0.2, stratify: labels, seed: seed)
    #expect(Set(split.train).union(split.test) == Set(0..<101) && split.train.count + split.test.count == 101)
    for label in [0, 1, 7] {
      let (all, test) = ((labels .== label).sum(), (labels[split.test, ...] .== label).sum())
      // 21 of 101 rows; a share is rounded by less than one.
      #expect(abs(Double(test) - Double(all) * 21 / 101) < 1)
    }
    for splits in [KFold(6, shuffleSeed: seed).splits(101), StratifiedKFold(6, shuffleSeed: seed).splits(labels)] {
      #expect(Array(concatenate(splits.map(\.test))).sorted() == Array(0..<101))
    }
  }

  @Test func `a generator that is passed on gives one split after another`() {
    let rng = RandomState(seed: 5)
    let first = trainTestSplit(101, testSize: 0.3, stratify: labels, rng: rng)
    let second = trainTestSplit(101, testSize: 0.3, stratify: labels, rng: rng)
    #expect(first == trainTestSplit(101, testSize: 0.3, stratify: labels, seed: 5) && first != second)
  }

  @Test func `splits that cannot be made are refused with the reason`() async {
    func expect(_ result: ExitTest.Result?, _ part: String, _ sourceLocation: SourceLocation = #_sourceLocation) {
      let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
      #expect(said.contains(part), "said: \(said)", sourceLocation: sourceLocation)
    }
    expect(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = KFold(6).splits(5)
      }, "5 rows cannot be cut into 6 folds; use at most 5")
    expect(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = StratifiedKFold(3).splits([0, 0, 1, 1])
      }, "3 folds are more than any class has rows (at most 2)")
    expect(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = trainTestSplit(10, testSize: 1.5, seed: 0)
      }, "testSize is 1.5; a share must lie between 0 and 1")
    expect(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = trainTestSplit(5, testSize: 0.4, stratify: Tensor([0, 0, 0, 0, 9]), seed: 0)
      }, "class 9 has 1 row; a stratified split needs at least 2 of every class")
  }
}
