// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What animals and things are like, for the corpus's pages of facts.
struct Creature {
  var name: String
  var plural: String
  var can: [String]
  var cannot: [String]
  var home: String
  var food: String

  init(_ name: String, _ plural: String, can: [String], cannot: [String], home: String, food: String) {
    self.name = name
    self.plural = plural
    self.can = can
    self.cannot = cannot
    self.home = home
    self.food = food
  }

  static let all: [Creature] = [
    Creature(
      "owl", "owls", can: ["fly", "see in the dark", "turn its head"], cannot: ["swim", "chew"],
      home: "old trees", food: "mice"),
    Creature(
      "otter", "otters", can: ["swim", "dive", "open shells"], cannot: ["fly", "climb trees"],
      home: "rivers", food: "fish"),
    Creature(
      "eel", "eels", can: ["swim", "hide in mud", "cross wet grass"], cannot: ["fly", "walk", "sing"],
      home: "rivers and the sea", food: "worms"),
    Creature(
      "eagle", "eagles", can: ["fly", "see very far", "carry a hare"], cannot: ["swim", "dig"],
      home: "high rocks", food: "small animals"),
    Creature(
      "ant", "ants", can: ["climb walls", "lift heavy seeds", "dig tunnels"], cannot: ["sing", "swim far"],
      home: "the ground", food: "seeds"),
    Creature(
      "elephant", "elephants", can: ["swim", "lift logs", "remember faces"], cannot: ["jump", "fly", "climb trees"],
      home: "warm countries", food: "leaves and grass"),
    Creature(
      "horse", "horses", can: ["run fast", "jump", "pull a cart"], cannot: ["fly", "climb trees", "speak"],
      home: "fields", food: "grass and oats"),
    Creature(
      "cat", "cats", can: ["climb trees", "jump", "see at night"], cannot: ["fly", "bark"],
      home: "houses", food: "mice and fish"),
    Creature(
      "dog", "dogs", can: ["run", "swim", "guard a house", "bark"], cannot: ["fly", "climb trees"],
      home: "houses", food: "meat"),
    Creature(
      "frog", "frogs", can: ["swim", "jump", "breathe through its skin"], cannot: ["fly", "run"],
      home: "ponds", food: "flies"),
    Creature(
      "snake", "snakes", can: ["swim", "hide in grass", "swallow an egg"], cannot: ["walk", "fly", "hear well"],
      home: "dry places", food: "mice"),
    Creature(
      "mole", "moles", can: ["dig tunnels", "live in the dark"], cannot: ["see well", "fly", "climb"],
      home: "the ground", food: "worms"),
    Creature(
      "goose", "geese", can: ["fly", "swim", "walk far"], cannot: ["climb trees", "sing"],
      home: "lakes", food: "grass"),
    Creature(
      "whale", "whales", can: ["dive deep", "sing", "swim across the ocean"], cannot: ["walk", "live on land"],
      home: "the ocean", food: "tiny animals"),
    Creature(
      "bee", "bees", can: ["fly", "make honey", "find the way home"], cannot: ["swim", "fly at night"],
      home: "hives", food: "nectar"),
    Creature(
      "ox", "oxen", can: ["pull a plough", "carry heavy loads"], cannot: ["climb", "fly", "run fast"],
      home: "farms", food: "grass"),
    Creature(
      "stone", "stones", can: ["last for ages", "lie in the rain"], cannot: ["swim", "float", "move"],
      home: "rivers and hills", food: "nothing"),
    Creature(
      "ape", "apes", can: ["climb trees", "use tools", "remember faces"], cannot: ["fly", "speak"],
      home: "forests", food: "fruit and leaves"),
    Creature(
      "hen", "hens", can: ["run", "lay an egg", "scratch the ground"], cannot: ["swim", "fly far"],
      home: "farms", food: "seeds"),
    Creature(
      "snail", "snails", can: ["climb walls", "carry its house"], cannot: ["run", "jump", "fly"],
      home: "gardens", food: "leaves"),
    Creature(
      "ostrich", "ostriches", can: ["run fast", "kick", "see very far"], cannot: ["fly", "swim far"],
      home: "dry plains", food: "grass and seeds"),
    Creature(
      "octopus", "octopuses", can: ["swim", "change its colour", "open shells"], cannot: ["walk far", "fly", "sing"],
      home: "the sea", food: "crabs"),
  ]

  static let canFrames = [
    "{^a n} can {c}, but it can't {x}.", "{^a n} can't {x}, but it can {c}.", "{^p} can {c}.", "{^p} can't {x}.",
    "No {n} can {x}, but every {n} can {c}.", "Does {a n} fly? It depends. But {p} can {c}, as everybody knows.",
    "{^p} can {c} and {c2}.", "Although {p} can {c}, they can't {x}.", "Although {p} can't {x}, they can {c}.",
    "A child asked why {p} can't {x}.", "It is wonderful to see how {p} can {c}.",
    "Unlike some other animals, {a n} can {c}.", "Unfortunately {p} can't {x}.",
  ]
}
