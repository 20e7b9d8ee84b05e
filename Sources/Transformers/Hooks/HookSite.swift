// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A kind of place in the model where activations can be read and changed, in the order in which they are computed.
///
/// Shapes are those of one sequence: `pos` positions, `query` and `key` positions of attention. The names and meanings
/// are TransformerLens's (`HookedTransformer` without folded weights).
public enum HookSite: Int, CaseIterable, Sendable {
  /// Token embeddings: pos × d_model.
  case embed
  /// Position embeddings: pos × d_model.
  case posEmbed
  /// The residual stream before a block: pos × d_model.
  case residPre
  /// The residual stream as each head's queries, keys and values read it, before the layer norm; changes leave the
  /// residual stream itself as it is: pos × head × d_model.
  case attnIn
  /// As ``attnIn``, for queries, keys or values alone (path patching): pos × head × d_model.
  case qInput, kInput, vInput
  /// What the first layer norm divides by: pos × 1.
  case ln1Scale
  /// The output of the first layer norm, weight and bias included: pos × d_model.
  case ln1Normalized
  /// Queries, keys and values: pos × head × d_head.
  case q, k, v
  /// Scaled products of queries and keys; minus infinity where a query must not look: head × query × key.
  case attnScores
  /// Attention weights; rows sum to 1: head × query × key.
  case pattern
  /// Values, averaged with the pattern: pos × head × d_head.
  case z
  /// What each head adds to the residual stream: pos × head × d_model. With the output bias they sum to ``attnOut``.
  case result
  /// What attention adds to the residual stream: pos × d_model.
  case attnOut
  /// The residual stream between attention and MLP: pos × d_model.
  case residMid
  /// The residual stream as the MLP reads it, before the layer norm; changes leave the stream itself as it is:
  /// pos × d_model.
  case mlpIn
  case ln2Scale
  case ln2Normalized
  /// The MLP's neurons before their activation function (`mlp.c_fc`): pos × d_mlp.
  case mlpPre
  /// The MLP's neurons after their activation function (`mlp.act`): pos × d_mlp.
  case mlpPost
  /// What the MLP adds to the residual stream: pos × d_model.
  case mlpOut
  /// The residual stream after a block: pos × d_model.
  case residPost
  case lnFinalScale
  case lnFinalNormalized
  /// The scores of the next token: pos × d_vocab.
  case logits
}

extension HookSite {
  /// Whether there is one in every block.
  public var isInBlock: Bool { self >= .residPre && self <= .residPost }

  /// Whether it lies between positions, and so has the axes head × query × key.
  public var isBetweenPositions: Bool { self == .attnScores || self == .pattern }

  /// Whether it has an axis of heads.
  public var hasHeads: Bool { (self >= .q && self <= .result) || (self >= .attnIn && self <= .vInput) }

  /// The classic name; in a block what follows `blocks.3.`.
  public var name: String {
    switch self {
    case .embed: "hook_embed"
    case .posEmbed: "hook_pos_embed"
    case .residPre: "hook_resid_pre"
    case .attnIn: "hook_attn_in"
    case .qInput: "hook_q_input"
    case .kInput: "hook_k_input"
    case .vInput: "hook_v_input"
    case .ln1Scale: "ln1.hook_scale"
    case .ln1Normalized: "ln1.hook_normalized"
    case .q: "attn.hook_q"
    case .k: "attn.hook_k"
    case .v: "attn.hook_v"
    case .attnScores: "attn.hook_attn_scores"
    case .pattern: "attn.hook_pattern"
    case .z: "attn.hook_z"
    case .result: "attn.hook_result"
    case .attnOut: "hook_attn_out"
    case .residMid: "hook_resid_mid"
    case .mlpIn: "hook_mlp_in"
    case .ln2Scale: "ln2.hook_scale"
    case .ln2Normalized: "ln2.hook_normalized"
    case .mlpPre: "mlp.hook_pre"
    case .mlpPost: "mlp.hook_post"
    case .mlpOut: "hook_mlp_out"
    case .residPost: "hook_resid_post"
    case .lnFinalScale: "ln_final.hook_scale"
    case .lnFinalNormalized: "ln_final.hook_normalized"
    case .logits: "logits"
    }
  }
}

extension HookSite: Comparable, CustomStringConvertible {
  public static func < (a: HookSite, b: HookSite) -> Bool { a.rawValue < b.rawValue }

  public var description: String { name }
}
