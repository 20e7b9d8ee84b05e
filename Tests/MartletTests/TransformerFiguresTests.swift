// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Martlet
import Testing

@Suite struct TransformerFiguresTests {
  private let model = Transformer(
    random: GPT2Configuration(nLayers: 3, dModel: 16, nHeads: 2, dVocab: 20, nContext: 8), seed: 1)
  private let clean = [1, 2, 3, 4, 5]

  private func words(_ figure: Figure) -> String {
    guard case .text(let text)? = figure.mimeBundle[.plainText] else { return "" }
    return text
  }

  @Test func `attention is drawn head by head`() {
    let run = model.run(clean, capturing: .blocks[1].attn.pattern)
    let text = words(run.attentionFigure(layer: 1))
    #expect(text.contains("\"Layer 1, head 0\": heatmap of 5 x 5 cells coloured from 0 to 1"))
    #expect(text.contains("\"Layer 1, head 1\"") && !text.contains("head 2"))
  }

  @Test func `the logit lens names the row where there are several`() {
    #expect(words(model.logitLens(clean).figure(of: [7])).contains("\"Logit lens\": line '7' through 4 points"))
    #expect(words(model.logitLens(clean, at: .all).figure(of: [7])).contains("\"Logit lens, row 4 of 5\""))
    #expect(words(model.logitLens(clean, at: .all).figure(of: [7], row: 0)).contains("\"Logit lens, row 0 of 5\""))
  }

  @Test func `a patching grid names its site as TransformerLens does, and loses no cell`() {
    let grid = model.patching(clean: clean, corrupted: [1, 2, 9, 4, 5], metric: .logit(7))
    let text = words(grid.figure)
    #expect(text.contains("\"Patching hook_resid_pre\": heatmap of 3 x 5 cells"))
    #expect(!text.contains("Note"))
  }

  @Test func `attribution has a bar for each part`() {
    // Two embeddings, attention and MLP of three blocks, and the bias.
    #expect(words(model.logitAttribution(clean, of: 7).figure).contains("9 bars"))
  }
}
