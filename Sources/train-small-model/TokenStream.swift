// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Transformers

/// Documents as one row of tokens, with `<|endoftext|>` before each.
struct TokenStream {
  let tokens: [Int]

  init(_ documents: [String], _ tokenizer: Tokenizer) {
    guard let endOfText = tokenizer.endOfText else { fatalError("the tokenizer has no <|endoftext|>") }
    tokens = tokenizer.encode(documents).flatMap { [endOfText] + $0 }
  }

  /// Stretches from anywhere in the text, so that every position of the context meets every part of a document.
  func randomBatch(_ count: Int, length: Int, _ random: RandomState) -> Batch {
    batch((0..<count).map { _ in Int(random.rand() * Double(tokens.count - length)) }, length)
  }

  /// All stretches, one after the other, in batches of so many; what is left over at the end is left out.
  func allBatches(of count: Int, length: Int) -> [Batch] {
    let starts = Array(stride(from: 0, to: tokens.count - length, by: length))
    return stride(from: 0, to: starts.count, by: count).map {
      batch(Array(starts[$0..<min($0 + count, starts.count)]), length)
    }
  }

  private func batch(_ starts: [Int], _ length: Int) -> Batch {
    func rows(_ offset: Int) -> Tensor<Int> {
      Tensor(starts.flatMap { tokens[($0 + offset)..<($0 + offset + length)] }).reshaped(starts.count, length)
    }
    return Batch(inputs: rows(0), targets: rows(1))
  }
}

/// Sequences × positions, and the token that follows each.
struct Batch {
  var inputs: Tensor<Int>
  var targets: Tensor<Int>
}
