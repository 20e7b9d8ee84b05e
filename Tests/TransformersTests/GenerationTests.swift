// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Testing
import Transformers

@Suite struct GenerationTests {
  private let model: Transformer
  private let answers: GPT2Reference.Answers

  init() throws {
    model = try GPT2Reference.tied.model()
    answers = try GPT2Reference.tied.answers()
  }

  @Test(arguments: GPT2Reference.all)
  func `the most probable tokens are those of Hugging Face`(reference: GPT2Reference) throws {
    let answers = try reference.answers()
    let generation = try reference.model().generate(
      Array(answers.sequences[0].prefix(4)), maxNewTokens: 8, stopTokens: [])
    #expect(generation.allTokens == answers.greedy)
    #expect(generation.finish == .length)
  }

  @Test func `streams give the same tokens, synchronously and asynchronously`() async {
    let prompt = Array(answers.greedy.prefix(4))
    let stream = model.stream(prompt, maxNewTokens: 8, stopTokens: [])
    #expect(prompt + Array(stream) == answers.greedy)
    var tokens: [Int] = []
    for await token in stream { tokens.append(token) }
    #expect(prompt + tokens == answers.greedy)
    for token in stream { #expect(token == answers.greedy[4]); break }
  }

  @Test func `the cache changes nothing`() {
    var tokens = Array(answers.greedy.prefix(4))
    for _ in 0..<6 {
      let logits = model.logits(tokens, at: .last)
      tokens.append(logits.argmax())
    }
    #expect(tokens == Array(answers.greedy.prefix(10)))
  }

  @Test func `several prompts at once get what each gets alone`() {
    let prompts = answers.sequences.map { Array($0.prefix(8)) }
    for sampling in [Sampling.greedy, .random(temperature: 1.3, seed: 5)] {
      let together = model.generate(prompts, maxNewTokens: 6, sampling: sampling, stopTokens: [3])
      for (index, prompt) in prompts.enumerated() {
        let own = sampling == .greedy ? sampling : .random(temperature: 1.3, seed: 5 + index)
        #expect(together[index] == model.generate(prompt, maxNewTokens: 6, sampling: own, stopTokens: [3]))
      }
    }
  }

  @Test func `seeds decide, and top-k and top-p bound, what is drawn`() {
    let prompt = answers.sequences[2]
    let first = model.generate(prompt, maxNewTokens: 4, sampling: .random(temperature: 3, seed: 1), stopTokens: [])
    #expect(
      first == model.generate(prompt, maxNewTokens: 4, sampling: .random(temperature: 3, seed: 1), stopTokens: []))
    let greedy = model.generate(prompt, maxNewTokens: 4, stopTokens: [])
    for sampling in [Sampling.random(topK: 1, seed: 2), .random(topP: 0, seed: 3), .random(temperature: 1e-4, seed: 4)]
    {
      #expect(model.generate(prompt, maxNewTokens: 4, sampling: sampling, stopTokens: []) == greedy)
    }
    let logits = model.logits(prompt, at: .last)
    let order = logits.argsort(descending: true)
    let drawn = Set(
      (0..<200).map {
        model.generate(prompt, maxNewTokens: 1, sampling: .random(temperature: 5, topK: 3, seed: $0), stopTokens: [])
          .tokens[0]
      })
    #expect(drawn == Set(order[..<3]))
  }

  @Test func `draws follow the probabilities`() {
    // 600 draws with a deviation of at most 0.02 each: four deviations.
    let prompt = answers.sequences[0]
    let logits = Tensor<Double>(model.logits(prompt, at: .last))
    let weights = exp(logits - logits.max())
    let probabilities = weights / weights.sum()
    var counts = [Double](repeating: 0, count: 23)
    for seed in 0..<600 {
      counts[model.generate(prompt, maxNewTokens: 1, sampling: .random(seed: seed), stopTokens: []).tokens[0]] += 1
    }
    for token in 0..<23 { #expect(abs(counts[token] / 600 - probabilities[token]) < 0.082) }
  }

  @Test func `generation ends at a stop token, and where the context is full`() {
    let prompt = Array(answers.greedy.prefix(4))
    let stopped = model.generate(prompt, maxNewTokens: 8, stopTokens: [answers.greedy[5]])
    #expect(stopped.tokens == Array(answers.greedy[4...5]))
    #expect(stopped.finish == .stopToken(answers.greedy[5]))
    let full = model.generate(prompt, maxNewTokens: 100, stopTokens: [])
    #expect(full.allTokens.count == 16)
    #expect(full.finish == .contextFull)
    #expect(model.generate([prompt], maxNewTokens: 100, stopTokens: [])[0] == full)
    #expect(model.generate(prompt, maxNewTokens: 0).tokens == [])
  }

  @Test func `interventions take part in generation as in runs`() {
    let vector = Tensor<Float>((0..<16).map { Float($0 % 3) - 1 })
    let changes: [Intervention] = [
      .add(vector, to: .blocks[1].resid.pre, scale: 4), .zero(.blocks[0].attn.z.head(1)),
      .scale(.blocks[2].mlp.post, by: 0.5, at: .positions(6..<12)),
    ]
    let edited = model.changing(changes)
    let generation = edited.generate([1, 2, 3, 4], maxNewTokens: 6, stopTokens: [])
    #expect(generation.tokens != model.generate([1, 2, 3, 4], maxNewTokens: 6, stopTokens: []).tokens)
    // The same, computed anew for each token; positions that are not there yet are left out by hand.
    var tokens = [1, 2, 3, 4]
    for _ in 0..<6 {
      let present = Array(6..<12).filter { $0 < tokens.count }
      let run = model.run(
        tokens, capturing: .logits, at: .last,
        changing: Array(changes.prefix(2)) + [.scale(.blocks[2].mlp.post, by: 0.5, at: .positions(present))])
      tokens.append(run.logits.argmax())
    }
    #expect(generation.allTokens == tokens)
  }

  @Test func `closures see each position once while a text grows`() {
    var seen: [Int] = []
    let watched = model.changing(.edit(.blocks[1].mlp.pre) { _, context in seen += context.positions })
    _ = watched.generate([1, 2, 3], maxNewTokens: 4, stopTokens: [])
    #expect(seen == [0, 1, 2, 3, 4, 5])
  }
}
