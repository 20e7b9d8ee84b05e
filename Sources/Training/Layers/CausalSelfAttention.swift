// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Self-attention in which a position sees itself and those before it, with its projections (Vaswani et al. 2017;
/// GPT-2's `attn`).
public struct CausalSelfAttention: Layer {
  /// Width to 3 · width: queries, keys and values.
  public let queriesKeysValues: Linear
  /// Width to width, back to the residual stream.
  public let projection: Linear
  public let heads: Int

  /// - Parameters:
  ///   - width: the length of the last axis; a multiple of the number of heads.
  ///   - projectionInitialization: that of the way back to the residual stream, if it is another.
  public init(
    _ width: Int, heads: Int, layout: WeightLayout = .outputsByInputs, initialization: Initialization = .torch,
    projectionInitialization: Initialization? = nil, random: RandomState = .session
  ) {
    guard heads > 0, width % heads == 0 else {
      trap("CausalSelfAttention: a width of \(width) does not divide into \(heads) heads")
    }
    queriesKeysValues = Linear(width, 3 * width, layout: layout, initialization: initialization, random: random)
    projection = Linear(
      width, width, layout: layout, initialization: projectionInitialization ?? initialization, random: random)
    self.heads = heads
  }

  /// - Parameter x: sequences × positions × width.
  public func callAsFunction(_ x: Variable) -> Variable {
    projection(causalSelfAttention(queriesKeysValues(x), heads: heads))
  }
}
