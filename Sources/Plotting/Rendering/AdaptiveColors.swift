// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Colours of an SVG that change with the page around it.
///
/// Elements keep their light colour and get a class; rules of a style sheet, for this figure alone, give it the dark one where
/// the page is dark. Viewers that know no style sheets show the light look.
struct AdaptiveColors {
  private struct Rule: Hashable {
    var property: String
    var light: String
    var dark: String
  }

  /// The rules that are needed, in order of first appearance; the class of a rule is its letter and its place.
  private var rules: [Rule] = []

  /// The class of elements with a property of this colour; nil if the page leaves it as it is.
  mutating func className(_ property: String, _ color: Color) -> String? {
    guard let dark = color.onDarkPages else { return nil }
    let rule = Rule(
      property: property, light: SVGStyle.hexadecimal(color), dark: SVGStyle.hexadecimal(Color(hex: dark)))
    let place = rules.firstIndex(of: rule) ?? rules.count
    if place == rules.count { rules.append(rule) }
    return "\(property.prefix(1))\(place)"
  }

  /// The rules for an element: dark where the system is, and light or dark as the pages of notebooks say.
  func styleSheet(for id: String) -> String {
    func rules(_ context: String, _ color: KeyPath<Rule, String>) -> String {
      self.rules.enumerated().map { place, rule in
        "\(context)#\(id) .\(rule.property.prefix(1))\(place){\(rule.property):\(rule[keyPath: color])!important}"
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
