// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Expands templates by rules: `{noun}` becomes one of the alternatives of the rule `noun`, which may be templates.
///
/// | In a template | Becomes |
/// |---|---|
/// | `{noun}` | an alternative of the rule, or the value kept under that name |
/// | `{x=noun}` | the same, kept as `x` for the rest of the document |
/// | `{a noun}` | the same with its indefinite article |
/// | `{^noun}` | the same with a capital |
/// | `{A}`, `{A.he}`, `{A.him}`, `{A.his}`, `{A.self}` | a person of the document and the pronouns for them |
struct Grammar {
  let rules: [String: [String]]
  let random: RandomState

  init(rules: [[String: [String]]], random: RandomState) {
    self.rules = rules.reduce(into: [:]) { all, part in
      all.merge(part) { _, _ in fatalError("a rule stands in two tables") }
    }
    self.random = random
  }

  func pick<Element>(_ elements: [Element]) -> Element { elements[Int(random.rand() * Double(elements.count))] }

  func chance(_ probability: Double) -> Bool { random.rand() < probability }

  /// The text of a template. New names are kept in `scene`.
  func expand(_ template: String, _ scene: inout Scene) -> String {
    var output = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{") {
      output += rest[..<open]
      guard let close = rest[open...].firstIndex(of: "}") else { fatalError("no closing brace in: \(template)") }
      output += slot(String(rest[rest.index(after: open)..<close]), &scene)
      rest = rest[rest.index(after: close)...]
    }
    return output + rest
  }

  private func slot(_ slot: String, _ scene: inout Scene) -> String {
    if slot.hasPrefix("^") { return Self.capitalized(self.slot(String(slot.dropFirst()), &scene)) }
    if slot.hasPrefix("a ") { return Self.withArticle(self.slot(String(slot.dropFirst(2)), &scene)) }
    if let equals = slot.firstIndex(of: "=") {
      let value = self.slot(String(slot[slot.index(after: equals)...]), &scene)
      scene.values[String(slot[..<equals])] = value
      return value
    }
    if let person = scene.people[String(slot.prefix(1))], slot.count == 1 || slot.dropFirst().hasPrefix(".") {
      return person.form(String(slot.dropFirst(2)))
    }
    if let value = scene.values[slot] { return value }
    guard let alternatives = rules[slot] else { fatalError("there is no rule \(slot)") }
    return expand(pick(alternatives), &scene)
  }

  static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  /// `an owl`, `a boat`, `an hour`, `a useful lamp`: by sound, as far as the lexicon goes.
  static func withArticle(_ words: String) -> String {
    let lower = words.lowercased()
    let silent = ["hour", "honest", "heir"].contains { lower.hasPrefix($0) }
    let consonant = ["uni", "use", "usu", "one", "eu"].contains { lower.hasPrefix($0) }
    let vowel = silent || (!consonant && "aeiou".contains(lower.first ?? "x"))
    return (vowel ? "an " : "a ") + words
  }
}

/// The people of a document and what was said of it so far.
struct Scene {
  var people: [String: Person] = [:]
  var values: [String: String] = [:]
  /// The templates of sentences that were used.
  var used: Set<String> = []
}

/// Somebody with a name.
struct Person {
  var name: String
  var isFemale: Bool

  func form(_ form: String) -> String {
    switch form {
    case "": name
    case "he": isFemale ? "she" : "he"
    case "He": isFemale ? "She" : "He"
    case "him": isFemale ? "her" : "him"
    case "his": isFemale ? "her" : "his"
    case "His": isFemale ? "Her" : "His"
    case "self": isFemale ? "herself" : "himself"
    case "man": isFemale ? "woman" : "man"
    case "boy": isFemale ? "girl" : "boy"
    case "brother": isFemale ? "sister" : "brother"
    case "father": isFemale ? "mother" : "father"
    case "uncle": isFemale ? "aunt" : "uncle"
    case "son": isFemale ? "daughter" : "son"
    default: fatalError("no form \(form) of a person")
    }
  }
}
