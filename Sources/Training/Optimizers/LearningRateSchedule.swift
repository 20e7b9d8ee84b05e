// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// What a learning rate is multiplied with at each step.
///
/// Warm-up and decay are those of Hugging Face's `get_linear_schedule_with_warmup` and
/// `get_cosine_schedule_with_warmup`: the factor rises from 0 at step 0 to 1 at step `warmup`, and falls to `final` at step
/// `total`, where it stays (Hugging Face's cosine would rise again).
public struct LearningRateSchedule: Sendable {
  /// The factor of a step, counted from 0.
  public let factor: @Sendable (Int) -> Double

  /// A schedule of your own.
  public init(_ factor: @escaping @Sendable (_ step: Int) -> Double) { self.factor = factor }

  /// Always 1.
  public static let constant = LearningRateSchedule { _ in 1 }

  /// Rises to 1, then stays.
  public static func constant(warmup: Int) -> LearningRateSchedule {
    LearningRateSchedule { $0 < warmup ? Double($0) / Double(Swift.max(warmup, 1)) : 1 }
  }

  /// Rises to 1, then falls in a straight line.
  public static func linear(warmup: Int = 0, total: Int, final: Double = 0) -> LearningRateSchedule {
    decaying(warmup, total, final) { 1 - $0 }
  }

  /// Rises to 1, then falls along half a cosine.
  public static func cosine(warmup: Int = 0, total: Int, final: Double = 0) -> LearningRateSchedule {
    decaying(warmup, total, final) { 0.5 * (1 + cos(Double.pi * $0)) }
  }

  private static func decaying(
    _ warmup: Int, _ total: Int, _ final: Double, _ shape: @escaping @Sendable (Double) -> Double
  ) -> LearningRateSchedule {
    LearningRateSchedule { step in
      if step < warmup { return Double(step) / Double(Swift.max(warmup, 1)) }
      let progress = Double(step - warmup) / Double(Swift.max(total - warmup, 1))
      return final + (1 - final) * shape(Swift.min(progress, 1))
    }
  }
}
