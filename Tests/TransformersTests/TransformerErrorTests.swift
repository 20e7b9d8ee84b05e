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
    (
      "\"n_layer\": 3", "\"n_layer\": 3, \"quantization_config\": {\"quant_method\": \"gptq\"}",
      "'quantization_config' (gptq): quantized checkpoints are not supported"
    ),
    (
      "\"n_layer\": 3", "\"n_layer\": 3, \"quantization_config\": {\"load_in_8bit\": true}",
      "quantized checkpoints are not supported"
    ),
  ])
  func `a configuration that cannot be is refused by its entry`(old: String, new: String, said: String) throws {
    try withCheckpoint { folder in
      try edit(folder, old, new)
      #expect(message(folder).contains(said))
      #expect(message(folder).hasPrefix("\(folder)/config.json: "))
    }
  }

  @Test(arguments: ["pytorch_model.bin", "pytorch_model.bin.index.json", "tf_model.h5", "flax_model.msgpack"])
  func `weights in another format come with the way to convert them`(file: String) throws {
    try withCheckpoint { folder in
      try FileManager.default.moveItem(atPath: folder + "/model.safetensors", toPath: folder + "/" + file)
      #expect(message(folder).hasPrefix("\(folder): the weights are in \(file)"))
      #expect(message(folder).contains("AutoModelForCausalLM.from_pretrained(\"\(folder)\").save_pretrained("))
    }
  }

  @Test func `weights of whole numbers are not taken for weights`() throws {
    try withCheckpoint { folder in
      let checkpoint = try Safetensors(folder)
      var tensors: [String: any SafetensorsValue] = [:]
      for name in checkpoint.names {
        let values = try checkpoint.tensor(name)
        tensors[name] = name == "h.1.mlp.c_fc.weight" ? Tensor<Int8>(repeating: 3, shape: values.shape) : values
      }
      try Safetensors.write(tensors, to: folder + "/model.safetensors")
      #expect(
        message(folder).hasPrefix(
          "\(folder)/model.safetensors: tensor 'h.1.mlp.c_fc.weight' has elements of type I8: quantized checkpoints"))
    }
  }

  @Test func `several tokens may end a text`() throws {
    try withCheckpoint { folder in
      let text = try String(contentsOfFile: folder + "/config.json", encoding: .utf8)
      let changed = text.replacing(/"eos_token_id": *[^,}]*/, with: "\"eos_token_id\": [21, 7]")
      #expect(changed != text)
      try changed.write(toFile: folder + "/config.json", atomically: true, encoding: .utf8)
      let model = try Transformer.load(directory: folder)
      #expect(model.configuration.endsOfText == [21, 7])
      #expect(model.configuration.endOfText == 21)
      // Whatever comes, it is one of the model's tokens: with all of them ending a text, one ends it.
      let all = try #require(model.generate([1], maxNewTokens: 1, stopTokens: []).tokens.first)
      let ending = changed.replacing("[21, 7]", with: "[22, \(all)]")
      try ending.write(toFile: folder + "/config.json", atomically: true, encoding: .utf8)
      #expect(try Transformer.load(directory: folder).generate([1], maxNewTokens: 5).finish == .stopToken(all))
      try model.save(to: folder)
      #expect(try Transformer.load(directory: folder).configuration.endsOfText == [21, 7])
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
    expect(name, "'blocks.0.mlp.hook_pst' is not a hook point")
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

  @Test func `patches and metrics that mean nothing are refused with the remedy`() async {
    let longer = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let model = try GPT2Reference.tied.model()
      let source = model.run([1, 2, 3, 4], capturing: .blocks[1].resid.pre)
      _ = model.run([1, 2, 3], changing: [.patch(.blocks[1].resid.pre, from: source, at: .last)])
    }
    expect(longer, "patch of blocks.1.hook_resid_pre: the source ran 4 tokens, and sequence 0 has 3")
    let shorter = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let model = try GPT2Reference.tied.model()
      let source = model.run([1, 2], capturing: .blocks[1].attn.pattern)
      _ = model.run([[1, 2], [1, 2, 3]], changing: [.patch(.blocks[1].attn.pattern, from: source)])
    }
    expect(shorter, "the source ran 2 tokens, and sequence 1 has 3")
    let same = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try GPT2Reference.tied.model().patching(clean: [1, 2], corrupted: [1, 2], metric: .logit(1))
    }
    expect(same, "the clean and the corrupted prompt are the same tokens")
    let token = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try GPT2Reference.tied.model().patching(clean: [1, 2], corrupted: [1, 3], metric: .logitDifference(1, 23))
    }
    expect(token, "LogitMetric: token 23 is outside the vocabulary, 0 to 22")
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
