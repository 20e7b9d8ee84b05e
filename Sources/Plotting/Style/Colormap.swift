// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Colours for numbers.
///
/// ```swift
/// Heatmap(weights, .RdBu_r, range: -1...1)
/// ```
/// Names and colours are matplotlib's. Continuous maps have 256 entries.
public struct Colormap: Hashable, Sendable {
  public let name: String
  /// From the lowest value to the highest.
  public let colors: [Color]

  /// - Parameter colors: from the lowest value to the highest; 1 to 256 of them, not interpolated.
  public init(name: String, colors: [Color]) {
    guard (1...256).contains(colors.count) else {
      trap("Colormap \"\(name)\": \(colors.count) colours given; a colour map has 1 to 256")
    }
    self.name = name
    self.colors = colors.map(\.drawable)
  }

  /// 256 colours on straight lines through evenly spaced control points.
  public init(name: String, through points: [Color]) {
    guard points.count >= 2 else {
      trap("Colormap \"\(name)\": colours run through at least 2 points, but \(points.count) given")
    }
    let last = Double(points.count - 1)
    self.init(
      name: name,
      colors: (0..<256).map { i in
        let place = Double(i) / 255 * last
        let k = min(Int(place), points.count - 2)
        let t = place - Double(k)
        func mix(_ part: KeyPath<Color, Double>) -> Double {
          points[k][keyPath: part] * (1 - t) + points[k + 1][keyPath: part] * t
        }
        return Color(red: mix(\.red), green: mix(\.green), blue: mix(\.blue), alpha: mix(\.alpha))
      })
  }

  /// The map run backwards.
  public var reversed: Colormap {
    Colormap(
      name: name.hasSuffix("_r") ? String(name.dropLast(2)) : name + "_r", colors: colors.reversed())
  }

  /// The entry for a value from 0 to 1; outside it the nearest end, nil for NaN.
  public func index(at value: Double) -> Int? {
    guard !value.isNaN else { return nil }
    return Int(min(max(value * Double(colors.count), 0), Double(colors.count - 1)))
  }

  /// The colour for a value from 0 to 1, as `Colormap.tab20b(0.3)`: see ``color(at:)``.
  public func callAsFunction(_ value: Double) -> Color { color(at: value) }

  /// The colour for a value from 0 to 1; outside it the nearest end, transparent for NaN.
  public func color(at value: Double) -> Color { index(at: value).map { colors[$0] } ?? .clear }
}

extension Colormap {
  public static let viridis = Colormap(name: "viridis", table: ColormapTables.viridis)
  public static let cividis = Colormap(name: "cividis", table: ColormapTables.cividis)
  public static let magma = Colormap(name: "magma", table: ColormapTables.magma)
  public static let gray = Colormap(name: "gray", through: [.black, .white])
  /// Red over white to blue (ColorBrewer, Cynthia Brewer).
  public static let RdBu = Colormap(
    name: "RdBu",
    through: [
      0x67001f, 0xb2182b, 0xd6604d, 0xf4a582, 0xfddbc7, 0xf7f7f7, 0xd1e5f0, 0x92c5de, 0x4393c3, 0x2166ac, 0x053061,
    ].map { Color(hex: $0) })
  /// Blue over white to red: negative is cold.
  public static let RdBu_r = RdBu.reversed
  /// Blue over grey to red (Kenneth Moreland).
  public static let coolwarm = Colormap(name: "coolwarm", table: ColormapTables.coolwarm)
  public static let tab10 = Colormap(
    name: "tab10",
    colors: [
      0x1f77b4, 0xff7f0e, 0x2ca02c, 0xd62728, 0x9467bd, 0x8c564b, 0xe377c2, 0x7f7f7f, 0xbcbd22, 0x17becf,
    ].map { Color(hex: $0) })
  public static let tab20b = Colormap(
    name: "tab20b",
    colors: [
      0x393b79, 0x5254a3, 0x6b6ecf, 0x9c9ede, 0x637939, 0x8ca252, 0xb5cf6b, 0xcedb9c, 0x8c6d31, 0xbd9e39,
      0xe7ba52, 0xe7cb94, 0x843c39, 0xad494a, 0xd6616b, 0xe7969c, 0x7b4173, 0xa55194, 0xce6dbd, 0xde9ed6,
    ].map { Color(hex: $0) })

  init(name: String, table: String) {
    let digits = table.utf8.map { UInt32($0 < 58 ? $0 - 48 : $0 - 87) }
    self.init(
      name: name,
      colors: stride(from: 0, to: digits.count, by: 6).map { i in
        Color(hex: digits[i..<i + 6].reduce(0) { $0 << 4 | $1 })
      })
  }
}
