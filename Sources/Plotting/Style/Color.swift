// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// A colour in sRGB; parts run from 0 to 1.
///
/// ```swift
/// let pink: Color = [0.9, 0.7, 0.7]          // red, green, blue
/// let veil: Color = [0.7, 0.9, 0.7, 0.4]     // and opacity
/// Line(y).color(.blue)
/// ```
/// The single-letter colours of the `"ks-"` shorthand have matplotlib's values: `.green` is (0, 0.5, 0).
public struct Color: Hashable, Sendable {
  public var red: Double
  public var green: Double
  public var blue: Double
  public var alpha: Double
  /// What takes the colour's place on dark pages, as `0xRRGGBB`: colours of ``Theme/automatic`` have one.
  package private(set) var onDarkPages: UInt32?

  public init(red: Double, green: Double, blue: Double, alpha: Double = 1) {
    self.red = red
    self.green = green
    self.blue = blue
    self.alpha = alpha
  }

  /// A colour from a number such as `0x1f77b4`.
  public init(hex: UInt32) {
    self.init(
      red: Double(hex >> 16 & 255) / 255, green: Double(hex >> 8 & 255) / 255, blue: Double(hex & 255) / 255)
  }

  /// A shade of gray, from 0 (black) to 1 (white).
  public init(gray: Double) { self.init(red: gray, green: gray, blue: gray) }

  /// The same colour, `factor` times as opaque.
  public func opacity(_ factor: Double) -> Color {
    var copy = self
    copy.alpha *= factor
    return copy
  }

  /// The same colour, in whose place dark pages have another.
  func onDarkPages(_ hex: UInt32) -> Color {
    var copy = self
    copy.onDarkPages = hex
    return copy
  }

  /// The nearest colour that can be drawn: parts below 0, above 1 and NaN come from computing.
  var drawable: Color {
    func part(_ value: Double) -> Double { value > 0 ? min(value, 1) : 0 }
    var copy = self
    (copy.red, copy.green, copy.blue, copy.alpha) = (part(red), part(green), part(blue), part(alpha))
    return copy
  }

  /// Luminance relative to white, by the weights of ITU-R BT.709.
  package var luminance: Double { 0.2126 * red + 0.7152 * green + 0.0722 * blue }
}

extension Color: ExpressibleByArrayLiteral {
  /// Three parts (red, green, blue) or four (and opacity), each from 0 to 1; anything else traps.
  public init(arrayLiteral parts: Double...) {
    guard parts.count == 3 || parts.count == 4 else {
      trap(
        "Color: a colour has three or four parts, but \(parts.count) \(parts.count == 1 ? "was" : "were") given; "
          + "write [red, green, blue] or [red, green, blue, opacity]")
    }
    self.init(red: parts[0], green: parts[1], blue: parts[2], alpha: parts.count == 4 ? parts[3] : 1)
  }
}

extension Color {
  public static let black = Color(gray: 0)
  public static let white = Color(gray: 1)
  public static let gray = Color(hex: 0x808080)
  public static let lightGray = Color(hex: 0xd3d3d3)
  public static let red = Color(hex: 0xff0000)
  public static let green = Color(red: 0, green: 0.5, blue: 0)
  public static let blue = Color(hex: 0x0000ff)
  public static let cyan = Color(red: 0, green: 0.75, blue: 0.75)
  public static let magenta = Color(red: 0.75, green: 0, blue: 0.75)
  public static let yellow = Color(red: 0.75, green: 0.75, blue: 0)
  public static let orange = Color(hex: 0xff7f0e)
  public static let purple = Color(hex: 0x9467bd)
  public static let clear = Color(red: 0, green: 0, blue: 0, alpha: 0)
}
