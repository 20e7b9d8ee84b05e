// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension HookPoints {
  public static var embed: HookPoints { HookPoints(.embed) }
  public static var posEmbed: HookPoints { HookPoints(.posEmbed) }
  public static var logits: HookPoints { HookPoints(.logits) }
  /// The last layer norm: `.lnFinal.normalized`.
  public static var lnFinal: LayerNormPoints {
    LayerNormPoints(scale: .init(.lnFinalScale), normalized: .init(.lnFinalNormalized))
  }
  /// The blocks: `.blocks[3]`, `.blocks[0..<24]`, `.blocks[...]`, `.blocks[[1, 5]]`.
  public static var blocks: BlockPoints { BlockPoints() }
}

/// Chooses blocks; see ``HookPoints``.
public struct BlockPoints: Sendable {
  /// One block; negative numbers count from the end.
  public subscript(layer: Int) -> BlockHooks { BlockHooks(layers: .one(layer)) }
  public subscript(layers: [Int]) -> BlockHooks { BlockHooks(layers: .list(layers)) }
  public subscript(layers: Range<Int>) -> BlockHooks { span(layers.lowerBound, layers.upperBound) }
  public subscript(layers: ClosedRange<Int>) -> BlockHooks { span(layers.lowerBound, layers.upperBound + 1) }
  public subscript(layers: PartialRangeFrom<Int>) -> BlockHooks { span(layers.lowerBound, nil) }
  public subscript(layers: PartialRangeUpTo<Int>) -> BlockHooks { span(nil, layers.upperBound) }
  public subscript(layers: PartialRangeThrough<Int>) -> BlockHooks { span(nil, layers.upperBound + 1) }
  public subscript(_: UnboundedRange) -> BlockHooks { span(nil, nil) }

  private func span(_ from: Int?, _ to: Int?) -> BlockHooks { BlockHooks(layers: .span(from: from, to: to)) }
}

/// The hook points of one or more blocks.
public struct BlockHooks: Sendable {
  let layers: LayerChoice

  /// The residual stream: `.resid.pre`, `.resid.mid`, `.resid.post`.
  public var resid: ResidualPoints { ResidualPoints(layers: layers) }
  public var attn: AttentionPoints { AttentionPoints(layers: layers) }
  public var mlp: MLPPoints { MLPPoints(layers: layers) }
  public var ln1: LayerNormPoints {
    LayerNormPoints(scale: .init(.ln1Scale, layers), normalized: .init(.ln1Normalized, layers))
  }
  public var ln2: LayerNormPoints {
    LayerNormPoints(scale: .init(.ln2Scale, layers), normalized: .init(.ln2Normalized, layers))
  }
}

/// The residual stream before, inside and after blocks.
public struct ResidualPoints: Sendable {
  let layers: LayerChoice
  public var pre: HookPoints { HookPoints(.residPre, layers) }
  public var mid: HookPoints { HookPoints(.residMid, layers) }
  public var post: HookPoints { HookPoints(.residPost, layers) }
}

/// The steps of attention.
public struct AttentionPoints: Sendable {
  let layers: LayerChoice
  /// The residual stream as each head reads it; `.qInput` and so on are what its queries, keys or values read.
  public var input: HookPoints { HookPoints(.attnIn, layers) }
  public var qInput: HookPoints { HookPoints(.qInput, layers) }
  public var kInput: HookPoints { HookPoints(.kInput, layers) }
  public var vInput: HookPoints { HookPoints(.vInput, layers) }
  public var q: HookPoints { HookPoints(.q, layers) }
  public var k: HookPoints { HookPoints(.k, layers) }
  public var v: HookPoints { HookPoints(.v, layers) }
  public var scores: HookPoints { HookPoints(.attnScores, layers) }
  public var pattern: HookPoints { HookPoints(.pattern, layers) }
  public var z: HookPoints { HookPoints(.z, layers) }
  public var result: HookPoints { HookPoints(.result, layers) }
  public var out: HookPoints { HookPoints(.attnOut, layers) }
}

/// The steps of the MLP: neurons before and after their activation function, and its output.
public struct MLPPoints: Sendable {
  let layers: LayerChoice
  /// The residual stream as the MLP reads it.
  public var input: HookPoints { HookPoints(.mlpIn, layers) }
  public var pre: HookPoints { HookPoints(.mlpPre, layers) }
  public var post: HookPoints { HookPoints(.mlpPost, layers) }
  public var out: HookPoints { HookPoints(.mlpOut, layers) }
}

/// What a layer norm divides by, and what it gives.
public struct LayerNormPoints: Sendable {
  public let scale: HookPoints
  public let normalized: HookPoints
}
