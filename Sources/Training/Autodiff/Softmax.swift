// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Numbers that are positive and add up to 1 along an axis: eˣ over their sum.
public func softmax<S>(_ x: Tracked<S>, axis: Int = -1) -> Tracked<S> { x.applying(.softmax, axis: axis) }

/// The logarithm of ``softmax(_:axis:)``, without its loss of digits.
public func logSoftmax<S>(_ x: Tracked<S>, axis: Int = -1) -> Tracked<S> { x.applying(.logSoftmax, axis: axis) }

extension Tracked {
  fileprivate func applying(_ function: RowFunction, axis: Int) -> Tracked {
    let axis = resolve(axis: axis, rank: rank, operation: function.rawValue)
    if axis != rank - 1 {
      var order = Array(0..<rank)
      order.swapAt(axis, rank - 1)
      return permuted(order).applying(function, axis: -1).permuted(order)
    }
    let (input, width) = (value.contiguous(), shape[axis])
    guard width > 0 else { trap("\(function.rawValue): axis \(axis) of shape \(describe(shape: shape)) is empty") }
    let rows = count / width
    var output = Tensor<Scalar>(uninitialized: shape)
    input.withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        guard let x = input.baseAddress, let y = output.baseAddress else { return }
        parallel(rows, grain: Swift.max(1, (1 << 14) / width)) {
          Scalar.kernels.rows(function, x + $0.lowerBound * width, y + $0.lowerBound * width, $0.count, width)
        }
      }
    }
    return .recorded(output, function.rawValue, [self]) { [output] gradient, inputs in
      output.withUnsafeBufferPointer { output in
        gradient.withUnsafeMutableBufferPointer { gradient in
          guard let y = output.baseAddress, let g = gradient.baseAddress else { return }
          parallel(rows, grain: Swift.max(1, (1 << 14) / width)) {
            let start = $0.lowerBound * width
            Scalar.kernels.rowSlope(function, y + start, g + start, g + start, $0.count, width)
          }
        }
      }
      inputs[0].accumulate(gradient)
    }
  }
}
