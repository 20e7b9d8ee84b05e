// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// A table with one row for each token: torch's `Embedding`.
public struct Embedding: Module {
  /// count × width.
  public let weight: Parameter

  /// - Parameters:
  ///   - count: how many rows the table has.
  ///   - width: the length of a row.
  ///   - initialization: torch's is normal with standard deviation 1; GPT-2's is `.normal(std: 0.02)`.
  public init(
    _ count: Int, _ width: Int, initialization: Initialization = .normal(std: 1), random: RandomState = .session
  ) {
    guard count > 0, width > 0 else {
      trap("Embedding: the numbers of rows and columns must be at least 1, but are \(count) and \(width)")
    }
    weight = Parameter(initialization.weight([count, width], inputs: width, random))
  }

  /// The rows of these tokens: the shape of `tokens`, with the width last.
  public func callAsFunction(_ tokens: Tensor<Int>) -> Variable { embedding(tokens, weight) }
}
