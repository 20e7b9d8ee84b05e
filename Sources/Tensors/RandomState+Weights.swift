// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension RandomState {
  /// `count` of the numbers 0 ..< `probabilities.count`, each with its probability. NumPy's `choice(n, size, p=…)`.
  ///
  /// Traps unless the probabilities are none negative and sum to 1, and where more numbers are asked for than have a
  /// chance and none may come twice.
  public func choice<Probability: NumberScalar>(
    probabilities: Tensor<Probability>, _ count: Int, replacing: Bool = true
  ) -> Tensor<Int> {
    let probabilities = probabilities.doubles
    check(probabilities, Probability.relativePrecision)
    let cumulative = { (weights: Tensor<Double>) in
      let sums = weights.cumsum()
      return sums / sums[-1]
    }
    if replacing { return cumulative(probabilities).searchsorted(rand(count), after: true) }
    let possible = (probabilities .> 0).sum()
    guard count <= possible else {
      trap("choice: \(count) different numbers are asked for, but only \(possible) have a probability above 0")
    }
    var (weights, found) = (probabilities, [Int]())
    while found.count < count {
      let draws = rand(count - found.count)
      for index in found { weights[index] = 0 }
      // Of numbers drawn twice the first stays.
      for index in cumulative(weights).searchsorted(draws, after: true) where !found.contains(index) {
        found.append(index)
      }
    }
    return Tensor(found)
  }

  /// `count` elements of one axis, each with its probability.
  public func choice<Scalar>(
    _ elements: Tensor<Scalar>, probabilities: Tensor<some NumberScalar>, _ count: Int, replacing: Bool = true
  ) -> Tensor<Scalar> {
    guard elements.rank == 1, elements.shape == probabilities.shape else {
      trap(
        "choice: elements and probabilities need one axis of the same length, but the shapes are "
          + "\(describe(shape: elements.shape)) and \(describe(shape: probabilities.shape))")
    }
    return elements[choice(probabilities: probabilities, count, replacing: replacing), ...]
  }

  private func check(_ probabilities: Tensor<Double>, _ precision: Double) {
    guard probabilities.rank == 1, !probabilities.isEmpty else {
      trap("choice: probabilities need one axis, but the shape is \(describe(shape: probabilities.shape))")
    }
    if let bad = probabilities.first(where: { !($0 >= 0) }) { trap("choice: a probability is \(bad)") }
    let sum = probabilities.sum()
    // NumPy's tolerance; probabilities of Float sum to 1 no better than their digits allow.
    guard Swift.abs(sum - 1) <= precision.squareRoot() else {
      trap("choice: the probabilities sum to \(sum), not to 1; divide by the sum")
    }
  }
}
