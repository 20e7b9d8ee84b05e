// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// How an element looks: properties in order, with colours as colours.
struct SVGStyle {
  enum Value: Equatable {
    case text(String)
    case color(Color)
  }

  private(set) var parts: [(property: String, value: Value)] = []

  /// What SVG assumes anyway; Cairo sets every property on the element itself, so nothing else is inherited.
  private static let defaults: Set<Substring> = [
    "stroke:none", "fill-opacity:1", "stroke-opacity:1", "fill-rule:nonzero", "stroke-linecap:butt",
    "stroke-linejoin:miter",
  ]

  init() {}

  /// Adds a property whose value is not a colour.
  mutating func set(_ property: String, _ value: String) { parts.append((property, .text(value))) }

  /// Adds a paint: `fill` or `stroke`.
  mutating func paint(_ property: String, _ color: Color?) {
    guard let color, color.alpha > 0 else { return set(property, "none") }
    parts.append((property, .color(color)))
    if color.alpha < 1 { set(property + "-opacity", SVGNumbers.text(color.alpha)) }
  }

  /// The style attribute of the element, with the classes of colours that the page may change; empty if nothing is set.
  func attributes(_ adaptive: inout AdaptiveColors) -> String {
    guard !parts.isEmpty else { return "" }
    var classes: [String] = []
    let style = parts.map { property, value in
      switch value {
      case .text(let text): return "\(property):\(text)"
      case .color(let color):
        if let name = adaptive.className(property, color) { classes.append(name) }
        return "\(property):\(Self.hexadecimal(color))"
      }
    }
    return " style=\"\(style.joined(separator: ";"))\""
      + (classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\"")
  }

  /// `#ff0000`, or `#f00` where that is the same.
  static func hexadecimal(_ color: Color) -> String {
    let bytes = [color.red, color.green, color.blue].map { UInt8(min(max(($0 * 255).rounded(), 0), 255)) }
    let isShort = bytes.allSatisfy { $0 >> 4 == $0 & 15 }
    let digits = bytes.map { byte in
      let high = String(byte >> 4, radix: 16)
      return isShort ? high : high + String(byte & 15, radix: 16)
    }
    return "#" + digits.joined()
  }
}

extension SVGStyle {
  /// What declarations that Cairo wrote come down to.
  enum Reading {
    case style(SVGStyle)
    /// The element only holds the place of markers.
    case markers(SVGMarkers)
    /// A colour that is no number of the table.
    case unreadable
  }

  /// Reads declarations such as `fill:rgb(0%,0%,0%);stroke:none;`, without what SVG assumes anyway.
  static func read(_ declarations: Substring, _ inks: SVGInks) -> Reading {
    var style = SVGStyle()
    let isRound = declarations.contains("stroke-linejoin:round")
    for part in declarations.split(separator: ";").map({ $0.drop { $0 == " " } }) where !defaults.contains(part) {
      guard let colon = part.firstIndex(of: ":") else { continue }
      let (property, value) = (String(part[..<colon]), part[part.index(after: colon)...])
      // Only mitred corners have a limit.
      if isRound, property == "stroke-miterlimit" { continue }
      guard property == "fill" || property == "stroke", value != "none", !value.hasPrefix("url(") else {
        style.set(property, String(value))
        continue
      }
      switch inks.meaning(of: value) {
      case .color(let color): style.parts.append((property, .color(color)))
      case .markers(let markers): return .markers(markers)
      case nil: return .unreadable
      }
    }
    return .style(style)
  }
}
