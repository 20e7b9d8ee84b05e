// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension Tensor {
  /// Every element is `value`.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Int)
  @specialized(where Scalar == Bool)
  public init(repeating value: Scalar, shape: [Int]) {
    self.init(uninitialized: shape)
    base.update(repeating: value, count: count)
  }

  /// Elements in row order.
  ///
  /// Traps unless `shape` holds exactly as many elements as there are.
  public init(_ elements: some Sequence<Scalar>, shape: [Int]) {
    self = Tensor(elements).reshaped(shape)
  }

  /// One axis, from any sequence of elements.
  public init(_ elements: some Sequence<Scalar>) {
    self = ContiguousArray(elements).withUnsafeBufferPointer { Tensor(copying: $0) }
  }

  private init(copying elements: UnsafeBufferPointer<Scalar>) {
    self.init(uninitialized: [elements.count])
    if let start = elements.baseAddress { base.update(from: start, count: elements.count) }
  }

  /// Two axes, from rows of equal length; from no rows one axis of length 0.
  ///
  /// Traps where a row is longer or shorter than the first.
  public init(_ rows: [[Scalar]]) {
    // An empty literal is a list of no rows to the compiler, and of no elements to the reader, as in NumPy.
    if rows.isEmpty {
      self.init(uninitialized: [0])
      return
    }
    let width = rows.first?.count ?? 0
    for (index, row) in rows.enumerated() where row.count != width {
      trap("Tensor: row \(index) has \(row.count) elements, row 0 has \(width); all rows need the same length")
    }
    self = Tensor(rows.joined()).reshaped([rows.count, width])
  }

  /// One value without axes.
  public init(scalar: Scalar) { self.init(repeating: scalar, shape: []) }

  /// Zeros (`false` for Bool).
  public static func zeros(_ shape: Int...) -> Tensor { Tensor(repeating: .blank, shape: shape) }

  /// Elements computed from their position along one axis: `Tensor(count: 3) { Double($0) }`.
  public init(count: Int, _ element: (Int) throws -> Scalar) rethrows {
    self.init(try (0..<count).map(element))
  }
}

extension Tensor where Scalar: Numeric {
  public static func ones(_ shape: Int...) -> Tensor { Tensor(repeating: 1, shape: shape) }

  /// The square matrix with ones on the diagonal.
  public static func identity(_ size: Int) -> Tensor {
    var result = Tensor(repeating: .zero, shape: [size, size])
    for i in 0..<size { result[i, i] = 1 }
    return result
  }
}

extension Tensor: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: Scalar...) { self.init(elements) }
}

/// Zeros of type Double; `Tensor<Float>.zeros(…)` for another type.
public func zeros(_ shape: Int...) -> Tensor<Double> { Tensor(repeating: 0, shape: shape) }

/// Ones of type Double; `Tensor<Float>.ones(…)` for another type.
public func ones(_ shape: Int...) -> Tensor<Double> { Tensor(repeating: 1, shape: shape) }

/// `count` evenly spaced values from `start` to `end`, both included: `linspace(1, 5, 17)`.
///
/// Computed as NumPy does, `start + i * step`, with the last value set to `end`.
public func linspace(_ start: Double, _ end: Double, _ count: Int = 50) -> Tensor<Double> {
  guard count >= 0 else { trap("linspace: the number of values must not be negative, but is \(count)") }
  guard count > 1 else { return Tensor(count: count) { _ in start } }
  let step = (end - start) / Double(count - 1)
  return Tensor(count: count) { index in
    if index == count - 1 { return end }
    // A step that underflows to zero keeps its meaning if the quotient is taken first.
    return start + (step == 0 ? Double(index) / Double(count - 1) * (end - start) : Double(index) * step)
  }
}

/// Whole numbers from 0 up to, not including, `end`.
public func arange(_ end: Int) -> Tensor<Int> { arange(0, end) }

/// Whole numbers from `start` up to, not including, `end`.
public func arange(_ start: Int, _ end: Int, step: Int = 1) -> Tensor<Int> {
  guard step != 0 else { trap("arange: the step must not be 0") }
  return Tensor(stride(from: start, to: end, by: step))
}

/// Values from `start` up to, not including, `end`, at a distance of `step`, as NumPy counts them.
public func arange(_ start: Double, _ end: Double, step: Double) -> Tensor<Double> {
  guard step != 0 else { trap("arange: the step must not be 0") }
  let count = ((end - start) / step).rounded(.up)
  guard count.isFinite else { trap("arange: \(start) to \(end) by \(step) is not a finite number of values") }
  return Tensor(count: max(0, Int(count))) { start + Double($0) * step }
}
