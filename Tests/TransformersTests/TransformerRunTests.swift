// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Testing
import Transformers

@Suite struct TransformerRunTests {
  private let model: Transformer
  private let sequences: [[Int]]

  init() throws {
    model = try GPT2Reference.tied.model()
    sequences = try GPT2Reference.tied.answers().sequences
  }

  @Test func `padding on either side is never visible`() throws {
    let alone = model.run(sequences, capturing: [.logits, .blocks[1].attn.pattern, .blocks[2].mlp.pre])
    for isLeft in [true, false] {
      var tokens = Tensor<Int>(repeating: 22, shape: [3, 14])
      var mask = Tensor<Int>(repeating: 0, shape: [3, 14])
      for (row, sequence) in sequences.enumerated() {
        let start = isLeft ? 14 - sequence.count : 0
        tokens[row, start..<start + sequence.count] = Tensor(sequence)
        mask[row, start..<start + sequence.count] = Tensor(repeating: 1, shape: [sequence.count])
      }
      let run = model.run(
        TokenBatch(padded: tokens, mask: mask), capturing: [.logits, .blocks[1].attn.pattern, .blocks[2].mlp.pre])
      for points in [.logits, .blocks[1].attn.pattern, .blocks[2].mlp.pre] as [HookPoints] {
        for index in 0..<3 { #expect(run[points, sequence: index] == alone[points, sequence: index]) }
      }
      let padded = run.padded(.logits)
      #expect(padded.shape == [3, 14, 23])
      let start = isLeft ? 14 - 3 : 0
      #expect(padded[1, start..<start + 3, 0...] == alone[.logits, sequence: 1])
      #expect(padded[1, isLeft ? 0 : 13, 0...] == Tensor<Float>.zeros(23))
      #expect(run.padded(.blocks[1].attn.pattern).shape == [3, 4, 14, 14])
    }
    #expect(alone.padded(.blocks[2].mlp.pre).shape == [3, 12, 64])
  }

  @Test func `axes are those that were asked for`() {
    let equal = [[1, 2, 3], [4, 5, 6]]
    let all = model.run(equal, capturing: [.blocks[0...].mlp.pre, .blocks[1].attn.z, .blocks[...].attn.pattern])
    #expect(all[.blocks[0...].mlp.pre].shape == [3, 2, 3, 64])
    #expect(all[.blocks[-1].mlp.pre].shape == [2, 3, 64])
    #expect(all[.blocks[[2, 0]].mlp.pre][0, ...] == all[.blocks[2].mlp.pre])
    #expect(all[.blocks[1].attn.z].shape == [2, 3, 4, 4])
    #expect(all[.blocks[1].attn.pattern].shape == [2, 4, 3, 3])
    let last = model.run(equal, capturing: [.blocks[0..<2].mlp.pre, .blocks[1].attn.pattern], at: .last)
    #expect(last[.blocks[0..<2].mlp.pre].shape == [2, 2, 64])
    #expect(last[.blocks[1].attn.pattern].shape == [2, 4, 3])
    let single = model.run([1, 2, 3], capturing: [.blocks[0].mlp.pre, .logits.at(.last), .blocks[1].attn.pattern])
    #expect(single[.blocks[0].mlp.pre].shape == [3, 64])
    #expect(single.logits.shape == [23])
    #expect(single[.blocks[1].attn.pattern].shape == [4, 3, 3])
    #expect(model.logits(Tensor([[1, 2], [3, 4], [5, 6]])).shape == [3, 2, 23])
  }

  @Test func `a captured run is what scans over layers take`() {
    let run = model.run(sequences, capturing: .blocks[1..<3].mlp.pre, at: .last(2))
    #expect(run.layers == [1, 2])
    let samples = run.samplesByNeurons(layer: 2)
    #expect(samples.shape == [6, 64])
    #expect(samples[2..<4, 0...] == run[.blocks[2].mlp.pre, sequence: 1])
    #expect(run.rows(.blocks[2].mlp.pre).map(\.position) == [5, 6, 1, 2, 10, 11])
    let both = model.run(sequences, capturing: [.blocks[0...].mlp.pre, .blocks[0...].resid.post, .logits], at: .last)
    #expect(both.keeping(.blocks[0...].resid.post).samplesByNeurons(layer: 0).shape == [3, 16])
  }

  @Test func `losses are those of the reference`() throws {
    for reference in GPT2Reference.all {
      let answers = try reference.answers()
      let loss = try reference.model().loss(answers.sequences)
      for (own, theirs) in zip(loss.losses, answers.losses) {
        expectClose(Tensor(own), Tensor<Float>(Tensor<Double>(theirs)))
      }
    }
    #expect(model.loss([[3]]).mean.isNaN)
  }
}
