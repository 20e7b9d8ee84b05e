// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

// Elementwise functions under the names that they have for numbers and tensors. The field's names for the others.

public func exp<S>(_ x: Tracked<S>) -> Tracked<S> { x.applying(.exp) }
public func log<S>(_ x: Tracked<S>) -> Tracked<S> { x.applying(.log) }
public func sqrt<S>(_ x: Tracked<S>) -> Tracked<S> { x.applying(.sqrt) }
public func sin<S>(_ x: Tracked<S>) -> Tracked<S> { x.applying(.sin) }
public func cos<S>(_ x: Tracked<S>) -> Tracked<S> { x.applying(.cos) }
public func tanh<S>(_ x: Tracked<S>) -> Tracked<S> { x.applying(.tanh) }
public func erf<S>(_ x: Tracked<S>) -> Tracked<S> { x.applying(.erf) }

/// The absolute value; the gradient at 0 is 0, as in torch.
public func abs<S>(_ x: Tracked<S>) -> Tracked<S> { x.applying(.abs) }

/// 1 / (1 + e⁻ˣ)
public func sigmoid<S>(_ x: Tracked<S>) -> Tracked<S> { x.applying(.sigmoid) }

/// max(x, 0); the gradient at 0 is 0, as in torch.
public func relu<S>(_ x: Tracked<S>) -> Tracked<S> { x.applying(.relu) }

/// The Gaussian error linear unit, in torch's default form or in GPT-2's.
public func gelu<S>(_ x: Tracked<S>, _ form: GELUForm = .erf) -> Tracked<S> {
  x.applying(form == .erf ? .geluErf : .geluTanh)
}

/// Each element to the power of a number. Where the exponent is not whole, elements must not be negative.
public func pow<S>(_ x: Tracked<S>, _ exponent: S) -> Tracked<S> {
  if exponent == 2 { return x * x }
  let value = x.value
  let power = value.mapElements { S(raised(Double($0), Double(exponent))) }
  return Tracked.recorded(power, "pow", [x]) { gradient, inputs in
    let slope = value.mapElements { exponent * S(raised(Double($0), Double(exponent) - 1)) }
    inputs[0].accumulate(gradient * slope)
  }
}

extension Tracked {
  func applying(_ function: ElementaryFunction) -> Tracked {
    let input = value.contiguous()
    var output = Tensor<Scalar>(uninitialized: shape)
    inParts(input, &output) { Scalar.kernels.map(function, $0, $1, $2) }
    return .recorded(output, function.rawValue, [self]) { [output] gradient, inputs in
      output.withUnsafeBufferPointer { output in
        input.withUnsafeBufferPointer { input in
          gradient.withUnsafeMutableBufferPointer { gradient in
            guard let x = input.baseAddress, let y = output.baseAddress, let g = gradient.baseAddress else { return }
            parallel(input.count, grain: 1 << 14) {
              let start = $0.lowerBound
              Scalar.kernels.slope(function, x + start, y + start, g + start, g + start, $0.count)
            }
          }
        }
      }
      inputs[0].accumulate(gradient)
    }
  }
}

/// Runs a loop from one tensor into another of the same size, in parts on several threads.
func inParts<S>(
  _ input: Tensor<S>, _ output: inout Tensor<S>, _ body: (UnsafePointer<S>, UnsafeMutablePointer<S>, Int) -> Void
) {
  input.withUnsafeBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      guard let x = input.baseAddress, let y = output.baseAddress else { return }
      parallel(input.count, grain: 1 << 14) { body(x + $0.lowerBound, y + $0.lowerBound, $0.count) }
    }
  }
}
