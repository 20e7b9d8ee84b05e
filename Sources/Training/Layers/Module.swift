// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Tensors

/// A model or a part of one: something that holds parameters and other modules.
///
/// ```swift
/// struct Autoencoder: Module {
///   let encoder = Linear(2, 20)
///   let decoder = Linear(20, 2)
///
///   func callAsFunction(_ x: Variable) -> (reconstruction: Variable, latents: Variable) {
///     let latents = gelu(encoder(x))
///     return (decoder(latents), latents)
///   }
/// }
/// ```
/// Parameters are found in the stored properties, also in arrays, dictionaries, optionals and other modules, and named
/// after them (`encoder.weight`, `blocks.0.bias`). A structure will do: ``Parameter`` is a reference, so copies of a
/// module share what they have learnt. As the last expression of a cell a module shows its architecture and how many
/// parameters each part has, not their values.
public protocol Module: CustomStringConvertible, Displayable {
  /// What to look for parameters and modules in. By default the stored properties; declare it for a module that keeps
  /// them in some other way.
  var members: [(name: String, value: Any)] { get }

  /// What the architecture says of this module beside its parameters' shapes, such as `probability 0.5`; nothing by
  /// default. torch's `extra_repr`.
  var extraDescription: String { get }
}

/// A module that turns one variable into another, so that it can stand in a ``Sequential``.
public protocol Layer: Module {
  func callAsFunction(_ x: Variable) -> Variable
}

extension Layer {
  /// For data that needs no gradient.
  public func callAsFunction(_ x: Tensor<Float>) -> Variable { self(Variable(x)) }
}

/// What a module learns: a variable that requires a gradient and that optimisers change.
public final class Parameter: Tracked<Float> {
  /// - Parameter value: what it starts from.
  public init(_ value: Tensor<Float>) { super.init(value.contiguous(), requiresGradient: true) }

  /// Replaces the value, for example by one that was saved. Traps where the shape is another.
  public func assign(_ value: Tensor<Float>) {
    guard value.shape == shape else {
      trap(
        "assign: a value of shape \(describe(shape: value.shape)) does not fit a parameter of shape "
          + describe(shape: shape))
    }
    // A copy: what is assigned may lie in a file that cannot be written to.
    var copy = Tensor<Float>(uninitialized: shape)
    copy.withUnsafeMutableBufferPointer { target in
      value.withUnsafeBufferPointer { source in
        if let start = source.baseAddress { target.baseAddress?.update(from: start, count: source.count) }
      }
    }
    self.value = copy
  }
}
