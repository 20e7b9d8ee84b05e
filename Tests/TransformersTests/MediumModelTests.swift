// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Tensors
import Testing
import Transformers

/// At the size of gpt2-medium, with random weights made here. Takes a minute and 3 GB, so only if asked for:
/// `MARTLET_SLOW_TESTS=1`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["MARTLET_SLOW_TESTS"] == "1"), .serialized)
struct MediumModelTests {
  @Test func `a block of a saved checkpoint agrees with the same in double precision`() throws {
    try withTemporaryFolder { folder in
      try Transformer(random: .medium, seed: 3).save(to: folder)
      let model = try Transformer.load(directory: folder)
      let tokens = [[464, 3290, 318, 257], [1212, 318, 257, 1295, 286]]
      let run = model.run(
        tokens,
        capturing: [.blocks[5].resid.pre, .blocks[5].mlp.pre, .blocks[5].resid.mid, .blocks[5].resid.post, .logits])
      let checkpoint = try Safetensors(folder)
      func weights(_ name: String) throws -> Tensor<Double> {
        try checkpoint.tensor("transformer.\(name)", as: Double.self)
      }
      func normalized(_ x: Tensor<Double>) -> Tensor<Double> {
        let centred = x - x.mean(axis: 1, keepingDimensions: true)
        return centred / sqrt((centred * centred).mean(axis: 1, keepingDimensions: true) + 1e-5)
      }
      for sequence in tokens.indices {
        // Layer norms are at their beginning (weight 1, bias 0), biases 0.
        let mid = Tensor<Double>(run[.blocks[5].resid.mid, sequence: sequence])
        let pre = normalized(mid).matmul(try weights("h.5.mlp.c_fc.weight"))
        expectClose(run[.blocks[5].mlp.pre, sequence: sequence], Tensor<Float>(pre), tolerance: 1e-5)
        let cubic = (pre + pre * pre * pre * 0.044715) * (2 / Double.pi).squareRoot()
        let post = pre * (1 + tanh(cubic)) * 0.5
        let added = mid + post.matmul(try weights("h.5.mlp.c_proj.weight"))
        expectClose(run[.blocks[5].resid.post, sequence: sequence], Tensor<Float>(added), tolerance: 1e-5)
      }
      // What the planner leaves out changes nothing at this size either.
      let last = model.run(tokens, capturing: .blocks[5].mlp.pre, at: .last)
      for sequence in tokens.indices {
        expectClose(
          last[.blocks[5].mlp.pre, sequence: sequence], run[.blocks[5].mlp.pre.at(.last), sequence: sequence],
          tolerance: 1e-5)
      }
      let generation = model.generate(tokens[0], maxNewTokens: 3, stopTokens: [])
      var grown = tokens[0]
      for _ in 0..<3 { grown.append(model.logits(grown, at: .last).argmax()) }
      #expect(generation.allTokens == grown)
    }
  }
}
