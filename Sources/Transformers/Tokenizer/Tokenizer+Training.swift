// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

extension Tokenizer {
  /// Learns a byte-level BPE from texts, as Hugging Face's `BpeTrainer` does: the most frequent pair of tokens is merged
  /// again and again; of equally frequent pairs the one with the smaller ids.
  ///
  /// ```swift
  /// let tokenizer = Tokenizer.train(on: documents, vocabularySize: 2048)
  /// ```
  /// The same texts give the same tokenizer, always. Ids go as in GPT-2: the 256 bytes, the merges in order, then the
  /// special tokens, which are cut out of the texts first. Progress is shown if it takes long.
  /// - Parameters:
  ///   - vocabularySize: the number of tokens in all; at least 256 and the special ones. Texts that have fewer pairs
  ///     give a smaller vocabulary, with a warning.
  ///   - minimumFrequency: how often a pair must occur to be merged.
  public static func train(
    on texts: some Sequence<String>, vocabularySize: Int, minimumFrequency: Int = 2,
    specialTokens: [String] = ["<|endoftext|>"], addPrefixSpace: Bool = false
  ) -> Tokenizer {
    let size = vocabularySize - specialTokens.count
    guard size >= 256 else {
      trap(
        "Tokenizer.train: a vocabulary of \(vocabularySize) has no room for the 256 bytes and "
          + "\(specialTokens.count) special tokens; ask for at least \(256 + specialTokens.count)")
    }
    let marks = specialTokens.enumerated().map { SpecialToken($1, id: size + $0) }
    var counts: [[UInt8]: Int] = [:]
    let splitter = Tokenizer.bytesOnly(specialTokens: marks)
    for text in texts {
      Interrupt.check()
      splitter.countWords(of: text, addPrefixSpace, &counts)
    }
    var trainer = BytePairTrainer(counts)
    trainer.merge(upTo: size, minimumFrequency: minimumFrequency)
    if trainer.tokens.count < size {
      warn(
        "Tokenizer.train: the texts have no more pairs that occur \(minimumFrequency) times; the vocabulary has "
          + "\(trainer.tokens.count + marks.count) tokens instead of \(vocabularySize)")
    }
    let placed = specialTokens.enumerated().map { SpecialToken($1, id: trainer.tokens.count + $0) }
    return Tokenizer(
      model: trainer.model(), specialTokens: placed, addPrefixSpace: addPrefixSpace, source: "trained")
  }

  /// A tokenizer without merges.
  private static func bytesOnly(specialTokens: [SpecialToken]) -> Tokenizer {
    Tokenizer(
      model: BytePairTrainer([:]).model(), specialTokens: specialTokens, addPrefixSpace: false, source: "bytes")
  }

  private func countWords(of text: String, _ addPrefixSpace: Bool, _ counts: inout [[UInt8]: Int]) {
    var text = text
    text.withUTF8 { bytes in
      for case .text(let range) in segments(of: bytes) {
        let prefix: [UInt8] = addPrefixSpace && bytes[range.lowerBound] != 0x20 ? [0x20] : []
        let piece = prefix + Array(bytes[range])
        piece.withUnsafeBufferPointer { bytes in
          UnicodeClasses.withScanner(bytes) { scanner in
            var position = 0
            while position < bytes.count {
              let end = scanner.endOfWord(from: position)
              counts[Array(bytes[position..<end]), default: 0] += 1
              position = end
            }
          }
        }
      }
    }
  }
}
