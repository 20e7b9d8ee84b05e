// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// The logistic loss of samples with margins z and targets 0 or 1, in forms that neither overflow nor cancel.
enum LogisticLoss {
  /// The sum of log(1 + exp(-s z)), s = ±1.
  static func total(_ margins: Vector, _ targets: UnsafePointer<Double>) -> Double {
    var sum = 0.0
    for i in 0..<margins.count {
      let signed = targets[i] == 1 ? margins[i] : -margins[i]
      sum += signed > 0 ? log1p(exp(-signed)) : log1p(exp(signed)) - signed
    }
    return sum
  }

  /// The probability of the wrong class, for one sample; keeps its digits where it is tiny.
  @inline(__always)
  static func errorProbability(margin: Double, target: Double) -> Double {
    let signed = target == 1 ? margin : -margin
    if signed > 0 {
      let small = exp(-signed)
      return small / (1 + small)
    }
    return 1 / (1 + exp(signed))
  }
}
