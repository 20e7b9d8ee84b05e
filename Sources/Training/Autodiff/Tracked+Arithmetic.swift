// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Arithmetic element by element, with broadcasting as for tensors: between tracked tensors, with constant tensors and
/// with numbers.
extension Tracked {
  public static func + (a: Tracked, b: Tracked) -> Tracked {
    let (left, right) = (a.shape, b.shape)
    return recorded(a.value + b.value, "+", [a, b]) { gradient, inputs in
      inputs[0].accumulate(gradient.summed(to: left))
      inputs[1].accumulate(gradient.summed(to: right))
    }
  }

  public static func - (a: Tracked, b: Tracked) -> Tracked {
    let (left, right) = (a.shape, b.shape)
    return recorded(a.value - b.value, "-", [a, b]) { gradient, inputs in
      inputs[0].accumulate(gradient.summed(to: left))
      inputs[1].accumulate(-gradient.summed(to: right))
    }
  }

  public static func * (a: Tracked, b: Tracked) -> Tracked {
    let (left, right) = (a.value, b.value)
    return recorded(left * right, "*", [a, b]) { gradient, inputs in
      inputs[0].accumulate((gradient * right).summed(to: left.shape))
      inputs[1].accumulate((gradient * left).summed(to: right.shape))
    }
  }

  public static func / (a: Tracked, b: Tracked) -> Tracked {
    let (left, right) = (a.value, b.value)
    let quotient = left / right
    return recorded(quotient, "/", [a, b]) { gradient, inputs in
      gradient /= right
      inputs[0].accumulate(gradient.summed(to: left.shape))
      inputs[1].accumulate(-(gradient * quotient).summed(to: right.shape))
    }
  }

  public static prefix func - (a: Tracked) -> Tracked {
    recorded(-a.value, "-", [a]) { gradient, inputs in inputs[0].accumulate(-gradient) }
  }

  public static func + (a: Tracked, b: Scalar) -> Tracked {
    recorded(a.value + b, "+", [a]) { gradient, inputs in inputs[0].accumulate(gradient) }
  }

  public static func + (a: Scalar, b: Tracked) -> Tracked { b + a }
  public static func - (a: Tracked, b: Scalar) -> Tracked { a + (-b) }
  public static func - (a: Scalar, b: Tracked) -> Tracked { -b + a }

  public static func * (a: Tracked, b: Scalar) -> Tracked {
    recorded(a.value * b, "*", [a]) { gradient, inputs in inputs[0].accumulate(gradient * b) }
  }

  public static func * (a: Scalar, b: Tracked) -> Tracked { b * a }
  public static func / (a: Tracked, b: Scalar) -> Tracked {
    recorded(a.value / b, "/", [a]) { gradient, inputs in inputs[0].accumulate(gradient / b) }
  }
  public static func / (a: Scalar, b: Tracked) -> Tracked { Tracked(a) / b }

  public static func + (a: Tracked, b: Tensor<Scalar>) -> Tracked { a + Tracked(b) }
  public static func + (a: Tensor<Scalar>, b: Tracked) -> Tracked { Tracked(a) + b }
  public static func - (a: Tracked, b: Tensor<Scalar>) -> Tracked { a - Tracked(b) }
  public static func - (a: Tensor<Scalar>, b: Tracked) -> Tracked { Tracked(a) - b }
  public static func * (a: Tracked, b: Tensor<Scalar>) -> Tracked { a * Tracked(b) }
  public static func * (a: Tensor<Scalar>, b: Tracked) -> Tracked { Tracked(a) * b }
  public static func / (a: Tracked, b: Tensor<Scalar>) -> Tracked { a / Tracked(b) }
  public static func / (a: Tensor<Scalar>, b: Tracked) -> Tracked { Tracked(a) / b }

  public static func += (a: inout Tracked, b: Tracked) { a = a + b }
  public static func -= (a: inout Tracked, b: Tracked) { a = a - b }
  public static func *= (a: inout Tracked, b: Tracked) { a = a * b }
  public static func /= (a: inout Tracked, b: Tracked) { a = a / b }
}
