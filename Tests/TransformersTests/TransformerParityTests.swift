// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Testing
import Transformers

/// Logits and every hook point, layer by layer, beside Hugging Face's implementation in double precision.
@Suite struct TransformerParityTests {
  @Test(arguments: GPT2Reference.all)
  func `every hook point of every layer agrees`(reference: GPT2Reference) throws {
    let model = try reference.model()
    let sequences = try reference.answers().sequences
    let points = try reference.points()
    // All but the copies of the residual stream that heads and MLPs read.
    let kinds = HookSite.allCases.filter { $0.isInBlock && ![.attnIn, .qInput, .kInput, .vInput, .mlpIn].contains($0) }
    #expect(points.count == kinds.count * model.configuration.nLayers + 5)
    let run = model.run(sequences, capturing: HookPoints(named: points.map(\.name)))
    for point in points {
      for sequence in sequences.indices {
        expectClose(
          run[HookPoints(point), sequence: sequence], try reference.activation(point.name, sequence: sequence),
          "\(point) of sequence \(sequence)")
      }
    }
  }

  @Test(arguments: GPT2Reference.all)
  func `each hook point alone gives the same, whatever the planner leaves out`(reference: GPT2Reference) throws {
    let model = try reference.model()
    let sequences = try reference.answers().sequences
    for point in try reference.points() {
      for positions in [Positions.all, .last, .first, .each(sequences.map { $0.count / 2 })] {
        let run = model.run(sequences, capturing: HookPoints(point), at: positions)
        for (index, tokens) in sequences.enumerated() {
          let expected = try reference.activation(point.name, sequence: index)
          let rows: any TensorIndex =
            switch positions {
            case .last: tokens.count - 1
            case .first: 0
            case .all: 0...
            default: tokens.count / 2
            }
          let part =
            point.site.isBetweenPositions ? expected[0..., rows, 0...] : expected[rows, ...]
          expectClose(run[HookPoints(point), sequence: index], part, "\(point) of sequence \(index) at \(positions)")
        }
      }
    }
  }

  @Test func `heads and neurons are chosen without the others`() throws {
    let reference = GPT2Reference.tied
    let model = try reference.model()
    let tokens = try reference.answers().sequences[0]
    let run = model.run(
      tokens,
      capturing: [
        .blocks[1].mlp.post.neurons([5, 63, 5]), .blocks[...].attn.z.heads([3, 0]), .blocks[2].attn.pattern.head(2),
      ])
    expectClose(
      run[.blocks[1].mlp.post], try reference.activation("blocks.1.mlp.hook_post", sequence: 0)[..., [5, 63, 5]])
    for layer in 0..<3 {
      expectClose(
        run[.blocks[0..<3].attn.z][layer, ...],
        try reference.activation("blocks.\(layer).attn.hook_z", sequence: 0)[0..., [3, 0], 0...])
    }
    expectClose(
      run[.blocks[2].attn.pattern], try reference.activation("blocks.2.attn.hook_pattern", sequence: 0)[[2], ...])
    // What was captured whole can be narrowed afterwards.
    let whole = model.run(tokens, capturing: [.blocks[...].attn.z, .blocks[1].mlp.post])
    expectClose(whole[.blocks[...].attn.z.heads([3, 0])], run[.blocks[...].attn.z], tolerance: 0)
    expectClose(whole[.blocks[1].mlp.post.neurons([5, 63, 5])], run[.blocks[1].mlp.post], tolerance: 0)
    expectClose(whole[.blocks[1].mlp.post.at([2, -1])], whole[.blocks[1].mlp.post][[2, 6], ...], tolerance: 0)
  }

  @Test func `a long batch is cut into chunks that do not show`() throws {
    let model = try GPT2Reference.tied.model()
    let sequences = (0..<400).map { index in (0..<(1 + index % 16)).map { (index * 7 + $0 * 5) % 23 } }
    let points: HookPoints = [.blocks[2].mlp.pre, .logits, .blocks[1].attn.pattern]
    let together = model.run(sequences, capturing: points)
    for index in stride(from: 0, to: 400, by: 37) {
      let alone = model.run(sequences[index], capturing: points)
      for point in ["blocks.2.mlp.hook_pre", "logits", "blocks.1.attn.hook_pattern"] as [HookPoints] {
        expectClose(together[point, sequence: index], alone[point], "sequence \(index)")
      }
    }
  }

  @Test func `a saved model is the same model`() throws {
    let reference = GPT2Reference(name: "gpt2-untied")
    let model = try reference.model()
    try withTemporaryFolder { folder in
      try model.save(to: folder)
      let copy = try Transformer.load(directory: folder)
      #expect(copy.configuration == model.configuration)
      #expect(copy.logits([1, 2, 3]) == model.logits([1, 2, 3]))
    }
  }
}
