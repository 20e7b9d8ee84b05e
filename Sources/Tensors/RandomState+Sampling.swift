// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension RandomState {
  /// The numbers 0 ..< `count` in random order.
  public func permutation(_ count: Int) -> Tensor<Int> {
    guard count >= 0 else { trap("permutation: the number of elements must not be negative, but is \(count)") }
    return draw { engine in
      var order = Array(0..<count)
      engine.shuffle(&order)
      return Tensor(order)
    }
  }

  /// The tensor's parts along its first axis in random order.
  public func permutation<Scalar>(_ tensor: Tensor<Scalar>) -> Tensor<Scalar> {
    guard tensor.rank > 0 else { trap("permutation: a value without axes has no order") }
    return tensor[permutation(tensor.shape[0]), ...]
  }

  /// Puts an array into random order.
  public func shuffle<Element>(_ array: inout [Element]) {
    let order = permutation(array.count)
    array = order.map { array[$0] }
  }

  /// Puts the tensor's parts along its first axis into random order.
  public func shuffle<Scalar>(_ tensor: inout Tensor<Scalar>) { tensor = permutation(tensor) }

  /// `count` elements of one axis, chosen at random.
  ///
  /// Traps where more are asked for than there are and none may come twice.
  public func choice<Scalar>(_ elements: Tensor<Scalar>, _ count: Int, replacing: Bool = true) -> Tensor<Scalar> {
    guard elements.rank == 1 else {
      trap("choice: the elements need one axis, but the shape is \(describe(shape: elements.shape))")
    }
    return elements[choice(elements.count, count, replacing: replacing), ...]
  }

  /// `count` of the numbers 0 ..< `population`, chosen at random.
  public func choice(_ population: Int, _ count: Int, replacing: Bool = true) -> Tensor<Int> {
    guard population > 0 || count == 0 else { trap("choice: there is nothing to choose from") }
    if replacing { return randint(0..<Swift.max(population, 1), shape: [count]) }
    guard count <= population else {
      trap(
        "choice: \(count) different elements cannot be chosen from \(population); pass replacing: true to allow repeats"
      )
    }
    return permutation(population)[..<count].contiguous()
  }
}

extension RandomState.Engine {
  fileprivate mutating func shuffle(_ order: inout [Int]) {
    for i in stride(from: order.count - 1, to: 0, by: -1) {
      order.swapAt(i, Int(twister.next(through: UInt64(i))))
    }
  }
}
