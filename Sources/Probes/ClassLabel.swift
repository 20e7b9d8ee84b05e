// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// A type whose values can name classes. Of two classes the smaller is the negative one (`0`, `false`), as in
/// scikit-learn.
public protocol ClassLabel: TensorScalar, Hashable {
  static func inOrder(_ a: Self, _ b: Self) -> Bool
}

extension Int: ClassLabel {
  public static func inOrder(_ a: Int, _ b: Int) -> Bool { a < b }
}

extension Double: ClassLabel {
  public static func inOrder(_ a: Double, _ b: Double) -> Bool { a < b }
}

extension Bool: ClassLabel {
  public static func inOrder(_ a: Bool, _ b: Bool) -> Bool { !a && b }
}
