// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Colours of an SVG that change with the page around it.
///
/// Elements keep their light colour and get a class; rules of a style sheet, for this figure alone, give it the dark one where
/// the page is dark. Viewers that know no style sheets show the light look.
struct AdaptiveColors {
  private let entries: [(light: String, dark: String)]
  /// The classes that occur, as property and entry.
  private var used: Set<Rule> = []

  private struct Rule: Hashable, Comparable {
    var property: String
    var entry: Int

    var name: String { "\(property.prefix(1))\(entry)" }

    static func < (a: Rule, b: Rule) -> Bool { (a.property, a.entry) < (b.property, b.entry) }
  }

  init(_ colors: [Color: Color]) {
    func hexadecimal(_ color: Color) -> String {
      SVGStyle.hexadecimal([color.red, color.green, color.blue].map { $0 * 100 })
    }
    entries = colors.map { (hexadecimal($0), hexadecimal($1)) }.sorted { $0.0 < $1.0 }
  }

  var isEmpty: Bool { entries.isEmpty }

  /// The attributes of an element with a style: the style itself, and the classes of its colours.
  mutating func attributes(_ style: String) -> String {
    guard !style.isEmpty else { return "" }
    var classes: [String] = []
    if !entries.isEmpty {
      for part in style.split(separator: ";") {
        for property in ["fill", "stroke"] where part.hasPrefix(property + ":") {
          guard let entry = entries.firstIndex(where: { part == "\(property):\($0.light)" }) else { continue }
          let rule = Rule(property: property, entry: entry)
          used.insert(rule)
          classes.append(rule.name)
        }
      }
    }
    return " style=\"\(style)\"" + (classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\"")
  }

  /// The rules for an element: dark where the system is, and light or dark as the pages of notebooks say.
  func styleSheet(for id: String) -> String {
    func rules(_ context: String, _ color: KeyPath<(light: String, dark: String), String>) -> String {
      used.sorted().map { rule in
        "\(context)#\(id) .\(rule.name){\(rule.property):\(entries[rule.entry][keyPath: color])!important}"
      }.joined(separator: "\n")
    }
    return """
      @media(prefers-color-scheme:dark){
      \(rules("", \.dark))
      }
      \(rules("[data-jp-theme-light=\"true\"] ", \.light))
      \(rules(".vscode-light ", \.light))
      \(rules("[data-jp-theme-light=\"false\"] ", \.dark))
      \(rules(".vscode-dark ", \.dark))
      """
  }
}
