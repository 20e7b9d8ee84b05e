// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors
import Testing
import Transformers

@Suite struct InterventionTests {
  private let model: Transformer
  private let tokens: [Int]
  private let reference = GPT2Reference.tied

  init() throws {
    model = try reference.model()
    tokens = try reference.answers().sequences[0]
  }

  /// One hook point of each kind, in the middle layer.
  private static let points = HookSite.allCases.map { HookPoints(HookPoint($0, layer: $0.isInBlock ? 1 : nil)) }

  @Test func `patching a run with itself changes nothing, at every hook point`() {
    let clean = model.logits(tokens)
    for points in Self.points {
      let source = model.run(tokens, capturing: points)
      let patched = model.run(tokens, changing: [.patch(points, from: source)])
      // What is summed in another order may round in another way.
      expectClose(patched.logits, clean, tolerance: 1e-6, "\(points)")
    }
  }

  @Test func `positions with numbers correspond in runs of any lengths`() {
    let source = model.run(tokens + [3], capturing: .blocks[1].resid.pre)
    let patched = model.run(
      tokens, capturing: .blocks[1].resid.pre, changing: [.patch(.blocks[1].resid.pre, from: source, at: [0, 2])])
    #expect(patched[.blocks[1].resid.pre][2, ...] == source[.blocks[1].resid.pre][2, ...])
  }

  @Test func `doubling and halving again changes nothing, doubling alone does`() {
    let clean = model.logits(tokens)
    for points in Self.points where points != .blocks[1].attn.scores {
      let both = model.run(tokens, changing: [.scale(points, by: 2), .scale(points, by: 0.5)])
      expectClose(both.logits, clean, tolerance: 1e-6, "\(points)")
      let one = model.run(tokens, changing: [.scale(points, by: 2)])
      #expect(one.logits != clean, "\(points)")
    }
  }

  @Test func `captures see changes, and what is below does not`() {
    let run = model.run(
      tokens, capturing: [.blocks[...].mlp.post, .blocks[1].resid.mid, .logits],
      changing: [.zero(.blocks[1].mlp.post.neurons([3, 7]), at: [2, -1])])
    let clean = model.run(tokens, capturing: [.blocks[...].mlp.post, .blocks[1].resid.mid, .logits])
    var expected = clean[.blocks[1].mlp.post]
    for position in [2, 6] { expected[position, 3] = 0; expected[position, 7] = 0 }
    #expect(run[.blocks[1].mlp.post] == expected)
    #expect(run[.blocks[0].mlp.post] == clean[.blocks[0].mlp.post])
    #expect(run[.blocks[1].resid.mid] == clean[.blocks[1].resid.mid])
    #expect(run[.blocks[2].mlp.post] != clean[.blocks[2].mlp.post])
    #expect(run.logits[0, ...] == clean.logits[0, ...], "positions before the change cannot know of it")
  }

  @Test func `a head that is set to zero is a result that is left out`() {
    let run = model.run(tokens, capturing: [.blocks[1].attn.result, .blocks[1].attn.out])
    let ablated = model.run(tokens, capturing: .blocks[1].attn.out, changing: [.zero(.blocks[1].attn.z.head(2))])
    let result = run[.blocks[1].attn.result]
    expectClose(ablated[.blocks[1].attn.out], run[.blocks[1].attn.out] - result[0..., 2, 0...], tolerance: 1e-6)
    let same = model.run(tokens, capturing: .blocks[1].attn.out, changing: [.zero(.blocks[1].attn.result.head(2))])
    expectClose(same[.blocks[1].attn.out], ablated[.blocks[1].attn.out], tolerance: 1e-6)
  }

  @Test func `what heads and the MLP read is the residual stream, and its change stays with them`() {
    let inputs: [HookPoints] = [
      .blocks[1].attn.input, .blocks[1].attn.qInput, .blocks[1].attn.kInput, .blocks[1].attn.vInput,
    ]
    let clean = model.run(
      tokens, capturing: inputs.reduce([.blocks[1].resid.pre, .blocks[1].resid.mid, .blocks[1].mlp.input]) { $0 + $1 })
    for points in inputs {
      for head in 0..<4 { #expect(clean[points][0..., head, 0...] == clean[.blocks[1].resid.pre]) }
    }
    #expect(clean[.blocks[1].mlp.input] == clean[.blocks[1].resid.mid])
    // One head's queries read another stream: they are those of a run that has it, and nothing else differs.
    let other = Tensor<Float>((0..<7 * 16).map { Float($0 % 13) - 6 }, shape: [7, 16])
    let parts: HookPoints = [.blocks[1].attn.q, .blocks[1].attn.k, .blocks[1].attn.v]
    let replaced = model.run(tokens, capturing: parts, changing: [.set(.blocks[1].resid.pre, to: other)])
    let plain = model.run(tokens, capturing: parts)
    let three = other[0..., newAxis, 0...]
    let split = model.run(
      tokens, capturing: parts + .blocks[1].resid.pre, changing: [.set(.blocks[1].attn.qInput.head(2), to: three)])
    #expect(split[.blocks[1].resid.pre] == clean[.blocks[1].resid.pre])
    expectClose(split[.blocks[1].attn.q][0..., 2, 0...], replaced[.blocks[1].attn.q][0..., 2, 0...])
    expectClose(split[.blocks[1].attn.q][0..., [0, 1, 3], 0...], plain[.blocks[1].attn.q][0..., [0, 1, 3], 0...])
    expectClose(split[.blocks[1].attn.k], plain[.blocks[1].attn.k])
    let all = model.run(
      tokens, capturing: parts,
      changing: [.set(.blocks[1].attn.input, to: three.broadcast(to: [7, 4, 16]))])
    for points in [.blocks[1].attn.q, .blocks[1].attn.k, .blocks[1].attn.v] as [HookPoints] {
      expectClose(all[points], replaced[points])
    }
    let mlp: HookPoints = [.blocks[1].mlp.pre, .blocks[1].resid.mid]
    let read = model.run(tokens, capturing: mlp, changing: [.set(.blocks[1].mlp.input, to: other)])
    let stream = model.run(tokens, capturing: mlp, changing: [.set(.blocks[1].resid.mid, to: other)])
    #expect(read[.blocks[1].mlp.pre] == stream[.blocks[1].mlp.pre])
    expectClose(read[.blocks[1].resid.mid], clean[.blocks[1].resid.mid])
  }

  @Test func `a vector is added where it is said, in each sequence`() throws {
    let sequences = try reference.answers().sequences
    let vector = Tensor<Float>((0..<16).map { Float($0) / 10 })
    let points: HookPoints = .blocks[2].resid.pre
    let run = model.run(
      sequences, capturing: points, changing: [.add(vector, to: points, scale: 3, at: .each([0, 2, 5]))])
    let clean = model.run(sequences, capturing: points)
    for (index, position) in [0, 2, 5].enumerated() {
      var expected = clean[points, sequence: index]
      expected[position, ...] += vector * 3
      expectClose(run[points, sequence: index], expected, tolerance: 1e-6)
    }
  }

  @Test func `values are given in the shape that a run has`() throws {
    let sequences = [[1, 2, 3], [4, 5, 6]]
    let points: HookPoints = .blocks[0..<2].mlp.out
    let source = model.run(sequences, capturing: points)[points]
    #expect(source.shape == [2, 2, 3, 16])
    let other = source * -1
    let run = model.run(sequences, capturing: points, changing: [.set(points, to: other)])
    #expect(run[points] == other)
    let last = model.run(
      sequences, capturing: points, at: .last, changing: [.set(points, to: other[0..., 0..., 2, 0...], at: .last)])
    #expect(last[points] == other[0..., 0..., 2, 0...])
    let pattern: HookPoints = .blocks[1].attn.pattern
    let even = Tensor<Float>(repeating: 1.0 / 3, shape: [2, 4, 3, 3])
    let spread = model.run(
      sequences, capturing: [pattern, .blocks[1].attn.z, .blocks[1].attn.v], changing: [.set(pattern, to: even)])
    #expect(spread[pattern] == even)
    // A pattern that looks ahead is taken at its word: each position gets the mean of all values.
    let mean = spread[.blocks[1].attn.v].mean(axis: 1, keepingDimensions: true).broadcast(to: [2, 3, 4, 4])
    expectClose(spread[.blocks[1].attn.z], mean, tolerance: 1e-6)
  }

  @Test func `mean ablation takes the mean of all positions of the reference`() throws {
    let reference = model.run(try reference.answers().sequences, capturing: .blocks[1].mlp.post)
    let run = model.run(
      tokens, capturing: .blocks[1].mlp.post, changing: [.mean(.blocks[1].mlp.post.neurons([4, 9]), of: reference)])
    let means = reference.packed(.blocks[1].mlp.post).mean(axis: 0)
    #expect(run[.blocks[1].mlp.post][0, 4] == means[4])
    #expect(run[.blocks[1].mlp.post][6, 9] == means[9])
  }

  @Test func `closures are called once for each layer and sequence, and only where they look`() throws {
    let sequences = try reference.answers().sequences
    var calls: [String] = []
    _ = model.run(
      sequences, capturing: .embed,
      changing: [
        .edit(.blocks[0..<2].attn.q, at: .last) { activation, context in
          #expect(activation.shape == [1, 4, 4])
          #expect(context.tokens == sequences[context.sequence])
          calls.append("\(context.layer) \(context.sequence) \(context.positions)")
        }
      ])
    #expect(calls == ["0 0 [6]", "0 1 [2]", "0 2 [11]", "1 0 [6]", "1 1 [2]", "1 2 [11]"])
  }

  @Test func `interventions nest by copies and are removed by their handles`() {
    let clean = model.logits(tokens)
    var edited = model
    let first = edited.attach(.zero(.blocks[0].mlp.post))
    let once = edited.logits(tokens)
    let nested = edited.changing(.zero(.blocks[1].attn.z))
    let twice = nested.logits(tokens)
    #expect(once != clean && twice != once)
    #expect(edited.logits(tokens) == once)
    edited.attach(.zero(.blocks[1].attn.z))
    #expect(edited.logits(tokens) == twice)
    edited.remove(first)
    #expect(edited.logits(tokens) == model.run(tokens, changing: [.zero(.blocks[1].attn.z)]).logits)
    edited.removeInterventions()
    #expect(edited.logits(tokens) == clean)
  }

  @Test func `classic names and typed values are the same points`() {
    let pairs: [(HookPoints, HookPoints)] = [
      ("hook_embed", .embed), ("hook_pos_embed", .posEmbed), ("blocks.2.hook_resid_pre", .blocks[2].resid.pre),
      ("blocks.2.hook_resid_mid", .blocks[2].resid.mid), ("blocks.2.hook_resid_post", .blocks[2].resid.post),
      ("blocks.0.ln1.hook_scale", .blocks[0].ln1.scale), ("blocks.0.ln2.hook_normalized", .blocks[0].ln2.normalized),
      ("blocks.1.attn.hook_q", .blocks[1].attn.q), ("blocks.1.attn.hook_k", .blocks[1].attn.k),
      ("blocks.1.attn.hook_v", .blocks[1].attn.v), ("blocks.1.attn.hook_attn_scores", .blocks[1].attn.scores),
      ("blocks.1.attn.hook_pattern", .blocks[1].attn.pattern), ("blocks.1.attn.hook_z", .blocks[1].attn.z),
      ("blocks.1.attn.hook_result", .blocks[1].attn.result), ("blocks.1.hook_attn_out", .blocks[1].attn.out),
      ("blocks.1.hook_attn_in", .blocks[1].attn.input), ("blocks.1.hook_q_input", .blocks[1].attn.qInput),
      ("blocks.1.hook_k_input", .blocks[1].attn.kInput), ("blocks.1.hook_v_input", .blocks[1].attn.vInput),
      ("blocks.1.hook_mlp_in", .blocks[1].mlp.input),
      ("blocks.10.mlp.hook_pre", .blocks[10].mlp.pre), ("blocks.1.mlp.hook_post", .blocks[1].mlp.post),
      ("blocks.1.hook_mlp_out", .blocks[1].mlp.out), ("ln_final.hook_scale", .lnFinal.scale),
      ("ln_final.hook_normalized", .lnFinal.normalized), ("logits", .logits), ("unembed.hook_out", .logits),
    ]
    for (named, typed) in pairs { #expect(named == typed) }
    for name in ["blocks.1.mlp", "mlp.hook_pre", "blocks.x.mlp.hook_pre", "hook_q", "blocks.-1.mlp.hook_pre", ""] {
      #expect(HookPoint(name) == nil)
    }
  }
}
