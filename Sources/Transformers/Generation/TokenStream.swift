// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// Tokens that a model adds to a prompt, computed one at a time as they are asked for.
///
/// ```swift
/// for token in model.stream(prompt, maxNewTokens: 50) { print(tokenizer.decode(token), terminator: "") }
/// for await token in model.stream(prompt, maxNewTokens: 50) { … }   // as an asynchronous sequence, too
/// ```
/// It ends after the token that ends a text, after `maxNewTokens`, or where the context is full. Each iteration begins
/// anew and, seeds being part of the sampling, gives the same tokens.
public struct TokenStream: Sequence, AsyncSequence, Sendable {
  public typealias Element = Int

  let model: Transformer
  let prompt: [Int]
  let maxNewTokens: Int
  let sampling: Sampling
  let stopTokens: Set<Int>

  public struct Iterator: IteratorProtocol, AsyncIteratorProtocol {
    private let generator: TokenGenerator
    private let stream: TokenStream
    private var count = 0

    init(_ stream: TokenStream) {
      self.stream = stream
      generator = TokenGenerator(
        stream.model, [stream.prompt], stream.sampling, capacity: stream.prompt.count + stream.maxNewTokens)
    }

    /// Why there are no more tokens; nil while there may be.
    private(set) var finish: Generation.Finish?

    public mutating func next() -> Int? {
      guard finish == nil else { return nil }
      if count == stream.maxNewTokens { return end(.length) }
      guard generator.sequences[0].count < stream.model.configuration.nContext else { return end(.contextFull) }
      let token = generator.step([0])[0]
      count += 1
      if stream.stopTokens.contains(token) { finish = .stopToken(token) }
      return token
    }

    private mutating func end(_ reason: Generation.Finish) -> Int? {
      finish = reason
      return nil
    }
  }

  public func makeIterator() -> Iterator { Iterator(self) }
  public func makeAsyncIterator() -> Iterator { Iterator(self) }
}

/// What a model added to a prompt.
public struct Generation: Sendable, Hashable, CustomStringConvertible, Displayable {
  /// Why generation ended.
  public enum Finish: Sendable, Hashable {
    /// The model gave a token that ends a text.
    case stopToken(Int)
    /// As many tokens as were asked for.
    case length
    /// The context holds no more.
    case contextFull
  }

  public let prompt: [Int]
  /// The new tokens, with the one that ended the text.
  public let tokens: [Int]
  public let finish: Finish
  /// The text of prompt and new tokens, where a tokenizer took part.
  public let text: String?

  /// Prompt and new tokens.
  public var allTokens: [Int] { prompt + tokens }

  public var description: String {
    let end =
      switch finish {
      case .stopToken(let token): "ended by token \(token)"
      case .length: "as many as asked for"
      case .contextFull: "the context is full"
      }
    return "\(text ?? "\(prompt) + \(tokens)")\n[\(tokens.count) new tokens; \(end)]"
  }

  public var mimeBundle: MIMEBundle { MIMEBundle(plainText: description) }
}
