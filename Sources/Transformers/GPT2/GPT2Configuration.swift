// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// The sizes and choices of a GPT-2 model, as its `config.json` gives them; names are TransformerLens's.
public struct GPT2Configuration: Sendable, Hashable {
  /// The number of blocks.
  public var nLayers: Int
  /// The width of the residual stream.
  public var dModel: Int
  public var nHeads: Int
  /// The number of neurons in each MLP.
  public var dMLP: Int
  /// The number of tokens.
  public var dVocab: Int
  /// The longest sequence.
  public var nContext: Int
  public var layerNormEpsilon: Double
  public var activation: Activation
  /// Attention scores are divided by the square root of the heads' width.
  public var scalesAttention: Bool
  /// Attention scores are divided by the block's number, too, counted from 1 (`scale_attn_by_inverse_layer_idx`).
  public var scalesAttentionByLayer: Bool
  /// The token embeddings serve as the output head.
  public var tiesEmbeddings: Bool
  /// The tokens after which a text ends (`eos_token_id`); 50256 (`<|endoftext|>`) in GPT-2. Some models have several.
  public var endsOfText: [Int]
  /// The first of them.
  public var endOfText: Int? { endsOfText.first }

  /// The activation function of the MLPs.
  public enum Activation: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    /// GELU with tanh: `gelu_new` and its other names.
    case geluNew = "gelu_new"
    /// GELU with erf.
    case gelu
    case relu

    public var description: String { rawValue }
  }

  /// - Parameter dMLP: four times `dModel` if nothing is said.
  public init(
    nLayers: Int, dModel: Int, nHeads: Int, dMLP: Int? = nil, dVocab: Int, nContext: Int = 1024,
    activation: Activation = .geluNew, tiesEmbeddings: Bool = true, endOfText: Int? = nil
  ) {
    guard nLayers > 0, dModel > 0, nHeads > 0, dModel % nHeads == 0, dMLP ?? 1 > 0, dVocab > 0, nContext > 0 else {
      trap(
        "GPT2Configuration: \(nLayers) layers, width \(dModel), \(nHeads) heads, \(dVocab) tokens, context \(nContext): "
          + "all must be positive, and the heads must divide the width")
    }
    self.nLayers = nLayers
    self.dModel = dModel
    self.nHeads = nHeads
    self.dMLP = dMLP ?? 4 * dModel
    self.dVocab = dVocab
    self.nContext = nContext
    layerNormEpsilon = 1e-5
    self.activation = activation
    scalesAttention = true
    scalesAttentionByLayer = false
    self.tiesEmbeddings = tiesEmbeddings
    endsOfText = endOfText.map { [$0] } ?? []
  }

  /// The width of a head.
  public var dHead: Int { dModel / nHeads }

  /// The number of weights.
  public var parameterCount: Int {
    let block = 4 * dModel * dModel + 4 * dModel + 2 * dModel * dMLP + dMLP + dModel + 4 * dModel
    return nLayers * block + (dVocab + nContext + 2) * dModel + (tiesEmbeddings ? 0 : dVocab * dModel)
  }

  /// GPT-2, the 124 million weights that `"gpt2"` stands for.
  public static let small = published(layers: 12, width: 768, heads: 12)
  /// `"gpt2-medium"`, 355 million weights.
  public static let medium = published(layers: 24, width: 1024, heads: 16)
  /// `"gpt2-large"`, 774 million weights.
  public static let large = published(layers: 36, width: 1280, heads: 20)
  /// `"gpt2-xl"`, 1.6 billion weights.
  public static let xl = published(layers: 48, width: 1600, heads: 25)

  private static func published(layers: Int, width: Int, heads: Int) -> GPT2Configuration {
    GPT2Configuration(nLayers: layers, dModel: width, nHeads: heads, dVocab: 50257, endOfText: 50256)
  }
}
