// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Out to a wider layer, through GELU, and back: the feed-forward part of a transformer's block.
public struct MLP: Layer {
  public let expansion: Linear
  public let projection: Linear
  public let form: GELUForm

  /// - Parameters:
  ///   - width: the length of the last axis.
  ///   - hidden: the width between; 4 · width if nothing is said.
  ///   - projectionInitialization: that of the way back, if it is another.
  public init(
    _ width: Int, hidden: Int? = nil, form: GELUForm = .tanh, layout: WeightLayout = .outputsByInputs,
    initialization: Initialization = .torch, projectionInitialization: Initialization? = nil,
    random: RandomState = .session
  ) {
    expansion = Linear(width, hidden ?? 4 * width, layout: layout, initialization: initialization, random: random)
    projection = Linear(
      hidden ?? 4 * width, width, layout: layout, initialization: projectionInitialization ?? initialization,
      random: random)
    self.form = form
  }

  public func callAsFunction(_ x: Variable) -> Variable { projection(gelu(expansion(x), form)) }
}
