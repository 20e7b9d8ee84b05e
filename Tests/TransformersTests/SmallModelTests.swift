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

  private func show(_ contrast: Contrast, _ effects: Effects) {
    func row(_ values: [Double], _ format: String) -> String {
      values.map { String(format: format, $0) }.joined(separator: " ")
    }
    print("\(contrast.name): significant (%) \(row(effects.percentSignificant, "%5.1f"))")
    print("    probe \(row(effects.accuracy, "%.3f")), shuffled \(row(effects.shuffledAccuracy, "%.3f"))")
  }

  @Test func `effects`() throws {
    let t = tokenizer.singleToken("'t")
    for contrast in [
      Contrast.before(" the", " an", tokens, tokenizer, length: 14, count: 200),
      Contrast.at("at can/can't", [" can"], tokens, tokenizer, length: 11, count: 200) { _, next in next == t },
      Contrast.before(" him", " her", tokens, tokenizer, length: 12, count: 150),
      Contrast.at("at the/an", [" the", " an"], tokens, tokenizer, length: 15, count: 200) { word, _ in
        word == tokenizer.singleToken(" an")
      },
    ] {
      show(contrast, Effects(model, contrast))
    }
  }
}
