// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// What changes parameters along their gradients.
///
/// ```swift
/// let optimizer = Adam(model.parameters, learningRate: 7e-4)
/// for epoch in 0..<600 {
///   let loss = mseLoss(model(x), x)
///   optimizer.zeroGradients()
///   loss.backward()
///   optimizer.step()
/// }
/// ```
public protocol Optimizer: AnyObject {
  var groups: [ParameterGroup] { get }
  /// The learning rate before ``schedule``.
  var learningRate: Double { get set }
  /// What the learning rate is multiplied with, by the number of steps taken.
  var schedule: LearningRateSchedule { get set }
  /// How many steps were taken.
  var stepCount: Int { get }
  /// Changes every parameter that has a gradient.
  func step()
}

extension Optimizer {
  public var parameters: [Parameter] { groups.flatMap(\.parameters) }

  /// Forgets the gradients, whose memory is kept for the next ones: torch's `zero_grad()`.
  public func zeroGradients() { for parameter in parameters { parameter.gradient = nil } }

  /// The learning rate of the next step.
  public var currentLearningRate: Double { learningRate * schedule.factor(stepCount) }
}

/// Parameters that are treated alike: torch's `param_groups`.
///
/// ```swift
/// AdamW([.init(matrices, weightDecay: 0.1), .init(others, weightDecay: 0)], learningRate: 3e-4)
/// ```
public struct ParameterGroup {
  public let parameters: [Parameter]
  /// Instead of the optimiser's own.
  public var weightDecay: Double?
  /// Times the optimiser's learning rate.
  public var learningRateFactor: Double

  public init(_ parameters: [Parameter], weightDecay: Double? = nil, learningRateFactor: Double = 1) {
    self.parameters = parameters
    self.weightDecay = weightDecay
    self.learningRateFactor = learningRateFactor
  }

  static func checked(_ groups: [ParameterGroup], _ operation: String) -> [ParameterGroup] {
    var seen: Set<ObjectIdentifier> = []
    for parameter in groups.flatMap(\.parameters) where !seen.insert(ObjectIdentifier(parameter)).inserted {
      trap("\(operation): a parameter of shape \(describe(shape: parameter.shape)) is given twice")
    }
    guard !seen.isEmpty else { trap("\(operation): no parameters to optimise were given") }
    return groups
  }
}
