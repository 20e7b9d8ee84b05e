// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CNumerics
import Tensors

/// Adam (Kingma & Ba 2015, arXiv:1412.6980) as in torch: ε is added to the root of the corrected second moment, and
/// weight decay to the gradient.
public final class Adam: AdamOptimizer {
  public convenience init(
    _ parameters: [Parameter], learningRate: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
    epsilon: Double = 1e-8, weightDecay: Double = 0, schedule: LearningRateSchedule = .constant
  ) {
    self.init(
      [ParameterGroup(parameters)], learningRate: learningRate, betas: betas, epsilon: epsilon,
      weightDecay: weightDecay, schedule: schedule)
  }

  public init(
    _ groups: [ParameterGroup], learningRate: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
    epsilon: Double = 1e-8, weightDecay: Double = 0, schedule: LearningRateSchedule = .constant
  ) {
    super.init("Adam", groups, learningRate, betas, epsilon, weightDecay, schedule, isDecoupled: false)
  }
}

/// Adam with decoupled weight decay (Loshchilov & Hutter 2019, arXiv:1711.05101) as in torch: parameters shrink by the
/// learning rate times the decay before each step.
public final class AdamW: AdamOptimizer {
  public convenience init(
    _ parameters: [Parameter], learningRate: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
    epsilon: Double = 1e-8, weightDecay: Double = 1e-2, schedule: LearningRateSchedule = .constant
  ) {
    self.init(
      [ParameterGroup(parameters)], learningRate: learningRate, betas: betas, epsilon: epsilon,
      weightDecay: weightDecay, schedule: schedule)
  }

  public init(
    _ groups: [ParameterGroup], learningRate: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
    epsilon: Double = 1e-8, weightDecay: Double = 1e-2, schedule: LearningRateSchedule = .constant
  ) {
    super.init("AdamW", groups, learningRate, betas, epsilon, weightDecay, schedule, isDecoupled: true)
  }
}

/// What ``Adam`` and ``AdamW`` have in common.
public class AdamOptimizer: Optimizer {
  public let groups: [ParameterGroup]
  public var learningRate: Double
  public var schedule: LearningRateSchedule
  public private(set) var stepCount = 0
  public let betas: (Double, Double)
  public let epsilon: Double
  public let weightDecay: Double
  private let isDecoupled: Bool
  private var moments: [ObjectIdentifier: Moments] = [:]

  /// The running means of a parameter's gradients and of their squares.
  private final class Moments {
    var first, second: Tensor<Float>
    /// Steps in which the parameter had a gradient.
    var steps = 0

    init(_ shape: [Int]) { (first, second) = (Tensor(repeating: 0, shape: shape), Tensor(repeating: 0, shape: shape)) }
  }

  init(
    _ name: String, _ groups: [ParameterGroup], _ learningRate: Double, _ betas: (Double, Double), _ epsilon: Double,
    _ weightDecay: Double, _ schedule: LearningRateSchedule, isDecoupled: Bool
  ) {
    guard learningRate >= 0, epsilon >= 0, weightDecay >= 0, (0..<1).contains(betas.0), (0..<1).contains(betas.1) else {
      trap(
        "\(name): learning rate (\(learningRate)), ε (\(epsilon)) and weight decay (\(weightDecay)) must not be negative, and "
          + "betas (\(betas.0), \(betas.1)) must lie in 0..<1")
    }
    self.groups = ParameterGroup.checked(groups, name)
    (self.learningRate, self.betas, self.epsilon) = (learningRate, betas, epsilon)
    (self.weightDecay, self.schedule, self.isDecoupled) = (weightDecay, schedule, isDecoupled)
  }

  public func step() {
    let rate = currentLearningRate
    stepCount += 1
    for group in groups {
      for parameter in group.parameters {
        guard let gradient = parameter.gradient else { continue }
        let moments = moments[ObjectIdentifier(parameter)] ?? Moments(parameter.shape)
        self.moments[ObjectIdentifier(parameter)] = moments
        moments.steps += 1
        let numbers = numbers(
          rate * group.learningRateFactor, group.weightDecay ?? weightDecay, steps: moments.steps)
        change(parameter, along: gradient, moments, numbers)
      }
    }
  }

  private func numbers(_ rate: Double, _ decay: Double, steps: Int) -> martlet_adam_step_f32 {
    let (first, second) = (1 - raised(betas.0, Double(steps)), 1 - raised(betas.1, Double(steps)))
    return martlet_adam_step_f32(
      step: Float(rate / first), correction: Float(second.squareRoot()), beta1: Float(betas.0), beta2: Float(betas.1),
      epsilon: Float(epsilon), weight_decay: isDecoupled ? 0 : Float(decay),
      decay: isDecoupled ? Float(1 - rate * decay) : 1)
  }

  private func change(
    _ parameter: Parameter, along gradient: Tensor<Float>, _ moments: Moments, _ numbers: martlet_adam_step_f32
  ) {
    parameter.value.withUnsafeMutableBufferPointer { value in
      moments.first.withUnsafeMutableBufferPointer { first in
        moments.second.withUnsafeMutableBufferPointer { second in
          gradient.withUnsafeBufferPointer { gradient in
            guard let p = value.baseAddress, let m = first.baseAddress, let v = second.baseAddress,
              let g = gradient.baseAddress
            else { return }
            parallel(value.count, grain: 1 << 15) {
              let start = $0.lowerBound
              martlet_adam_f32(p + start, g + start, m + start, v + start, $0.count, numbers)
            }
          }
        }
      }
    }
  }
}
