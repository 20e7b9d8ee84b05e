// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Testing
import Transformers

/// What a cell shows of models and runs: what they are, and never the weights.
@Suite struct TransformerDisplayTests {
  private let model = Transformer(
    random: GPT2Configuration(nLayers: 2, dModel: 8, nHeads: 2, dVocab: 11, nContext: 6), seed: 1)

  @Test func `a model tells its sizes and what is attached to it`() {
    // Two embeddings; in each block two norms, attention 8·24+24 and 8·8+8, the MLP 8·32+32 and 32·8+8; the last norm.
    let parameters = 11 * 8 + 6 * 8 + 2 * (32 + 216 + 72 + 288 + 264) + 16
    #expect(
      "\(model)" == """
        GPT-2, \(parameters) parameters (random weights)
        2 blocks of width 8, 2 heads, 32 neurons each; 11 tokens, context 6
        """)
    var changed = model
    changed.attach(.zero(.blocks[0].mlp.post))
    #expect("\(changed)".hasSuffix("\n1 intervention attached"))
  }

  @Test func `a run tells what was captured, and its shape`() {
    let run = model.run([[1, 2, 3], [4, 5]], capturing: .blocks[0..<2].mlp.pre, at: .last)
    #expect(
      "\(run)".hasPrefix(
        "Run on 2 sequences of 2 to 3 tokens\n  blocks.0.mlp.hook_pre to blocks.1.mlp.hook_pre: 2 × 2 × 32\n"))
    let ragged = model.run([[1, 2, 3], [4, 5]], capturing: .blocks[1].mlp.pre)
    #expect("\(ragged)".contains("blocks.1.mlp.hook_pre: positions differ between the sequences"))
  }

  @Test func `hook points have their classic names`() {
    #expect("\(HookPoints.blocks[3].mlp.pre)" == "blocks.3.mlp.hook_pre")
    #expect("\(HookPoints.blocks[0..<24].mlp.pre)" == "blocks[0..<24].mlp.hook_pre")
    #expect("\(HookPoints.blocks[...].attn.pattern.heads([0, 5]))" == "blocks[...].attn.hook_pattern.heads([0, 5])")
    #expect(
      "\(HookPoints.blocks[2...].resid.post.neurons(0..<9).at(.last))"
        == "blocks[2...].hook_resid_post.neurons(0..<9).at(.last)")
    #expect(
      "\([.embed, .blocks[-1].attn.z.head(1), .logits] as HookPoints)"
        == "hook_embed + blocks[-1].attn.hook_z.head(1) + logits")
    #expect("\(HookSite.mlpPre)" == "mlp.hook_pre")
    for site in HookSite.allCases {
      let point = HookPoint(site, layer: site.isInBlock ? 1 : nil)
      #expect("\(HookPoints(point))" == point.name)
      #expect(HookPoint(point.name) == point)
    }
  }

  @Test func `a model to be trained shows its sizes, not its weights`() {
    let model = TrainableTransformer(model.configuration, seed: 1)
    #expect(model.mimeBundle[.plainText] == .text("\(model)"))
    #expect("\(model)".hasPrefix("GPT-2 to be trained, \(model.parameterCount) parameters\n2 blocks of width 8"))
  }
}
