// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

extension Transformer {
  /// Adds tokens to a prompt.
  ///
  /// ```swift
  /// model.generate(prompt, maxNewTokens: 30, sampling: .random(temperature: 0.8, topK: 40, seed: 1))
  /// ```
  /// Interventions that are attached to the model take part; positions count from the beginning of the prompt, and
  /// `.last` is always the newest token. Traps on a prompt that the model cannot run.
  /// - Parameters:
  ///   - stopTokens: tokens after which a text is over; the model's own (`<|endoftext|>`) if nothing is said.
  ///   - onToken: is called with each token as it comes.
  public func generate(
    _ prompt: [Int], maxNewTokens: Int, sampling: Sampling = .greedy, stopTokens: Set<Int>? = nil,
    onToken: (Int) -> Void = { _ in }
  ) -> Generation {
    var iterator = stream(prompt, maxNewTokens: maxNewTokens, sampling: sampling, stopTokens: stopTokens).makeIterator()
    var tokens: [Int] = []
    while let token = iterator.next() {
      tokens.append(token)
      onToken(token)
    }
    return Generation(prompt: prompt, tokens: tokens, finish: iterator.finish!, text: nil)
  }

  /// Adds text to a text.
  /// - Parameters:
  ///   - tokenizer: the tokenizer that belongs to the model.
  ///   - onText: is called with each piece of text as it comes; for example to print it.
  public func generate(
    _ prompt: String, with tokenizer: Tokenizer, maxNewTokens: Int, sampling: Sampling = .greedy,
    stopTokens: Set<Int>? = nil, onText: (String) -> Void = { _ in }
  ) -> Generation {
    let tokens = tokenizer.encode(prompt)
    guard !tokens.isEmpty else { trap("generate: the prompt is empty; begin with tokenizer.endOfText for a free text") }
    var (new, shown) = ([Int](), 0)
    let generation = generate(tokens, maxNewTokens: maxNewTokens, sampling: sampling, stopTokens: stopTokens) { token in
      new.append(token)
      // A token may end inside a character, which later ones complete.
      let text = Array(tokenizer.decode(new).unicodeScalars)
      let whole = text.last == "\u{fffd}" ? text.count - 1 : text.count
      guard whole > shown else { return }
      var piece = ""
      piece.unicodeScalars.append(contentsOf: text[shown..<whole])
      shown = whole
      onText(piece)
    }
    return Generation(
      prompt: generation.prompt, tokens: generation.tokens, finish: generation.finish,
      text: tokenizer.decode(generation.allTokens))
  }

  /// Adds tokens to several prompts at once; each gets what it would get alone, the seed counted on by one for each.
  public func generate(
    _ prompts: [[Int]], maxNewTokens: Int, sampling: Sampling = .greedy, stopTokens: Set<Int>? = nil
  ) -> [Generation] {
    Self.checkCount(maxNewTokens)
    let generator = TokenGenerator(
      self, prompts, sampling, capacity: (prompts.map(\.count).max() ?? 0) + maxNewTokens)
    let stops = stopTokens ?? defaultStopTokens
    var finishes = [Generation.Finish?](repeating: nil, count: prompts.count)
    let bar = ProgressBar("Generating", total: maxNewTokens)
    for step in 0..<maxNewTokens {
      for index in prompts.indices where generator.sequences[index].count >= configuration.nContext {
        finishes[index] = finishes[index] ?? .contextFull
      }
      let active = prompts.indices.filter { finishes[$0] == nil }
      if active.isEmpty { break }
      for (index, token) in zip(active, generator.step(active)) where stops.contains(token) {
        finishes[index] = .stopToken(token)
      }
      bar.update(step + 1)
    }
    bar.finish()
    return prompts.indices.map { index in
      Generation(
        prompt: prompts[index], tokens: Array(generator.sequences[index][prompts[index].count...]),
        finish: finishes[index] ?? .length, text: nil)
    }
  }

  /// The tokens that ``generate(_:maxNewTokens:sampling:stopTokens:onToken:)`` adds, one by one.
  public func stream(
    _ prompt: [Int], maxNewTokens: Int, sampling: Sampling = .greedy, stopTokens: Set<Int>? = nil
  ) -> TokenStream {
    Self.checkCount(maxNewTokens)
    return TokenStream(
      model: self, prompt: checked(TokenBatch(prompt), "generate").sequences[0], maxNewTokens: maxNewTokens,
      sampling: sampling, stopTokens: stopTokens ?? defaultStopTokens)
  }

  private var defaultStopTokens: Set<Int> { Set(configuration.endsOfText) }

  private static func checkCount(_ count: Int) {
    guard count >= 0 else { trap("generate: \(count) new tokens cannot be made; maxNewTokens must not be negative") }
  }
}
