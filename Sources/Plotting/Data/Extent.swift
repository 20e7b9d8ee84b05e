// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The smallest and largest finite value seen, and the sides that take no margin.
package struct Extent: Hashable, Sendable {
  package var low = Double.infinity
  package var high = -Double.infinity
  /// Values where the axis ends without a margin if they are its extreme: image borders, the foot of bars.
  package var sticky: [Double] = []

  /// Whether all values are whole numbers.
  package var isWhole = true

  package init() {}

  package var isEmpty: Bool { low > high }

  /// Takes in values; what is not finite, or too large to subtract, is passed over.
  package mutating func include(_ values: some Sequence<Double>, positiveOnly: Bool = false) {
    for value in values where Extent.isDrawable(value) && (!positiveOnly || value > 0) {
      if value < low { low = value }
      if value > high { high = value }
      if isWhole, value != value.rounded() { isWhole = false }
    }
  }

  /// Whether arithmetic on the value stays finite.
  package static func isDrawable(_ value: Double) -> Bool { abs(value) <= 1e300 }
}
