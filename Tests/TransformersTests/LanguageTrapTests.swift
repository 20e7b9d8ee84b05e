// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Testing
import Training
import Transformers

/// Misuse ends the process (in a notebook: the cell) with a message that says what to do.
@Suite struct LanguageTrapTests {
  private func expect(
    _ result: ExitTest.Result?, toSay parts: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    for part in parts { #expect(said.contains(part), "said: \(said)", sourceLocation: sourceLocation) }
  }

  @Test func `A token that does not exist is named, with those that do`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TokenizerReference.small.decode([3, 601])
    }
    expect(result, toSay: "decode: token id 601 does not exist; this vocabulary has ids 0 to 600")
  }

  @Test func `A text that is several tokens is shown in its parts`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TokenizerReference.small.singleToken("the zz")
    }
    expect(result, toSay: "singleToken: \"the zz\" is", "\"z\"", "choose a text that is one token")
  }

  @Test func `A vocabulary without room for the bytes is refused`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tokenizer.train(on: ["text"], vocabularySize: 256)
    }
    expect(result, toSay: "a vocabulary of 256 has no room for the 256 bytes and 1 special tokens", "at least 257")
  }

  @Test func `Training on tokens outside the vocabulary or the context names them`() async {
    let vocabulary = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let configuration = GPT2Configuration(nLayers: 1, dModel: 8, nHeads: 2, dVocab: 11, nContext: 4)
      _ = TrainableTransformer(configuration, seed: 1).loss(Tensor([[1, 2, 3], [4, 11, 6]]))
    }
    expect(vocabulary, toSay: "id 11 (sequence 1, position 1) is outside the vocabulary of 11")
    let context = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let configuration = GPT2Configuration(nLayers: 1, dModel: 8, nHeads: 2, dVocab: 11, nContext: 4)
      _ = TrainableTransformer(configuration, seed: 1)(Tensor([[1, 2, 3, 4, 5]]))
    }
    expect(context, toSay: "5 positions are more than the model's context of 4")
  }

  @Test func `Gradients are refused where there are none, and of what is no number`() async {
    let site = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try GPT2Reference.tied.model().gradients([1, 2, 3], at: "blocks.1.ln1.hook_scale") { logits, _ in
        logits[-1, 2]
      }
    }
    expect(site, toSay: "gradients: blocks.1.ln1.hook_scale has no gradients")
    let metric = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try GPT2Reference.tied.model().gradients([1, 2, 3], at: .blocks[1].mlp.pre) { logits, _ in logits }
    }
    expect(metric, toSay: "gradients: the metric has shape 3 × 23; return a single number")
  }
}
