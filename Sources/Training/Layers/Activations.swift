// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// ``gelu(_:_:)`` as a layer.
public struct GELU: Layer {
  public let form: GELUForm

  public init(_ form: GELUForm = .erf) { self.form = form }

  public func callAsFunction(_ x: Variable) -> Variable { gelu(x, form) }
}

/// ``relu(_:)`` as a layer.
public struct ReLU: Layer {
  public init() {}
  public func callAsFunction(_ x: Variable) -> Variable { relu(x) }
}

/// ``tanh(_:)`` as a layer.
public struct Tanh: Layer {
  public init() {}
  public func callAsFunction(_ x: Variable) -> Variable { tanh(x) }
}

/// ``sigmoid(_:)`` as a layer.
public struct Sigmoid: Layer {
  public init() {}
  public func callAsFunction(_ x: Variable) -> Variable { sigmoid(x) }
}
