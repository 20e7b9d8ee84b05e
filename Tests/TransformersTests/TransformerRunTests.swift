// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Probes
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

  @Test func `keeping leaves what is named and nothing else`() {
    let run = model.run(sequences, capturing: [.blocks[0...].mlp.pre, .blocks[0...].attn.z, .logits], at: .last(2))
    let one = run.keeping(.blocks[2].mlp.pre)
    #expect(one.layers == [2])
    #expect(one.samplesByNeurons(layer: 2) == run.keeping(.blocks[...].mlp.pre).samplesByNeurons(layer: 2))
    #expect("\(one)".contains("blocks.2.mlp.hook_pre: 3 × 2 × 64"))
    #expect(run.keeping(.blocks[[2, 0]].mlp.pre).layers == [0, 2])
    let neurons = run.keeping(.blocks[1...].mlp.pre.neurons([5, 3]))
    #expect(neurons.layers == [1, 2])
    #expect(
      neurons.samplesByNeurons(layer: 1) == run.keeping(.blocks[1].mlp.pre).samplesByNeurons(layer: 1)[0..., [5, 3]])
    let head = run.keeping(.blocks[1].attn.z.head(3))
    #expect(head[.blocks[1].attn.z.head(3)] == run[.blocks[1].attn.z][0..., 0..., [3], 0...])
    let last = run.keeping(.blocks[2].mlp.pre.at(.last))
    #expect(last.samplesByNeurons(layer: 2) == one.samplesByNeurons(layer: 2)[[1, 3, 5], 0...])
    #expect(last[.blocks[2].mlp.pre].shape == [3, 64])
  }

  @Test func `a layer of a run keeps its number, and its scan the splits`() {
    let many = (0..<40).map { index in [index % 23, index * 7 % 23, index * 3 % 23] }
    let labels = Tensor((0..<40).map { $0 % 2 })
    let run = model.run(many, capturing: .blocks[0...].mlp.pre, at: .last)
    let all = LogitScan(seed: 3).fit(run, labels)
    for layer in [run.layer(2), run.layer(-1), run.keeping(.blocks[2].mlp.pre)] {
      let scan = LogitScan(seed: 3).fit(layer, labels)
      #expect(scan.layers == [2])
      #expect(scan.split(layer: 2, neuron: 9).test == all.split(layer: 2, neuron: 9).test)
      #expect(scan.coefficients[0, ...] == all.coefficients[2, ...])
    }
    let both = model.run(many, capturing: [.blocks[0...].mlp.pre, .blocks[1...].attn.z, .logits])
    #expect("\(both.layer(0))".contains("blocks.0.mlp.hook_pre"))
    #expect(!"\(both.layer(0))".contains("attn.hook_z"))
    #expect("\(both.layer(1))".contains("blocks.1.attn.hook_z"))
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
