// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Tensors
import Testing
import Training
import Transformers

/// What the model card says of the small model.
@Suite struct SmallModelTests {
  let model: Transformer
  let tokenizer: Tokenizer
  let tokens: [[Int]]

  init() throws {
    model = try Transformer.load(directory: SmallModel.directory())
    tokenizer = try model.tokenizer()
    let start = try #require(tokenizer.endOfText)
    tokens = tokenizer.encode(try SmallModel.heldOutDocuments()).map { [start] + $0 }
  }

  @Test func `Held-out text costs it what the card says`() {
    // The corpus's own choices of names and things cost about a nat; a model that knows only how often each token comes
    // pays more than 5.
    let loss = model.loss(tokens.prefix(150).map { Array($0.prefix(128)) }).mean
    #expect(loss < 1.6)
  }

  /// The probability that `can` is denied after a text that ends with it.
  private func denial(_ text: String) -> Double {
    let logits = Tensor<Double>(model.logits(tokenizer.encode(text), at: .last))
    let weights = logits.map { exp($0) }
    return weights[tokenizer.singleToken("'t")] / weights.reduce(0, +)
  }

  @Test(arguments: [
    ("The key is lost, so Mara can", "The key is in the lock, so Mara can"),
    ("Because it is too dark, Emil can", "Because the light is good, Emil can"),
    ("The bridge is broken. That is why they can", "The bridge is open again. That is why they can"),
    ("Flora is ill, so she can", "Flora is well again, so she can"),
    ("Without help Otto can", "With some help Otto can"),
  ]) func `It knows from the reason whether one can`(_ unable: String, _ able: String) {
    #expect(denial(unable) > 0.8, "\(unable)")
    #expect(denial(able) < 0.2, "\(able)")
  }

  /// Chance is 0.5. With 120 test rows a probe of noise is above 0.65 in one case of a thousand; six layers are looked at.
  private func check(_ contrast: Contrast, significant: Double, different: Double, accuracy: Double) {
    let effects = Effects(model, contrast)
    #expect(effects.percentSignificant.max()! > significant, "\(effects)")
    #expect(effects.percentDifferent.max()! > different, "\(effects)")
    #expect(effects.accuracy.max()! > accuracy, "\(effects)")
    #expect(effects.shuffledAccuracy.max()! < 0.68, "\(effects)")
    #expect(effects.accuracy.max()! - effects.shuffledAccuracy.max()! > 0.1, "\(effects)")
  }

  @Test func `Neurons at can tell whether it will be denied`() {
    let denied = tokenizer.singleToken("'t")
    let contrast = Contrast.at("at can/can't", [" can"], tokens, tokenizer, length: 11, count: 200) { $1 == denied }
    check(contrast, significant: 40, different: 40, accuracy: 0.85)
  }

  @Test func `Neurons tell the from an, at the word and before it`() {
    let an = tokenizer.singleToken(" an")
    let at = Contrast.at("at the/an", [" the", " an"], tokens, tokenizer, length: 15, count: 200) { word, _ in
      word == an
    }
    check(at, significant: 40, different: 60, accuracy: 0.98)
    let before = Contrast.before(" the", " an", tokens, tokenizer, length: 14, count: 200)
    check(before, significant: 30, different: 30, accuracy: 0.8)
  }

  @Test func `Neurons tell him from her, at the word and before it`() {
    let her = tokenizer.singleToken(" her")
    let at = Contrast.at("at him/her", [" him", " her"], tokens, tokenizer, length: 12, count: 150) { word, _ in
      word == her
    }
    check(at, significant: 12, different: 15, accuracy: 0.95)
    // Not "her hat": where nothing is hers, the person who was named decides.
    let followed = Set([".", ",", " for", " from", " to", " the", " with"].map(tokenizer.singleToken))
    let before = Contrast.before(
      " him", " her", tokens, tokenizer, length: 12, count: 150, followed: followed)
    check(before, significant: 5, different: 5, accuracy: 0.65)
  }
}
