// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics
import Tensors

/// Stochastic gradient descent as in torch: with momentum, the velocity is momentum · velocity + (1 - dampening) ·
/// gradient, and the first velocity is the first gradient.
public final class SGD: Optimizer {
  public let groups: [ParameterGroup]
  public var learningRate: Double
  public var schedule: LearningRateSchedule
  public private(set) var stepCount = 0
  public let momentum: Double
  public let dampening: Double
  public let nesterov: Bool
  public let weightDecay: Double
  private var velocities: [ObjectIdentifier: Velocity] = [:]

  private final class Velocity {
    var value: Tensor<Float>
    init(_ shape: [Int]) { value = Tensor(repeating: 0, shape: shape) }
  }

  public convenience init(
    _ parameters: [Parameter], learningRate: Double = 1e-3, momentum: Double = 0, dampening: Double = 0,
    nesterov: Bool = false, weightDecay: Double = 0, schedule: LearningRateSchedule = .constant
  ) {
    self.init(
      [ParameterGroup(parameters)], learningRate: learningRate, momentum: momentum, dampening: dampening,
      nesterov: nesterov, weightDecay: weightDecay, schedule: schedule)
  }

  public init(
    _ groups: [ParameterGroup], learningRate: Double = 1e-3, momentum: Double = 0, dampening: Double = 0,
    nesterov: Bool = false, weightDecay: Double = 0, schedule: LearningRateSchedule = .constant
  ) {
    guard learningRate >= 0, momentum >= 0, weightDecay >= 0 else {
      trap(
        "SGD: learning rate (\(learningRate)), momentum (\(momentum)) and weight decay (\(weightDecay)) must not be negative"
      )
    }
    guard !nesterov || (momentum > 0 && dampening == 0) else {
      trap("SGD: Nesterov's form needs a momentum above 0 and no dampening, but they are \(momentum) and \(dampening)")
    }
    self.groups = ParameterGroup.checked(groups, "SGD")
    (self.learningRate, self.momentum, self.dampening) = (learningRate, momentum, dampening)
    (self.nesterov, self.weightDecay, self.schedule) = (nesterov, weightDecay, schedule)
  }

  public func step() {
    let rate = currentLearningRate
    stepCount += 1
    for group in groups {
      for parameter in group.parameters {
        guard let gradient = parameter.gradient else { continue }
        let known = velocities[ObjectIdentifier(parameter)]
        let velocity = known ?? Velocity(parameter.shape)
        if momentum != 0 { velocities[ObjectIdentifier(parameter)] = velocity }
        let decay = Float(group.weightDecay ?? weightDecay)
        let damping = known == nil || momentum == 0 ? 1 : Float(1 - dampening)
        let groupRate = Float(rate * group.learningRateFactor)
        parameter.value.withUnsafeMutableBufferPointer { value in
          velocity.value.withUnsafeMutableBufferPointer { velocity in
            gradient.withUnsafeBufferPointer { gradient in
              martlet_sgd_f32(
                value.baseAddress, gradient.baseAddress, velocity.baseAddress, value.count, groupRate, decay,
                Float(momentum), damping, nesterov)
            }
          }
        }
      }
    }
  }
}
