// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

extension RandomState.Engine {
  /// A standard normal number, by Marsaglia's polar method.
  mutating func nextNormal() -> Double {
    if let pending = pendingNormal {
      pendingNormal = nil
      return pending
    }
    while true {
      let x = 2 * twister.nextDouble() - 1
      let y = 2 * twister.nextDouble() - 1
      let square = x * x + y * y
      if square < 1 && square != 0 {
        let factor = (-2 * Glibc.log(square) / square).squareRoot()
        pendingNormal = factor * x
        return factor * y
      }
    }
  }
}

extension RandomState {
  /// Standard normal numbers in a tensor of the given shape.
  public func randn(_ shape: Int...) -> Tensor<Double> { filled(shape) { $0.nextNormal() } }

  /// One standard normal number.
  public func randn() -> Double { draw { $0.nextNormal() } }

  /// Normal numbers with the given mean and standard deviation.
  public func normal(mean: Double = 0, std: Double = 1, _ shape: Int...) -> Tensor<Double> {
    filled(shape) { mean + std * $0.nextNormal() }
  }

  /// Numbers evenly distributed over [0, 1).
  public func rand(_ shape: Int...) -> Tensor<Double> { filled(shape) { $0.twister.nextDouble() } }

  /// One number from [0, 1).
  public func rand() -> Double { draw { $0.twister.nextDouble() } }

  /// Numbers evenly distributed over [low, high).
  public func uniform(_ low: Double, _ high: Double, _ shape: Int...) -> Tensor<Double> {
    let width = high - low
    return filled(shape) { low + width * $0.twister.nextDouble() }
  }

  /// Whole numbers from a range, all equally likely: `randint(0..<10, 5)`.
  public func randint(_ range: Range<Int>, _ shape: Int...) -> Tensor<Int> { randint(range, shape: shape) }

  /// One whole number from a range.
  public func randint(_ range: Range<Int>) -> Int { randint(range, shape: []).item }

  func randint(_ range: Range<Int>, shape: [Int]) -> Tensor<Int> {
    guard !range.isEmpty else { trap("randint: the range \(range) is empty") }
    let bound = UInt64(range.upperBound - range.lowerBound - 1)
    return filled(shape) { range.lowerBound + Int($0.twister.next(through: bound)) }
  }

  func filled<Scalar>(
    _ shape: [Int], _ next: (inout Engine) -> Scalar
  ) -> Tensor<Scalar> {
    draw { engine in
      let result = Tensor<Scalar>(uninitialized: shape)
      let target = result.base
      for i in 0..<result.count { target[i] = next(&engine) }
      return result
    }
  }
}
