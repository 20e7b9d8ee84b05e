// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

extension Tracked {
  /// A part, selected as in a tensor: positions, ranges, lists of positions and masks. Gradients of an element that was
  /// selected several times add up.
  public subscript(_ indices: any TensorIndex...) -> Tracked { selected(indices.map(\.axisSelection)) }

  /// A part, with whole axes first: `x[..., 0]`.
  public subscript(_ ellipsis: UnboundedRange, _ indices: any TensorIndex...) -> Tracked {
    selected([.ellipsis] + indices.map(\.axisSelection))
  }

  /// A part, with whole axes after the first index: `x[3, ...]`.
  public subscript(_ first: any TensorIndex, _ ellipsis: UnboundedRange, _ indices: any TensorIndex...) -> Tracked {
    selected([first.axisSelection, .ellipsis] + indices.map(\.axisSelection))
  }

  private func selected(_ selection: [AxisSelection]) -> Tracked {
    let part = value.selected(selection)
    guard isRecorded else { return Tracked(part) }
    let shape = shape
    return .recorded(part, "[]", [self]) { gradient, inputs in
      // The same selection of the elements' numbers tells where each element came from.
      let sources = arange(shape.reduce(1, *)).reshaped(shape).selected(selection)
      inputs[0].accumulate(gradient.scattered(to: sources, shape: shape))
    }
  }

  /// Elements along one axis, each named by its position there; all other axes stay. torch's `gather` and NumPy's
  /// `take_along_axis`.
  ///
  /// `logProbabilities.gathered(targets[..., newAxis], axis: -1)` picks one element of each row.
  /// - Parameter positions: as many axes as the value, with the same lengths but along `axis`.
  public func gathered(_ positions: Tensor<Int>, axis: Int) -> Tracked {
    let axis = resolve(axis: axis, rank: rank, operation: "gathered")
    guard positions.rank == rank, positions.shape.removing(axis) == shape.removing(axis) else {
      trap(
        "gathered: positions of shape \(describe(shape: positions.shape)) do not fit a value of shape "
          + "\(describe(shape: shape)) along axis \(axis); all other lengths must be equal")
    }
    let inner = shape[(axis + 1)...].reduce(1, *)
    let (length, taken) = (shape[axis], positions.shape[axis])
    var sources = [Int](repeating: 0, count: positions.count)
    for (place, position) in positions.enumerated() {
      guard (0..<length).contains(position) else {
        trap("gathered: position \(position) is outside axis \(axis), which has length \(length)")
      }
      let (block, column) = (place / (taken * inner), place % inner)
      sources[place] = (block * length + position) * inner + column
    }
    let flat = Tensor(sources)
    let part = value.flattened()[flat].reshaped(positions.shape)
    let shape = shape
    return .recorded(part, "gathered", [self]) { gradient, inputs in
      inputs[0].accumulate(gradient.scattered(to: flat, shape: shape))
    }
  }
}

extension Tensor where Scalar: DifferentiableScalar {
  /// Zeros of the given shape, to which each element is added at the place that `targets` names, in row order.
  func scattered(to targets: Tensor<Int>, shape: [Int]) -> Tensor {
    var result = Tensor(repeating: 0, shape: shape)
    withUnsafeBufferPointer { source in
      targets.withUnsafeBufferPointer { targets in
        result.withUnsafeMutableBufferPointer { result in
          for (element, target) in zip(source, targets) { result[target] += element }
        }
      }
    }
    return result
  }
}
