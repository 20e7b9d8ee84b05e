// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

extension Tracked {
  /// The same elements in row order under another shape; one length may be -1 and is then computed.
  public func reshaped(_ shape: Int...) -> Tracked { reshaped(shape) }

  public func reshaped(_ newShape: [Int]) -> Tracked {
    let old = shape
    return .recorded(value.reshaped(newShape), "reshaped", [self]) { gradient, inputs in
      inputs[0].accumulate(gradient.reshaped(old))
    }
  }

  public func flattened() -> Tracked { reshaped([count]) }

  /// The axes in reverse order; for a matrix its transpose.
  public var transposed: Tracked { permuted(Array((0..<rank).reversed())) }

  /// The axes in another order.
  public func permuted(_ axes: Int...) -> Tracked { permuted(axes) }

  public func permuted(_ axes: [Int]) -> Tracked {
    var back = axes
    for (new, old) in axes.enumerated() {
      back[resolve(axis: old, rank: rank, operation: "permuted")] = new
    }
    return .recorded(value.permuted(axes), "permuted", [self]) { [back] gradient, inputs in
      inputs[0].accumulate(gradient.permuted(back))
    }
  }

  /// Repeated along new axes in front and along axes of length 1.
  public func broadcast(to target: [Int]) -> Tracked {
    let old = shape
    return .recorded(value.broadcast(to: target), "broadcast", [self]) { gradient, inputs in
      inputs[0].accumulate(gradient.summed(to: old))
    }
  }

  /// Equal parts along an axis.
  public func split(into parts: Int, axis: Int = 0) -> [Tracked] {
    let axis = resolve(axis: axis, rank: rank, operation: "split")
    let (old, length) = (shape, shape[axis] / Swift.max(parts, 1))
    return value.split(into: parts, axis: axis).enumerated().map { index, part in
      .recorded(part, "split", [self]) { gradient, inputs in
        var whole = Tensor<Scalar>(repeating: 0, shape: old)
        let before = [AxisSelection](repeating: .range(from: nil, to: nil, step: 1), count: axis)
        whole.replace(
          before + [.range(from: index * length, to: (index + 1) * length, step: 1), .ellipsis], with: gradient)
        inputs[0].accumulate(whole)
      }
    }
  }
}

/// Tracked tensors one after another along an axis; all other lengths must agree.
public func concatenate<S>(_ parts: [Tracked<S>], axis: Int = 0) -> Tracked<S> {
  let joined = concatenate(parts.map(\.value), axis: axis)
  let axis = resolve(axis: axis, rank: joined.rank, operation: "concatenate")
  let lengths = parts.map { $0.shape[axis] }
  return .recorded(joined, "concatenate", parts) { gradient, inputs in
    var edges: [Int] = []
    for length in lengths.dropLast() { edges.append((edges.last ?? 0) + length) }
    for (input, part) in zip(inputs, gradient.split(at: edges, axis: axis)) { input.accumulate(part) }
  }
}

public func concatenate<S>(_ parts: Tracked<S>..., axis: Int = 0) -> Tracked<S> { concatenate(parts, axis: axis) }

/// Tracked tensors of equal shape along a new axis.
public func stack<S>(_ parts: [Tracked<S>], axis: Int = 0) -> Tracked<S> {
  let joined = stack(parts.map(\.value), axis: axis)
  let axis = resolve(axis: axis, rank: joined.rank, operation: "stack")
  return .recorded(joined, "stack", parts) { gradient, inputs in
    for (input, part) in zip(inputs, gradient.split(into: inputs.count, axis: axis)) {
      input.accumulate(part.reshaped(input.shape))
    }
  }
}

public func stack<S>(_ parts: Tracked<S>..., axis: Int = 0) -> Tracked<S> { stack(parts, axis: axis) }
