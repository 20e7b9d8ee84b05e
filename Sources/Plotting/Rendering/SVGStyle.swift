// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// Shortens the style attributes that Cairo writes: defaults go, colours become hexadecimal.
enum SVGStyle {
  /// What SVG assumes anyway; Cairo sets every property on the element itself, so nothing else is inherited.
  private static let defaults: Set<Substring> = [
    "fill-opacity:1", "stroke-opacity:1", "fill-rule:nonzero", "stroke-linecap:butt", "stroke-linejoin:miter",
  ]

  static func shortened(_ style: Substring) -> String {
    var parts = style.split(separator: ";").map { $0.drop { $0 == " " } }.filter { !defaults.contains($0) }
    // Only mitred corners have a limit.
    if style.contains("stroke-linejoin:round") { parts.removeAll { $0.hasPrefix("stroke-miterlimit") } }
    if !style.contains("fill:"), style.contains("stroke:none") { parts.removeAll { $0 == "stroke:none" } }
    return parts.map(color).joined(separator: ";")
  }

  /// `fill:rgb(100%,0%,0%)` as `fill:#f00`.
  private static func color(_ part: Substring) -> String {
    guard let open = part.range(of: ":rgb("), part.hasSuffix("%)") else { return String(part) }
    let values = part[open.upperBound...].dropLast().split(separator: ",").compactMap { Double($0.dropLast()) }
    guard values.count == 3 else { return String(part) }
    return part[..<open.lowerBound] + ":" + hexadecimal(values)
  }

  /// Red, green and blue in per cent as `#ff0000`, or `#f00` where that is the same.
  static func hexadecimal(_ percentages: [Double]) -> String {
    let bytes = percentages.map { UInt8(min(max(($0 * 2.55).rounded(), 0), 255)) }
    let isShort = bytes.allSatisfy { $0 >> 4 == $0 & 15 }
    let digits = bytes.map { byte in
      let high = String(byte >> 4, radix: 16)
      return isShort ? high : high + String(byte & 15, radix: 16)
    }
    return "#" + digits.joined()
  }
}
