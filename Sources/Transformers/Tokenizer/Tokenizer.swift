// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// GPT-2's tokenizer: text to token ids and back, by byte-level byte-pair encoding.
///
/// ```swift
/// let tokenizer = try await Tokenizer.load("gpt2")
/// tokenizer.encode("The cat sat")     // [464, 3797, 3332]
/// tokenizer.decode([262])             // " the"
/// ```
/// Tokens and offsets are those of Hugging Face's `tokenizers` (`GPT2TokenizerFast`) for every text; where that knows
/// an older Unicode than Python's `regex`, `tokenizers` is followed. A space belongs to the word after it: `the` and
/// ` the` are different tokens.
///
/// Copies share what has been learnt of the text so far; one tokenizer may be used by several threads.
public struct Tokenizer: Sendable {
  let model: BytePairModel
  private let caches = CachePool()

  /// Tokens that are found in text before anything else, such as `<|endoftext|>`.
  public let specialTokens: [SpecialToken]
  /// Whether ``encode(_:addPrefixSpace:parsingSpecialTokens:)`` puts a space in front of text that has none, unless
  /// told otherwise; false for GPT-2.
  public let addPrefixSpace: Bool
  /// Where the tokenizer comes from, for people: a path, or `trained`.
  public let source: String

  /// The special tokens around every text; none for GPT-2.
  let template: TokenTemplate

  init(
    model: BytePairModel, specialTokens: [SpecialToken], addPrefixSpace: Bool, template: TokenTemplate = .init(),
    source: String
  ) {
    self.model = model
    self.template = template
    self.specialTokens = specialTokens
    self.addPrefixSpace = addPrefixSpace
    self.source = source
  }

  /// The number of ids, special tokens included; one more than the largest.
  public var vocabularySize: Int { max(model.ranges.count, (specialTokens.map(\.id).max() ?? -1) + 1) }

  /// The id of `<|endoftext|>`, which begins documents and pads batches in GPT-2; nil where there is none.
  public var endOfText: Int? { specialTokens.first { $0.text == "<|endoftext|>" }?.id }

  /// The token ids of a text.
  /// - Parameters:
  ///   - addPrefixSpace: puts a space in front if there is none, so that the first word is encoded like any other; nil
  ///     takes the tokenizer's own setting.
  ///   - parsingSpecialTokens: whether `<|endoftext|>` in the text becomes the special token, as in Hugging Face's
  ///     tokenizers; if not, it is text like any other.
  ///   - addingSpecialTokens: whether the tokens that the tokenizer's `tokenizer.json` puts around every text are added,
  ///     such as a first token, as Hugging Face's tokenizers do; GPT-2's has none.
  public func encode(
    _ text: String, addPrefixSpace: Bool? = nil, parsingSpecialTokens: Bool = true, addingSpecialTokens: Bool = true
  ) -> [Int] {
    let ids = pieces(of: text, addPrefixSpace, parsingSpecialTokens)
    return addingSpecialTokens && !template.isEmpty ? template.prefix + ids + template.suffix : ids
  }

  private func pieces(of text: String, _ addPrefixSpace: Bool?, _ parsingSpecialTokens: Bool) -> [Int] {
    var text = text
    return text.withUTF8 { bytes in
      let output = TokenBuffer(capacity: bytes.count / 3)
      let prefix = addPrefixSpace ?? self.addPrefixSpace
      guard parsingSpecialTokens, !specialTokens.isEmpty else {
        encodePiece(bytes, prefix, output)
        return output.array
      }
      for segment in segments(of: bytes) {
        switch segment {
        case .text(let range): encodePiece(UnsafeBufferPointer(rebasing: bytes[range]), prefix, output)
        case .special(let token, _): output.append(UInt32(token.id))
        }
      }
      return output.array
    }
  }

  /// The token ids of many texts, on all processors.
  public func encode(
    _ texts: some Collection<String>, addPrefixSpace: Bool? = nil, parsingSpecialTokens: Bool = true,
    addingSpecialTokens: Bool = true
  ) -> [[Int]] {
    let texts = Array(texts)
    return [[Int]](unsafeUninitializedCapacity: texts.count) { results, count in
      nonisolated(unsafe) let results = results
      parallel(texts.count, grain: 16) { range in
        for index in range {
          let ids = encode(
            texts[index], addPrefixSpace: addPrefixSpace, parsingSpecialTokens: parsingSpecialTokens,
            addingSpecialTokens: addingSpecialTokens)
          (results.baseAddress! + index).initialize(to: ids)
        }
      }
      count = texts.count
    }
  }

  /// Text without special tokens.
  func encodePiece(_ bytes: UnsafeBufferPointer<UInt8>, _ prefix: Bool, _ output: TokenBuffer) {
    guard !bytes.isEmpty else { return }
    if prefix, bytes[0] != 0x20 {
      let prefixed = [0x20] + Array(bytes)
      prefixed.withUnsafeBufferPointer { encodePiece($0, false, output) }
      return
    }
    let cache = caches.take()
    UnicodeClasses.withScanner(bytes) { cache.encode(bytes, $0, model, output) }
    caches.giveBack(cache)
  }
}

/// Caches that no thread is using.
private final class CachePool: Sendable {
  private let free = Lock([Held]())

  /// A cache goes from hand to hand and is in one at a time.
  private struct Held: @unchecked Sendable { let cache: WordCache }

  func take() -> WordCache { free.withLock { $0.popLast() }?.cache ?? WordCache() }

  func giveBack(_ cache: WordCache) {
    let held = Held(cache: cache)
    free.withLock { $0.append(held) }
  }
}
