// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// User text in SVG.
enum SVGText {
  /// Text safe inside an element; what XML 1.0 cannot hold becomes U+FFFD.
  static func escaped(_ text: String) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": safe += "&amp;"
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "\t", "\n": safe += " "
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": safe += "\u{FFFD}"
      default: safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }
}
