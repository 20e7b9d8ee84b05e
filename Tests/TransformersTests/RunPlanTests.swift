// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Testing
import Transformers

@Suite struct RunPlanTests {
  private let model = Transformer(
    random: GPT2Configuration(nLayers: 6, dModel: 32, nHeads: 2, dVocab: 100, nContext: 64), seed: 1)
  private let sequences = (0..<10).map { index in (0..<17).map { (index * 31 + $0 * 7) % 100 } }

  @Test func `a run stops at the deepest hook and skips the head`() {
    let plan = model.plan(sequences, capturing: [.blocks[1].mlp.post, .blocks[3].mlp.pre])
    #expect(plan.blocks == 4)
    #expect(plan.logitPositions == 0)
    #expect(model.plan(sequences, capturing: .embed).flops == 0)
    #expect(model.plan(sequences, capturing: .blocks[0].resid.pre).flops == 0)
  }

  @Test func `positions after the last that is read are dropped`() {
    let plan = model.plan(sequences, capturing: .blocks[3].mlp.post, at: 14)
    #expect(plan.positions == 10 * 15)
    #expect(plan.tokens == 170)
  }

  @Test func `the hooked layer computes keys and values for all, and the rest for one position`() {
    // d = 32, MLP 128: by hand, for 10 sequences of 15 positions.
    let (d, f, n) = (32.0, 128.0, 150.0)
    let whole = 2 * n * (4 * d * d + 2 * d * f) + 4 * d * 10 * 15 * 16 / 2
    let last = 2 * (n * 2 * d * d + 10 * 2 * d * d + 10 * d * f) + 4 * d * 10 * 15
    let plan = model.plan(sequences, capturing: .blocks[3].mlp.post, at: 14)
    #expect(plan.flops == 3 * whole + last)
    // Before the activation function too; with the output, the second matrix is needed.
    #expect(model.plan(sequences, capturing: .blocks[3].mlp.pre, at: 14).flops == plan.flops)
    #expect(model.plan(sequences, capturing: .blocks[3].mlp.out, at: 14).flops == plan.flops + 2 * 10 * d * f)
  }

  @Test func `the residual stream before a layer needs nothing of it, and only its own positions of the one below`() {
    let before = model.plan(sequences, capturing: .blocks[3].resid.pre, at: 14)
    #expect(before.flops == model.plan(sequences, capturing: .blocks[2].resid.post, at: 14).flops)
  }

  @Test func `the whole model saves nothing, and what is saved adds up`() {
    let full = model.plan(sequences)
    #expect(full.flops == full.fullFLOPs)
    #expect(full.savings.isEmpty)
    let ragged = sequences.enumerated().map { Array($1.prefix($0 + 3)) }
    let plan = model.plan(ragged, capturing: .blocks[2].attn.z, at: .last)
    #expect(plan.savings.count == 4)
    #expect(abs(plan.savings.reduce(0) { $0 + $1.flops } + plan.flops - plan.fullFLOPs) < 1e-6 * plan.fullFLOPs)
    #expect(plan.description.contains("the last 3 blocks"))
    #expect(model.run(ragged, capturing: .blocks[2].attn.z, at: .last).plan == plan)
  }

  @Test func `a closure is seen to, though no capture needs it`() {
    let plan = model.plan(sequences, capturing: .embed, changing: [.edit(.blocks[4].mlp.post, at: 3) { _, _ in }])
    #expect(plan.blocks == 5)
    #expect(plan.positions == 10 * 4)
    #expect(model.plan(sequences, capturing: .embed, changing: [.zero(.blocks[4].mlp.post)]).blocks == 0)
  }
}
