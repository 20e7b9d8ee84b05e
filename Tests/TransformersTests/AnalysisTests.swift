// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Testing
import Transformers

@Suite struct AnalysisTests {
  private let model: Transformer
  private let sequences: [[Int]]

  init() throws {
    model = try GPT2Reference.tied.model()
    sequences = try GPT2Reference.tied.answers().sequences
  }

  @Test func `the lens after the last layer is the model's own prediction`() {
    let logits = model.logits([1, 2, 3], at: .last)
    let lens = model.logitLens([1, 2, 3])
    #expect(lens.count == 4)
    expectClose(lens.logits(after: 3)[0, ...], logits, tolerance: 1e-6)
    let best = logits.argmax()
    #expect(lens.top(2)[3][0][0].token == best)
    #expect(lens.ranks(of: best)[3] == 0)
    let weights = exp(Tensor<Double>(logits) - Double(logits.max()))
    #expect(abs(Double(lens.probabilities(of: best)[3]) - weights.max() / weights.sum()) < 1e-6)
    #expect(abs(lens.top(1)[3][0][0].probability - lens.probabilities(of: best)[3]) < 1e-6)
  }

  @Test func `the lens after the embeddings is the head applied to them`() throws {
    let lens = model.logitLens(sequences[0], at: .all)
    let pre = try GPT2Reference.tied.activation("blocks.0.hook_resid_pre", sequence: 0)
    expectClose(lens.logits(after: 0), model.unembed(pre))
    #expect(lens.probabilities(of: 4).shape == [4, 7])
  }

  @Test(arguments: GPT2Reference.all, [true, false])
  func `contributions add up to the logits`(reference: GPT2Reference, perHead: Bool) throws {
    let model = try reference.model()
    let sequences = try reference.answers().sequences
    let run = model.run(sequences, capturing: .logits, at: .last)
    let one = model.logitAttribution(sequences, of: 4, perHead: perHead)
    let lead = model.logitAttribution(sequences, of: 4, against: 9, perHead: perHead)
    #expect(one.labels.count == one.values.shape[0])
    expectClose(one.total, run.logits[0..., 4], tolerance: 1e-5)
    expectClose(lead.total, run.logits[0..., 4] - run.logits[0..., 9], tolerance: 1e-5)
  }

  @Test func `a contribution is what zero ablation takes away, for the last layer with the scale held fixed`() {
    let attribution = model.logitAttribution([1, 2, 3], of: 5)
    let clean = model.run([1, 2, 3], capturing: [.lnFinal.scale, .logits], at: .last)
    let ablated = model.run(
      [1, 2, 3], capturing: .logits, at: .last,
      changing: [.zero(.blocks[2].mlp.out), .set(.lnFinal.scale, to: clean[.lnFinal.scale], at: .last)])
    #expect(abs(clean.logits[5] - ablated.logits[5] - attribution["2.mlp"][0]) < 1e-4)
  }

  @Test(arguments: [
    HookPoints.blocks[0...].resid.pre, .blocks[0...].attn.out, .blocks[0...].mlp.post, .blocks[1..<3].attn.z,
  ])
  func `each entry of the grid is a run with that patch`(points: HookPoints) {
    let (clean, corrupted) = ([1, 2, 3, 4, 5], [1, 9, 3, 8, 5])
    let metric = LogitMetric.logitDifference(4, 9)
    let grid = model.patching(clean: clean, corrupted: corrupted, at: points, metric: metric)
    let source = model.run(
      clean, capturing: [.blocks[0...].resid.pre, .blocks[0...].attn.out, .blocks[0...].mlp.post, .blocks[0...].attn.z])
    for (row, layer) in grid.layers.enumerated() {
      for position in 0..<5 {
        let patched = model.run(
          corrupted, capturing: .logits, at: .last,
          changing: [.patch(HookPoints(HookPoint(grid.site, layer: layer)), from: source, at: .position(position))]
        ).logits
        #expect(abs(Double(patched[4] - patched[9]) - grid.values[row, position]) < 1e-4)
      }
    }
    let last = model.logits(clean, at: .last)
    #expect(abs(grid.clean - Double(last[4] - last[9])) < 1e-5)
  }

  @Test func `patching the residual stream at every layer of the last position ends at the clean answer`() {
    let grid = model.patching(clean: [1, 2, 3, 4, 5], corrupted: [1, 2, 3, 4, 6], metric: .logit(7))
    // Only the last token differs, and nothing before it can know.
    for layer in 0..<3 {
      #expect(abs(grid.restored[layer, 4] - 1) < 1e-4)
      for position in 0..<4 { #expect(abs(grid.restored[layer, position]) < 1e-4) }
    }
  }

  @Test func `a metric that is the same for both prompts restores nothing, not infinitely much`() {
    let grid = model.patching(clean: [1, 2, 3], corrupted: [4, 2, 3], metric: .custom("one") { _ in 1 })
    #expect(grid.clean == grid.corrupted)
    #expect(grid.restored.allSatisfy { $0.isNaN })
  }

  @Test(arguments: [HookPoints.blocks[0...].attn.z, .blocks[...].attn.pattern, .blocks[...].attn.result])
  func `heads are patched one by one`(points: HookPoints) {
    let (clean, corrupted) = ([1, 2, 3, 4], [5, 2, 6, 4])
    let grid = model.patching(clean: clean, corrupted: corrupted, at: points, perHead: true, metric: .logit(3))
    #expect(grid.values.shape == [3, 4])
    let source = model.run(clean, capturing: points)
    let point = HookPoints(HookPoint(grid.site, layer: 1)).head(2)
    let patched = model.run(corrupted, capturing: .logits, at: .last, changing: [.patch(point, from: source)])
    #expect(abs(Double(patched.logits[3]) - grid.values[1, 2]) < 1e-4)
  }
}
