// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Colours of an SVG that change with the page around it.
///
/// Each gets a CSS variable beside its light value, `fill:#000001;fill:var(--c1)`: viewers that do not know variables keep
/// the first. Which values the variables have is said in a style sheet for this figure alone.
struct AdaptiveColors {
  /// Light colour as hexadecimal, its variable, and the dark colour.
  private let entries: [(light: String, variable: String, dark: String)]

  init(_ colors: [Color: Color]) {
    func hexadecimal(_ color: Color) -> String {
      SVGStyle.hexadecimal([color.red, color.green, color.blue].map { $0 * 100 })
    }
    entries = colors.map { (hexadecimal($0), hexadecimal($1)) }.sorted { $0.0 < $1.0 }.enumerated()
      .map { ($1.0, "--c\($0)", $1.1) }
  }

  var isEmpty: Bool { entries.isEmpty }

  /// A style with the variables put in.
  func adapted(_ style: String) -> String {
    if entries.isEmpty { return style }
    return style.split(separator: ";").map { part in
      guard let entry = entries.first(where: { part.hasSuffix(":" + $0.light) }) else { return String(part) }
      return part + ";" + part.dropLast(entry.light.count) + "var(\(entry.variable))"
    }.joined(separator: ";")
  }

  /// The rules for an element: light, dark where the system is, and as the pages of notebooks say.
  func styleSheet(for id: String) -> String {
    let light = entries.map { "\($0.variable):\($0.light)" }.joined(separator: ";")
    let dark = entries.map { "\($0.variable):\($0.dark)" }.joined(separator: ";")
    return """
      #\(id){\(light)}
      @media(prefers-color-scheme:dark){#\(id){\(dark)}}
      [data-jp-theme-light="true"] #\(id),.vscode-light #\(id){\(light)}
      [data-jp-theme-light="false"] #\(id),.vscode-dark #\(id){\(dark)}
      """
  }
}
