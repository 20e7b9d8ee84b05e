// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What may stand between the brackets of a tensor, one per axis.
///
/// | Index | Meaning |
/// |---|---|
/// | `3`, `-1` | one position, counted from the end where negative; the axis vanishes |
/// | `2..<5`, `2...4`, `2...`, `..<5`, `...4` | a range; `(-3)...` and `..<(-1)` count from the end |
/// | `0...` | the whole axis |
/// | `...` | as many whole axes as are left (first or second position) |
/// | `every(2)`, `every(-1)`, `every(2, from: 1, to: -1)` | every second, reversed, with bounds |
/// | `newAxis` | a new axis of length 1 |
/// | `[4, 0, 4]`, a `Tensor<Int>` | these positions, in this order |
/// | a `Tensor<Bool>` | where it is true; it covers as many axes as it has |
public protocol TensorIndex {
  var axisSelection: AxisSelection { get }
}

/// What an index selects, in one form for all of them.
public enum AxisSelection: Sendable {
  case position(Int)
  /// Bounds as in NumPy's `from:to:step`; nil is the respective end. Out-of-range bounds trap, they are not clipped.
  case range(from: Int?, to: Int?, step: Int)
  case positions(Tensor<Int>)
  case mask(Tensor<Bool>)
  case newAxis
  case ellipsis
}

extension Int: TensorIndex {
  public var axisSelection: AxisSelection { .position(self) }
}

extension Range: TensorIndex where Bound == Int {
  public var axisSelection: AxisSelection { .range(from: lowerBound, to: upperBound, step: 1) }
}

extension ClosedRange: TensorIndex where Bound == Int {
  public var axisSelection: AxisSelection { PartialRangeThrough(upperBound).through(from: lowerBound) }
}

extension PartialRangeFrom: TensorIndex where Bound == Int {
  public var axisSelection: AxisSelection { .range(from: lowerBound, to: nil, step: 1) }
}

extension PartialRangeUpTo: TensorIndex where Bound == Int {
  public var axisSelection: AxisSelection { .range(from: nil, to: upperBound, step: 1) }
}

extension PartialRangeThrough: TensorIndex where Bound == Int {
  public var axisSelection: AxisSelection { through(from: nil) }

  /// Through the last element (`-1`) means no upper bound, as one past it would be 0.
  fileprivate func through(from lower: Int?) -> AxisSelection {
    .range(from: lower, to: upperBound == -1 ? nil : upperBound + 1, step: 1)
  }
}

extension Array: TensorIndex where Element == Int {
  public var axisSelection: AxisSelection { .positions(Tensor(self)) }
}

extension Tensor: TensorIndex where Scalar: TensorIndexScalar {
  public var axisSelection: AxisSelection { Scalar.selection(self) }
}

/// The scalar types whose tensors select elements: `Int` by position, `Bool` by mask.
public protocol TensorIndexScalar: TensorScalar {
  static func selection(_ tensor: Tensor<Self>) -> AxisSelection
}

extension Int: TensorIndexScalar {
  public static func selection(_ tensor: Tensor<Int>) -> AxisSelection { .positions(tensor) }
}

extension Bool: TensorIndexScalar {
  public static func selection(_ tensor: Tensor<Bool>) -> AxisSelection { .mask(tensor) }
}

/// An index made by ``every(_:from:to:)`` or ``newAxis``.
public struct AxisIndex: TensorIndex, Sendable {
  public let axisSelection: AxisSelection
}

/// A new axis of length 1: `labels[..., newAxis]` makes a column of a vector.
public let newAxis = AxisIndex(axisSelection: .newAxis)

/// Every `step`-th element; negative steps go backwards, negative bounds count from the end (NumPy's `from:to:step`).
public func every(_ step: Int, from: Int? = nil, to: Int? = nil) -> AxisIndex {
  guard step != 0 else { trap("every: the step must not be 0") }
  return AxisIndex(axisSelection: .range(from: from, to: to, step: step))
}
