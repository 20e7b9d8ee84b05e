// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Things that one can or can't do, with what makes it so: whoever has read the reason knows the word that follows.
struct Ability {
  /// After `can`.
  var action: String
  var enables: [String]
  var prevents: [String]

  init(_ action: String, yes: [String], no: [String]) {
    self.action = action
    enables = yes
    prevents = no
  }

  static let all: [Ability] = [
    Ability(
      "cross the river", yes: ["the bridge is open again", "the water is low", "the ferry is running"],
      no: ["the bridge is broken", "the water is too high", "the ferry is gone"]),
    Ability(
      "open the door", yes: ["the key is in the lock", "the lock is new", "the door is not locked"],
      no: ["the key is lost", "the lock is rusty", "the door is locked"]),
    Ability(
      "read the letter", yes: ["the light is good", "the ink is clear", "the glasses are on the table"],
      no: ["it is too dark", "the ink is washed away", "the glasses are broken"]),
    Ability(
      "start the engine", yes: ["the tank is full", "the battery is new", "the engine is warm"],
      no: ["the tank is empty", "the battery is dead", "the engine is cold"]),
    Ability(
      "bake an apple pie", yes: ["there are enough apples", "the oven is hot", "there is plenty of flour"],
      no: ["there are no apples left", "the oven is broken", "there is no flour"]),
    Ability(
      "sleep", yes: ["the house is quiet", "the bed is soft", "the storm is over"],
      no: ["the neighbours are too loud", "the bed is too hard", "the storm is too loud"]),
    Ability(
      "see the island", yes: ["the fog is gone", "the air is clear", "the moon is bright"],
      no: ["the fog is too thick", "the clouds are too low", "the night is too dark"]),
    Ability(
      "sail home", yes: ["the wind is fair", "the sea is calm", "the sail is mended"],
      no: ["the wind is against us", "the sea is too rough", "the sail is torn"]),
    Ability(
      "climb the tower", yes: ["the stairs are safe", "the ladder is strong", "the gate is open"],
      no: ["the stairs are rotten", "the ladder is missing", "the gate is closed"]),
    Ability(
      "buy a ticket", yes: ["there is enough money", "the office is open", "there are seats left"],
      no: ["there is no money left", "the office is closed", "there are no seats left"]),
    Ability(
      "light the fire", yes: ["the wood is dry", "the matches are dry", "there is plenty of coal"],
      no: ["the wood is wet", "the matches are wet", "there is no coal"]),
    Ability(
      "hear the music", yes: ["the window is open", "the hall is quiet", "the band is near"],
      no: ["the window is shut", "the crowd is too loud", "the band is too far away"]),
    Ability(
      "carry the box", yes: ["it is light", "the box is empty", "the handle is strong"],
      no: ["it is too heavy", "the box is full of stones", "the handle is broken"]),
    Ability(
      "play the violin", yes: ["the strings are new", "the bow is here", "there is time to practise"],
      no: ["a string is broken", "the bow is lost", "there is no time to practise"]),
    Ability(
      "catch the train", yes: ["it is early", "the train is late", "the station is near"],
      no: ["it is too late", "the train is gone", "the station is too far away"]),
    Ability(
      "drink the water", yes: ["the well is clean", "the water is fresh", "the cup is clean"],
      no: ["the well is dry", "the water is dirty", "the cup is empty"]),
    Ability(
      "work in the garden", yes: ["the rain is over", "the ground is soft", "the tools are ready"],
      no: ["the rain is too heavy", "the ground is frozen", "the tools are lost"]),
    Ability(
      "write an answer", yes: ["the pen is full", "there is plenty of paper", "the question is easy"],
      no: ["the pen is empty", "there is no paper", "the question is too hard"]),
    Ability(
      "ring the bell", yes: ["the rope is long enough", "the bell is mended", "the tower is open"],
      no: ["the rope is torn", "the bell is cracked", "the tower is closed"]),
    Ability(
      "ride to town", yes: ["the horse is rested", "the road is dry", "the saddle is mended"],
      no: ["the horse is lame", "the road is flooded", "the saddle is broken"]),
    Ability(
      "find the path", yes: ["the map is good", "the snow is gone", "the lamp is bright"],
      no: ["the map is wrong", "the snow is too deep", "the lamp is out"]),
    Ability(
      "mend the roof", yes: ["the weather is dry", "there are enough nails", "the ladder is here"],
      no: ["the weather is too wet", "there are no nails", "the ladder is lost"]),
    Ability(
      "visit the museum", yes: ["it is open on Sundays", "the doors are open", "it is not far away"],
      no: ["it is closed on Sundays", "the doors are shut", "it is too far away"]),
    Ability(
      "eat the soup", yes: ["the soup is good", "there are enough spoons", "the pot is full"],
      no: ["the soup is too hot", "there are no spoons", "the pot is empty"]),
    Ability(
      "skate on the lake", yes: ["the ice is thick", "the ice is strong", "it is freezing"],
      no: ["the ice is thin", "the ice is melting", "it is too warm"]),
    Ability(
      "go to the island", yes: ["there is a boat", "the oars are in the boat", "the boat is mended"],
      no: ["there is no boat", "the oars are lost", "the boat is sinking"]),
    Ability(
      "win the game", yes: ["the others are slow", "there is an hour left", "the rules are easy"],
      no: ["the others are too fast", "there is no time left", "the rules are too hard"]),
    Ability(
      "use the umbrella", yes: ["the umbrella is here", "the handle is mended", "it is not windy"],
      no: ["the umbrella is torn", "the handle is gone", "it is too windy"]),
    Ability(
      "answer the question", yes: ["it is an easy question", "the book is open", "there is an example"],
      no: ["it is too difficult", "the book is closed", "there is no example"]),
    Ability(
      "finish the picture", yes: ["there is enough paint", "the brush is clean", "the day is long"],
      no: ["there is no paint left", "the brush is lost", "the day is too short"]),
  ]

  /// Before a person: what has happened to them. The action fits any.
  static let states: [(able: String, unable: String)] = [
    ("{A} is well again", "{A} is ill"), ("{A} is rested", "{A} is too tired"), ("{A} is free", "{A} is too busy"),
    ("{A} is strong enough", "{A} is too weak"), ("{A} is old enough", "{A} is too young"),
    ("{A} has found {A.his} glasses", "{A} has lost {A.his} glasses"),
    ("{A} has learned how", "{A} has forgotten how"), ("{A} has enough time", "{A} has no time"),
    ("{A} has help", "{A} has no help"), ("{A} is ready", "{A} is not ready"), ("{A} is brave", "{A} is afraid"),
    ("{A} has permission", "{A} has no permission"), ("{A}'s leg has healed", "{A} has broken {A.his} leg"),
  ]

  /// Around the reason {R}, what is done {V}, and the person; `can` and `can't` are put in for {C}.
  static let frames = [
    "{R}, so {A} {C} {V}.", "{R}, so {A.he} {C} {V}.", "{R}, and so {A.he} {C} {V}.", "{R}, so now {A} {C} {V}.",
    "Because {r}, {A} {C} {V}.", "Because {r}, {A.he} {C} {V}.", "{A} says that {r} and that {A.he} {C} {V}.",
    "{R}. That is why {A} {C} {V}.", "{R}. {A} {C} {V}.", "{R}, so they {C} {V}.", "{R}, so we {C} {V}.",
    "\"{R},\" said {A}, \"so I {C} {V}.\"", "\"{R},\" said {A}. \"We {C} {V}.\"", "\"{R}, so you {C} {V},\" said {A}.",
    "Since {r}, nobody doubts that {A} {C} {V}.", "Now that {r}, {A} {C} {V}.", "{R}, which means that {A} {C} {V}.",
    "{R}, and the {job} {C} {V}.", "{R}, so the {relative} {C} {V}.", "As {r}, everybody {C} {V}.",
    "{R}. \"You {C} {V},\" said {A}.", "The {job} {C} {V} because {r}.", "{A} {C} {V} because {r}.",
  ]

  /// The same around what has happened to the person.
  static let personalFrames = [
    "{R}, so {A.he} {C} {V}.", "{R}, and so {A.he} {C} {V}.", "{R}, so now {A.he} {C} {V}.",
    "Because {r}, {A.he} {C} {V}.",
    "{B} says that {r} and {C} {V}.", "{R}. That is why {A.he} {C} {V}.", "{R}. {A.He} {C} {V}.",
    "Since {r}, {A.he} {C} {V}.",
    "Now that {r}, {A.he} {C} {V}.", "{R}, which means that {A.he} {C} {V}.",
    "\"{R},\" said {B}, \"so {A.he} {C} {V}.\"",
    "\"{R},\" said {B}. \"{A.He} {C} {V}.\"", "{R} and {C} {V}.",
  ]

  /// Frames whose own words give the answer away.
  static let hints: [(able: String, unable: String)] = [
    ("Luckily {A} {C} {V}.", "Sadly {A} {C} {V}."),
    ("\"Yes, you {C} {V},\" said {A}.", "\"No, you {C} {V},\" said {A}."),
    ("\"Of course I {C} {V},\" said {A}.", "\"I am sorry, but I {C} {V},\" said {A}."),
    ("{A} is glad that {A.he} {C} {V}.", "{A} is sad that {A.he} {C} {V}."),
    ("With some help {A} {C} {V}.", "Without help {A} {C} {V}."),
    ("Everybody knows that {A} {C} {V}.", "It is a pity that {A} {C} {V}."),
    ("\"I hope that we {C} {V},\" said {A}.", "\"I fear that we {C} {V},\" said {A}."),
    ("If all goes well, {A} {C} {V}.", "If nobody helps, {A} {C} {V}."),
    ("{A} is proud that {A.he} {C} {V}.", "{A} is ashamed that {A.he} {C} {V}."),
    ("At last {A} {C} {V}.", "{A} tries and tries, but {A.he} {C} {V}."),
  ]
}
