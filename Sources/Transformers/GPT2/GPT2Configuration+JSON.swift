// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import FoundationEssentials
import Tensors

extension GPT2Configuration {
  /// Reads a `config.json` as Hugging Face writes it.
  /// - Throws: ``TransformerError``, which names the file and the entry that is missing, impossible or not supported.
  public init(contentsOf path: String) throws(TransformerError) {
    let file: MappedFile
    do throws(FileError) {
      file = try MappedFile(path)
    } catch {
      throw .configuration(path: path, reason: "cannot \(error.action): \(error.reason)")
    }
    let entries: Entries
    do {
      entries = try JSONDecoder().decode(Entries.self, from: Data(file.bytes))
    } catch {
      throw .configuration(path: path, reason: describe(decodingError: error))
    }
    func positive(_ name: String, _ value: Int?) throws(TransformerError) -> Int {
      guard let value else { throw .configuration(path: path, reason: "'\(name)' is missing") }
      guard value > 0 else { throw .configuration(path: path, reason: "'\(name)' is \(value), but must be positive") }
      return value
    }
    if let type = entries.model_type, type != "gpt2" {
      throw .unsupported(
        path: path, what: "a model of type '\(type)'; this is for GPT-2 and models of its architecture")
    }
    if let quantization = entries.quantization_config {
      throw .quantized(path: path, what: "'quantization_config' (\(quantization.quant_method ?? "of unknown method"))")
    }
    if entries.add_cross_attention == true { throw .unsupported(path: path, what: "cross-attention") }
    let names = ["gelu_new": Activation.geluNew, "gelu_pytorch_tanh": .geluNew, "gelu_fast": .geluNew]
    let name = entries.activation_function ?? "gelu_new"
    guard let activation = names[name] ?? Activation(rawValue: name) else {
      throw .unsupported(path: path, what: "the activation function '\(name)'; known are gelu_new, gelu and relu")
    }
    let width = try positive("n_embd", entries.n_embd)
    let heads = try positive("n_head", entries.n_head)
    guard width % heads == 0 else {
      throw .configuration(path: path, reason: "'n_head' (\(heads)) does not divide 'n_embd' (\(width))")
    }
    self.init(
      nLayers: try positive("n_layer", entries.n_layer), dModel: width, nHeads: heads,
      dMLP: try entries.n_inner.map { inner throws(TransformerError) in try positive("n_inner", inner) },
      dVocab: try positive("vocab_size", entries.vocab_size),
      nContext: try positive("n_positions", entries.n_positions ?? entries.n_ctx), activation: activation,
      tiesEmbeddings: entries.tie_word_embeddings ?? true)
    endsOfText = entries.eos_token_id?.ids ?? []
    layerNormEpsilon = entries.layer_norm_epsilon ?? 1e-5
    scalesAttention = entries.scale_attn_weights ?? true
    scalesAttentionByLayer = entries.scale_attn_by_inverse_layer_idx ?? false
  }

  /// What `config.json` says about this model, for a checkpoint that Hugging Face's library loads.
  public var json: String {
    let entries: [(String, String)] = [
      ("model_type", "\"gpt2\""), ("architectures", "[\"GPT2LMHeadModel\"]"),
      // However the weights are stored, they are to be computed with as 32-bit floats.
      ("torch_dtype", "\"float32\""), ("n_layer", "\(nLayers)"),
      ("n_embd", "\(dModel)"), ("n_head", "\(nHeads)"), ("n_inner", "\(dMLP)"), ("vocab_size", "\(dVocab)"),
      ("n_positions", "\(nContext)"), ("n_ctx", "\(nContext)"), ("layer_norm_epsilon", "\(layerNormEpsilon)"),
      ("activation_function", "\"\(activation.rawValue)\""), ("scale_attn_weights", "\(scalesAttention)"),
      ("scale_attn_by_inverse_layer_idx", "\(scalesAttentionByLayer)"), ("tie_word_embeddings", "\(tiesEmbeddings)"),
      ("bos_token_id", endOfText.map(String.init) ?? "null"),
      ("eos_token_id", endsOfText.count > 1 ? "\(endsOfText)" : endOfText.map(String.init) ?? "null"),
    ]
    return "{\n" + entries.map { "  \"\($0.0)\": \($0.1)" }.joined(separator: ",\n") + "\n}\n"
  }

  /// The names of the file.
  private struct Entries: Decodable {
    var model_type: String?
    var n_layer: Int?
    var n_embd: Int?
    var n_head: Int?
    var n_inner: Int?
    var n_positions: Int?
    var n_ctx: Int?
    var vocab_size: Int?
    var layer_norm_epsilon: Double?
    var activation_function: String?
    var scale_attn_weights: Bool?
    var scale_attn_by_inverse_layer_idx: Bool?
    var tie_word_embeddings: Bool?
    var add_cross_attention: Bool?
    var eos_token_id: TokenIDs?
    var quantization_config: Quantization?
  }

  private struct Quantization: Decodable { var quant_method: String? }

  /// One id, or several.
  private struct TokenIDs: Decodable {
    let ids: [Int]

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let id = try? container.decode(Int.self) { ids = [id] } else { ids = try container.decode([Int].self) }
    }
  }
}
