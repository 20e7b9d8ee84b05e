// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Writes the corpus: everything in it is invented by the rules in this folder.
struct Corpus {
  private let grammar: Grammar
  private let random: RandomState

  init(seed: Int) {
    random = RandomState(seed: seed)
    grammar = Grammar(rules: [Lexicon.rules, Sentences.rules, Pages.rules], random: random)
  }

  /// Documents of about so many bytes in all; the same seed gives the same ones.
  func documents(bytes: Int) -> [String] {
    var documents: [String] = []
    var total = 0
    while total < bytes {
      let document = document()
      total += document.utf8.count
      documents.append(document)
    }
    return documents
  }

  private func document() -> String {
    var scene = Scene()
    let women = random.permutation(Lexicon.women.count), men = random.permutation(Lexicon.men.count)
    for (index, key) in ["A", "B", "P"].enumerated() {
      let isFemale = grammar.chance(0.5)
      let name = isFemale ? Lexicon.women[women[index]] : Lexicon.men[men[index]]
      scene.people[key] = Person(name: name, isFemale: isFemale)
    }
    scene.values["town2"] = grammar.pick(Lexicon.towns)
    switch random.rand() {
    case ..<0.34: return story(&scene)
    case ..<0.48: return reasons(&scene)
    case ..<0.60: return creatures(&scene)
    case ..<0.72: return people(&scene)
    case ..<0.79: return page(["description"], 4...8, &scene)
    case ..<0.85: return page(["instruction"], 4...8, &scene)
    case ..<0.91: return page(["fact"], 4...8, &scene)
    case ..<0.96: return letter(&scene)
    default: return page(["news"], 3...6, &scene)
    }
  }

  private func count(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(random.rand() * Double(range.count))
  }

  private func sentence(_ rule: String, _ scene: inout Scene) -> String {
    // A document does not use one template twice, as long as there are others.
    let all = grammar.rules[rule]!
    let fresh = all.filter { !scene.used.contains($0) }
    let template = grammar.pick(fresh.isEmpty ? all : fresh)
    if !template.hasPrefix("{^someone}") { scene.used.insert(template) }
    return Grammar.capitalized(grammar.expand(template, &scene))
  }

  private func story(_ scene: inout Scene) -> String {
    var parts = [sentence("opening", &scene)]
    for _ in 0..<count(1...3) { parts.append(sentence("middle", &scene)) }
    parts.append(sentence("meeting", &scene))
    for _ in 0..<count(3...9) {
      switch random.rand() {
      case ..<0.36: parts.append(sentence("middle", &scene))
      case ..<0.62: parts.append(sentence("to someone", &scene))
      case ..<0.78: parts.append(sentence("remark", &scene))
      default: parts.append(ability(&scene))
      }
    }
    parts.append(sentence("ending", &scene))
    return parts.joined(separator: " ")
  }

  /// Who can do what, and why.
  private func reasons(_ scene: inout Scene) -> String {
    (0..<count(3...6)).map { _ in ability(&scene) }.joined(separator: " ")
  }

  private func ability(_ scene: inout Scene) -> String {
    if grammar.chance(0.3) {
      let (first, second) = (scene.people["A"], scene.people["B"])
      (scene.people["A"], scene.people["B"]) = (second, first)
    }
    let ability = grammar.pick(Ability.all)
    let can = grammar.chance(0.5)
    var template: String
    if grammar.chance(0.3) {
      let hint = grammar.pick(Ability.hints)
      template = can ? hint.able : hint.unable
    } else {
      let state = grammar.pick(Ability.states)
      let ofPerson = grammar.chance(0.4)
      template = grammar.pick(ofPerson ? Ability.personalFrames : Ability.frames)
      let reason = ofPerson ? (can ? state.able : state.unable) : grammar.pick(can ? ability.enables : ability.prevents)
      let start = reason.hasPrefix("{") ? reason : Grammar.capitalized(reason)
      template = template.replacing("{R}", with: start).replacing("{r}", with: reason)
    }
    template = template.replacing("{C}", with: can ? "can" : "can't").replacing("{V}", with: ability.action)
    return grammar.expand(template, &scene)
  }

  private func creatures(_ scene: inout Scene) -> String {
    let creature = grammar.pick(Creature.all)
    scene.values["n"] = creature.name
    scene.values["p"] = creature.plural
    var parts = [
      grammar.expand(
        grammar.pick([
          "The {n} lives in \(creature.home).", "{^p} live in \(creature.home) and eat \(creature.food).",
          "{^a n} eats \(creature.food).", "My {relative} once saw {a n} near the {place}.",
        ]), &scene)
    ]
    for _ in 0..<count(3...6) {
      scene.values["c"] = grammar.pick(creature.can)
      scene.values["c2"] = grammar.pick(creature.can)
      scene.values["x"] = grammar.pick(creature.cannot)
      let fresh = Creature.canFrames.filter { !scene.used.contains($0) }
      let template = grammar.pick(fresh)
      scene.used.insert(template)
      parts.append(grammar.expand(template, &scene))
    }
    return parts.joined(separator: " ")
  }

  /// Short sentences about somebody who was named before.
  private func people(_ scene: inout Scene) -> String {
    var parts: [String] = []
    for _ in 0..<count(2...4) {
      let isFemale = grammar.chance(0.5)
      scene.people["P"] = Person(name: grammar.pick(isFemale ? Lexicon.women : Lexicon.men), isFemale: isFemale)
      scene.values["rel"] = grammar.pick(
        isFemale ? ["sister", "aunt", "mother", "daughter", "wife"] : ["brother", "uncle", "father", "son", "husband"])
      scene.values["royal"] = grammar.pick(
        isFemale ? ["queen", "princess", "actress", "lady"] : ["king", "prince", "gentleman", "old man"])
      parts.append(sentence("introduced", &scene))
      for _ in 0..<count(1...3) { parts.append(sentence("simple", &scene)) }
    }
    return parts.joined(separator: " ")
  }

  private func page(_ rules: [String], _ lengths: ClosedRange<Int>, _ scene: inout Scene) -> String {
    (0..<count(lengths)).map { _ in sentence(grammar.pick(rules), &scene) }.joined(separator: " ")
  }

  private func letter(_ scene: inout Scene) -> String {
    var parts = [sentence("letter opening", &scene)]
    for _ in 0..<count(3...6) { parts.append(sentence("letter", &scene)) }
    if grammar.chance(0.5) { parts.append(ability(&scene)) }
    return parts.joined(separator: " ") + grammar.expand(grammar.pick([" Yours, {A}", " With love, {A}"]), &scene)
  }
}
