// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// A tensor of `Float` whose operations are recorded, so that gradients can be computed: what torch calls a tensor.
///
/// ```swift
/// let x = Variable(Tensor([1, 2, 3]), requiresGradient: true)
/// let y = (x * x).sum()
/// y.backward()
/// x.gradient      // 2, 4, 6
/// ```
public typealias Variable = Tracked<Float>

/// A tensor that remembers how it was computed.
///
/// Operations on tracked tensors compute at once and note, in the result, what they would need to go backwards. There
/// is no other tape: what was noted lives as long as the result, and ``backward(retainingGraph:)`` consumes it.
///
/// A tracked tensor is a reference, as torch's are: a ``Parameter`` that two layers share is one parameter. The
/// ``value`` inside has value semantics, as every tensor.
public class Tracked<Scalar: DifferentiableScalar> {
  /// The numbers themselves.
  public internal(set) var value: Tensor<Scalar>

  /// Whether gradients are wanted here: it was asked for, or something that asked for it went into this value.
  public let requiresGradient: Bool

  /// How the value was computed; nil for values that were given.
  var step: TapeStep<Scalar>?

  /// Memory for the gradient, which outlives ``Optimizer/zeroGradients()``.
  var gradientMemory: Tensor<Scalar>?
  var hasGradient = false
  /// The gradient of a computed value that was asked to keep it.
  var retainedGradient: Tensor<Scalar>?
  var keepsGradient = false

  /// A value that was given, not computed.
  /// - Parameter requiresGradient: whether ``backward(retainingGraph:)`` shall leave a ``gradient`` here.
  public init(_ value: Tensor<Scalar>, requiresGradient: Bool = false) {
    self.value = value
    self.requiresGradient = requiresGradient
  }

  /// A single number without axes.
  public convenience init(_ value: Scalar, requiresGradient: Bool = false) {
    self.init(Tensor(scalar: value), requiresGradient: requiresGradient)
  }

  init(_ value: Tensor<Scalar>, step: TapeStep<Scalar>?) {
    self.value = value
    self.step = step
    requiresGradient = step != nil
  }

  /// The derivative of what ``backward(retainingGraph:)`` was called on with respect to this value, of the same
  /// shape; nil before that, and for computed values that did not ask for it with ``retainGradient()``.
  ///
  /// Gradients of several calls add up until they are set to nil, as in torch.
  public var gradient: Tensor<Scalar>? {
    get { step == nil ? (hasGradient ? gradientMemory : nil) : retainedGradient }
    set {
      if step != nil {
        retainedGradient = newValue
        return
      }
      if let newValue, newValue.shape != shape {
        trap(
          "gradient: shape \(describe(shape: newValue.shape)) is not that of the value, \(describe(shape: shape))")
      }
      if newValue != nil { gradientMemory = newValue }
      hasGradient = newValue != nil
    }
  }

  public var shape: [Int] { value.shape }
  public var rank: Int { value.rank }
  public var count: Int { value.count }

  /// The only element of a value that has exactly one, such as a loss.
  public var item: Scalar { value.item }

  /// The same numbers, without their history.
  public var detached: Tracked { Tracked(value) }

  /// Asks a computed value to keep its gradient, for example at a hook point.
  public func retainGradient() {
    guard requiresGradient else {
      trap("retainGradient: this value was computed from nothing that requires a gradient")
    }
    keepsGradient = true
  }
}
