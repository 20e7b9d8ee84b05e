// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Token sequences that a model runs at once, of any lengths: nothing is padded.
///
/// What takes tokens takes one sequence (`[Int]`), several (`[[Int]]`), a `Tensor<Int>` of sequence × position, or a
/// batch that was padded for another library, with its mask.
public struct TokenBatch: Sendable, Equatable {
  public let sequences: [[Int]]
  /// One sequence was given, not a list of one: results have no axis of sequences.
  public let isSingle: Bool
  /// How the sequences stood in a padded batch; nil where none was.
  let padding: Padding?

  struct Padding: Sendable, Equatable {
    let length: Int
    /// Where the first token of each sequence stood.
    let starts: [Int]
  }

  public init(_ sequence: [Int]) { (sequences, isSingle, padding) = ([sequence], true, nil) }

  public init(_ sequences: [[Int]]) { (self.sequences, isSingle, padding) = (sequences, false, nil) }

  /// One sequence, or the rows of a matrix.
  public init(_ tokens: Tensor<Int>) {
    switch tokens.rank {
    case 1: self.init(Array(tokens))
    case 2: self.init((0..<tokens.shape[0]).map { Array(tokens[$0, ...]) })
    default: trap("tokens: sequences are the rows of a matrix, but the shape is \(describe(shape: tokens.shape))")
    }
  }

  /// Sequences that were padded to one length, before or after their tokens.
  ///
  /// Padding is taken away here and never computed: positions and masks follow from what is left, so that results are
  /// those of the sequences alone. Positions in results count from each sequence's first real token.
  /// Traps on a mask of another shape, with padding between tokens, or without tokens in a row.
  /// - Parameter mask: sequence × position; true (or 1) where a token is real.
  public init(padded tokens: Tensor<Int>, mask: Tensor<Bool>) {
    guard tokens.rank == 2, tokens.shape == mask.shape else {
      trap(
        "padded tokens: tokens (\(describe(shape: tokens.shape))) and mask (\(describe(shape: mask.shape))) must both be "
          + "sequence × position")
    }
    let length = tokens.shape[1]
    var (sequences, starts) = ([[Int]](), [Int]())
    for row in 0..<tokens.shape[0] {
      let real = (0..<length).filter { mask[row, $0] }
      guard let first = real.first, let last = real.last, last - first + 1 == real.count else {
        trap("padded tokens: the mask of sequence \(row) has \(real.isEmpty ? "no token" : "padding between tokens")")
      }
      sequences.append(real.map { tokens[row, $0] })
      starts.append(first)
    }
    (self.sequences, isSingle, padding) = (sequences, false, Padding(length: length, starts: starts))
  }

  public init(padded tokens: Tensor<Int>, mask: Tensor<Int>) { self.init(padded: tokens, mask: mask .!= 0) }

  public var count: Int { sequences.count }
}

/// What a model takes as tokens; see ``TokenBatch``.
public protocol TokenInput {
  var tokenBatch: TokenBatch { get }
}

extension TokenBatch: TokenInput {
  public var tokenBatch: TokenBatch { self }
}

extension Tensor: TokenInput where Scalar == Int {
  public var tokenBatch: TokenBatch { TokenBatch(self) }
}

/// An element of an array that is token input: a token, or a sequence.
public protocol TokenInputElement {
  static func batch(_ elements: [Self]) -> TokenBatch
}

extension Int: TokenInputElement {
  public static func batch(_ elements: [Int]) -> TokenBatch { TokenBatch(elements) }
}

extension Array: TokenInputElement where Element == Int {
  public static func batch(_ elements: [[Int]]) -> TokenBatch { TokenBatch(elements) }
}

extension Array: TokenInput where Element: TokenInputElement {
  public var tokenBatch: TokenBatch { Element.batch(self) }
}

// Text is not tokens: which tokens it becomes depends on the model's tokenizer.
@available(*, unavailable, message: "a model takes tokens, not text: write tokenizer.encode(text)")
extension String: TokenInput, TokenInputElement {
  public var tokenBatch: TokenBatch { trap("text is not tokens") }
  public static func batch(_ elements: [String]) -> TokenBatch { trap("texts are not tokens") }
}
