// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Testing
import Training

/// Compares the gradients of an operation with central differences, in double precision.
///
/// The operation's result is weighted with random numbers and summed, so that every element's gradient counts.
func expectRightGradients(
  _ name: String, _ inputs: [Tensor<Double>], sourceLocation: SourceLocation = #_sourceLocation,
  _ operation: ([Tracked<Double>]) -> Tracked<Double>
) {
  let variables = inputs.map { Tracked($0, requiresGradient: true) }
  let result = operation(variables)
  let weights = RandomState(seed: 99).randn(result.count).reshaped(result.shape)
  result.backward(gradient: weights)
  for (index, input) in inputs.enumerated() {
    guard let gradient = variables[index].gradient else {
      Issue.record("\(name): no gradient at input \(index)", sourceLocation: sourceLocation)
      continue
    }
    #expect(gradient.shape == input.shape, "\(name)", sourceLocation: sourceLocation)
    // The error of a central difference is about step² plus rounding / step.
    let step = 1e-5
    var worst = 0.0
    for element in 0..<input.count {
      let sums = [step, -step].map { change in
        var moved = inputs
        var elements = Array(input)
        elements[element] += change
        moved[index] = Tensor(elements, shape: input.shape)
        return (operation(moved.map { Tracked($0) }).value * weights).sum()
      }
      let expected = (sums[0] - sums[1]) / (2 * step)
      worst = max(worst, abs(gradient.flattened()[element] - expected) / max(1, abs(expected)))
    }
    #expect(worst < 1e-7, "\(name): input \(index) is off by \(worst)", sourceLocation: sourceLocation)
  }
}

/// Compares values and gradients of an operation in single precision with those of another in double precision.
/// - Parameter tolerance: what single precision may lose, relative to the largest number.
func expectSame(
  _ name: String, _ inputs: [Tensor<Double>], tolerance: Double = 1e-5,
  sourceLocation: SourceLocation = #_sourceLocation, _ operation: ([Variable]) -> Variable,
  as reference: ([Tracked<Double>]) -> Tracked<Double>
) {
  let single = inputs.map { Variable(Tensor<Float>($0), requiresGradient: true) }
  // The same rounded numbers in both.
  let double = single.map { Tracked(Tensor<Double>($0.value), requiresGradient: true) }
  let (result, expected) = (operation(single), reference(double))
  let weights = RandomState(seed: 98).randn(expected.count).reshaped(expected.shape)
  result.backward(gradient: Tensor<Float>(weights))
  expected.backward(gradient: Tensor<Double>(Tensor<Float>(weights)))
  let pairs =
    [(result.value, expected.value)]
    + zip(single, double).compactMap { a, b in
      a.gradient.flatMap { a in b.gradient.map { (a, $0) } }
    }
  #expect(pairs.count == inputs.count + 1, "\(name): a gradient is missing", sourceLocation: sourceLocation)
  for (index, (a, b)) in pairs.enumerated() {
    #expect(a.shape == b.shape, "\(name), result \(index)", sourceLocation: sourceLocation)
    let scale = max(1, b.map { abs($0) }.max() ?? 0)
    let worst = zip(a, b).map { abs(Double($0) - $1) / scale }.max() ?? 0
    #expect(worst < tolerance, "\(name), result \(index): off by \(worst)", sourceLocation: sourceLocation)
  }
}

extension RandomState {
  /// Normal numbers in a shape that is given as a list.
  func numbers(_ shape: Int...) -> Tensor<Double> { randn(shape.reduce(1, *)).reshaped(shape) }
}
