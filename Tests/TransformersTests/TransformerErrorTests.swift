// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Tensors
import Testing
import Transformers

/// Damaged checkpoints throw errors that name file and tensor; misuse ends the cell with the place and the remedy.
@Suite struct TransformerErrorTests {
  private func withCheckpoint(_ name: String = "gpt2-tied", _ body: (String) throws -> Void) throws {
    try withTemporaryFolder { folder in
      for file in ["config.json", "model.safetensors"] {
        try FileManager.default.copyItem(
          atPath: GPT2Reference(name: name).folder + "/" + file, toPath: folder + "/" + file)
      }
      try body(folder)
    }
  }

  private func edit(_ folder: String, _ old: String, _ new: String) throws {
    let path = folder + "/config.json"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains(old))
    try text.replacingOccurrences(of: old, with: new).write(toFile: path, atomically: true, encoding: .utf8)
  }

  private func message(_ folder: String) -> String {
    let error = #expect(throws: TransformerError.self) { try Transformer.load(directory: folder) }
    return error.map { "\($0)" } ?? ""
  }

  @Test func `files that are missing are named`() throws {
    #expect(message("/nowhere") == "/nowhere/config.json: cannot open it: No such file or directory")
    try withCheckpoint { folder in
      try FileManager.default.removeItem(atPath: folder + "/model.safetensors")
      #expect(message(folder) == "\(folder)/model.safetensors: cannot open it: No such file or directory")
    }
  }

  @Test func `a truncated file names the tensor that is cut`() throws {
    try withCheckpoint { folder in
      let path = folder + "/model.safetensors"
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      try data.dropLast(10).write(to: URL(fileURLWithPath: path))
      #expect(message(folder).contains("ends at byte \(data.count - 10), inside tensor 'wte.weight'"))
    }
  }

  @Test func `missing and misshapen tensors are named with both shapes`() throws {
    try withCheckpoint { folder in
      try edit(folder, "\"n_layer\": 3", "\"n_layer\": 4")
      #expect(message(folder).contains("\(folder): has no tensor 'h.3.ln_1.weight'"))
    }
    try withCheckpoint { folder in
      try edit(folder, "\"vocab_size\": 23", "\"vocab_size\": 24")
      #expect(
        message(folder).hasPrefix(
          "\(folder)/model.safetensors: tensor 'wte.weight' has shape 23 × 16, but config.json says 24 × 16"))
    }
    try withCheckpoint("gpt2-untied") { folder in
      try edit(folder, "\"n_inner\": 22", "\"n_inner\": 21")
      #expect(
        message(folder).contains("'transformer.h.0.mlp.c_fc.weight' has shape 15 × 22, but config.json says 15 × 21"))
    }
  }

  @Test(arguments: [
    ("\"model_type\": \"gpt2\"", "\"model_type\": \"llama\"", "type 'llama'"),
    ("\"n_head\": 4", "\"n_head\": 3", "'n_head' (3) does not divide 'n_embd' (16)"),
    ("\"n_head\": 4", "\"n_head\": 0", "'n_head' is 0, but must be positive"),
    ("\"n_embd\": 16,", "", "'n_embd' is missing"),
    ("\"gelu_new\"", "\"swish\"", "activation function 'swish'"),
    ("\"add_cross_attention\": false", "\"add_cross_attention\": true", "cross-attention"),
    ("\"n_layer\": 3", "\"n_layer\": \"three\"", "'n_layer'"),
    ("{", "[", "config.json"),
  ])
  func `a configuration that cannot be is refused by its entry`(old: String, new: String, said: String) throws {
    try withCheckpoint { folder in
      try edit(folder, old, new)
      #expect(message(folder).contains(said))
      #expect(message(folder).hasPrefix("\(folder)/config.json: "))
    }
  }

  @Test func `tokens outside the vocabulary and sequences past the context are named`() async {
    let token = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try GPT2Reference.tied.model().run([[1, 2], [3, 23, 4]])
    }
    expect(token, "token 23 at position 1 of sequence 1 is outside the vocabulary, 0 to 22")
    let long = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try GPT2Reference.tied.model().run([Int](repeating: 1, count: 17))
    }
    expect(long, "the sequence has 17 tokens, but the context holds 16")
    let empty = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try GPT2Reference.tied.model().run([[1], []])
    }
    expect(empty, "sequence 1 has no tokens")
  }

  @Test func `hook points that do not exist are refused with a hint`() async {
    let name = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try GPT2Reference.tied.model().run([1], capturing: "blocks.0.mlp.hook_pst")
    }
    expect(name, "'blocks.0.mlp.hook_pst' is no hook point")
    let layer = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try GPT2Reference.tied.model().run([1], capturing: .blocks[3].mlp.pre)
    }
    expect(layer, "blocks[3]: the model has 3 layers")
    let neuron = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try GPT2Reference.tied.model().run([1], capturing: .blocks[0].mlp.pre.neuron(64))
    }
    expect(neuron, "neuron 64 does not exist; there are 64")
    let captured = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try GPT2Reference.tied.model().run([1], capturing: .blocks[0].mlp.pre)[.blocks[1].mlp.pre]
    }
    expect(captured, "run[blocks.1.mlp.hook_pre]: was not captured; captured are blocks.0.mlp.hook_pre")
    let ragged = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try GPT2Reference.tied.model().run([[1], [1, 2]]).logits
    }
    expect(ragged, "sequences have different numbers of positions (1 to 2)")
    let position = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try GPT2Reference.tied.model().run([[1, 2, 3], [1, 2]], at: 2)
    }
    expect(position, "position 2 is outside sequence 1, which has 2 tokens")
  }

  @Test func `an edit must keep the shape`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try GPT2Reference.tied.model().run(
        [1, 2], changing: [.edit(.blocks[0].mlp.pre) { activation, _ in activation = activation[0, ...] }])
    }
    expect(result, "edit of blocks.0.mlp.hook_pre: the activation had shape 2 × 64, and came back as 64")
  }

  private func expect(
    _ result: ExitTest.Result?, _ part: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains(part), "said: \(said)", sourceLocation: sourceLocation)
  }
}
