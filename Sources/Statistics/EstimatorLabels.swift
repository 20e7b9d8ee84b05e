// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// A type whose values can name classes. Classes are in rising order, as in scikit-learn; of two the smaller is the
/// negative one (`0`, `false`).
public protocol ClassLabel: TensorScalar, Hashable {
  static func inOrder(_ a: Self, _ b: Self) -> Bool
}

extension ClassLabel where Self: Comparable {
  public static func inOrder(_ a: Self, _ b: Self) -> Bool { a < b }
}

extension Int: ClassLabel {}
extension Int32: ClassLabel {}
extension UInt8: ClassLabel {}
extension Double: ClassLabel {}
extension Float: ClassLabel {}

extension Bool: ClassLabel {
  public static func inOrder(_ a: Bool, _ b: Bool) -> Bool { !a && b }
}

/// The classes that occur in labels, and which one each row has.
package struct LabelTable<Label: ClassLabel>: Sendable {
  /// In rising order.
  package let classes: [Label]
  /// For each row the position of its class in `classes`.
  package let indices: [Int]
  /// How many rows each class has.
  package let counts: [Int]

  /// Traps unless there is one label per row, all of them numbers, of at least `minimumClasses` classes.
  @specialized(where Label == Int)
  @specialized(where Label == Bool)
  @specialized(where Label == Double)
  package init(_ labels: Tensor<Label>, rows: Int, minimumClasses: Int = 2, operation: String) {
    guard labels.shape == [rows] else {
      trap(
        "\(operation): \(rows) samples need \(rows) labels along one axis, but the labels have shape "
          + describe(shape: labels.shape))
    }
    let elements = Array(labels)
    if let row = elements.firstIndex(where: { $0 != $0 }) {
      trap("\(operation): the label of row \(row) is \(elements[row]); every row needs a class")
    }
    let found = Set(elements).sorted(by: Label.inOrder)
    guard found.count >= minimumClasses else {
      let names = found.map { "\($0)" }.joined(separator: ", ")
      trap(
        "\(operation): at least \(minimumClasses == 2 ? "two classes are" : "\(minimumClasses) classes are") needed, "
          + "but the labels hold \(found.count)" + (found.isEmpty ? "" : " (\(names))"))
    }
    let positions = Dictionary(uniqueKeysWithValues: found.enumerated().map { ($1, $0) })
    let table = elements.map { positions[$0]! }
    var tally = [Int](repeating: 0, count: found.count)
    for index in table { tally[index] += 1 }
    (classes, indices, counts) = (found, table, tally)
  }
}
