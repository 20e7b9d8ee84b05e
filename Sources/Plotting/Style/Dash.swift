// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// How a line is broken; lengths are multiples of its width.
public struct Dash: Hashable, Sendable {
  /// Lengths on and off, in line widths; empty is a solid line.
  public var pattern: [Double]

  /// - Parameter pattern: lengths on and off in line widths, for example `[4, 1, 1, 1]`.
  public init(_ pattern: [Double]) { self.pattern = pattern }

  public static let solid = Dash([])
  public static let dashed = Dash([3.7, 1.6])
  public static let dotted = Dash([1, 1.65])
  public static let dashDotted = Dash([6.4, 1.6, 1, 1.6])

  func lengths(lineWidth: Double) -> [Double] { pattern.map { $0 * lineWidth } }
}
