// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The words of the corpus.
enum Lexicon {
  static let women = words(
    """
    Ada Agnes Alma Anna Beata Bella Clara Cora Dora Edith Elena Ella Emma Esther Flora Freya Greta Hanna Hilda Ida Ines
    Iris Irma Jana Julia Karin Laura Lena Lily Lucia Mara Maria Marta Mina Nadia Nora Olga Paula Petra Rita Rosa Ruth
    Sara Selma Sofia Tilda Vera Wanda Yara Zoe
    """)
  static let men = words(
    """
    Adam Albert Anton Arthur Benno Boris Bruno Carl Conrad David Edgar Emil Eric Felix Frank Fritz Georg Gustav Hans
    Harry Henry Hugo Ivan Jacob Jan Jonas Josef Karl Leo Louis Lukas Marco Martin Max Milo Nils Oscar Otto Paul Peter
    Ralf Robert Simon Stefan Theo Thomas Victor Walter Willy Yuri
    """)
  static let towns = words(
    """
    Aldern Amberg Arlow Bramley Brook Corwell Dunmore Elmstead Esk Fairholm Garrow Harbury Ilverton Kestrel Larkham
    Marlow Norwick Oakley Orsett Penrow Quill Redmoor Stanway Tarn Ulmen Upton Wexley Winter
    """)

  static let rules: [String: [String]] = [
    "town": towns,
    "colour": words("red blue green yellow white black brown grey orange purple silver golden"),
    "size": words("small large tiny huge enormous little big tall short long narrow wide"),
    "quality": words(
      """
      old new ancient empty heavy light strange odd ugly elegant simple useful broken clean dusty shiny wet dry cheap
      expensive ordinary unusual important excellent awful interesting careful honest open iron wooden
      """),
    "adjective": ["{quality}", "{quality}", "{size}", "{colour}"],
    "thing": words(
      """
      apple apron arrow axe basket bell blanket book bottle box bowl broom bucket candle chair clock coat coin cup drum
      envelope fan flute fork hammer hat jar kettle key knife ladder lamp letter lock map mirror needle net oar onion
      orange oven pan pen pencil picture pillow plate pot radio ring rope rug saddle scarf shovel spoon stone stool table
      ticket towel umbrella vase violin wallet watch wheel window
      """) + ["atlas", "egg", "engine", "instrument", "ink pot", "acorn", "anchor", "emerald", "album", "icon"],
    "food": words(
      """
      bread butter cheese soup rice honey jam milk cake pie fish salad tea coffee corn beans pears plums grapes nuts
      """),
    "animal": words(
      """
      ant ape badger bat bear bee cat cow crab crow deer dog donkey duck eagle eel elephant fox frog goat goose hare hen
      horse lion lizard mole monkey moth mouse otter owl ox pig pony rabbit rat robin seal sheep snail snake spider
      squirrel swan tiger toad turtle whale wolf worm
      """),
    "pet": words("cat dog pony goat hen rabbit duck donkey owl otter"),
    "place": [
      "market", "station", "harbour", "garden", "kitchen", "library", "school", "bridge", "church", "mill", "inn",
      "island", "orchard", "office", "attic", "cellar", "field", "forest", "river", "lake", "beach", "square",
      "theatre",
      "museum", "hospital", "bakery", "farm", "tower", "castle", "village", "airport", "academy", "observatory", "park",
      "workshop", "stable", "hall", "yard", "well",
    ],
    "at place": [
      "at the market", "at the station", "in the harbour", "in the garden", "in the kitchen", "in the library",
      "at the school", "on the bridge", "in the church", "at the mill", "at the inn", "on the island", "in the orchard",
      "in the office", "in the attic", "in the cellar", "in the field", "in the forest", "by the river", "by the lake",
      "on the beach", "in the square", "at the theatre", "in the museum", "at the hospital", "at the bakery",
      "on the farm", "in the tower", "in the castle", "in the village", "at the airport", "at the academy",
      "at the observatory", "in the park", "in the workshop", "in the stable", "in the hall", "in the yard",
      "by the well",
    ],
    "container": words("basket bottle box bowl bucket cup jar kettle pan pot vase envelope") + [
      "old oven", "iron chest",
    ],
    "job": words(
      """
      actor artist author baker barber carpenter clerk cook dancer doctor driver engineer farmer fisher gardener guard
      hunter innkeeper inspector judge lawyer mason miller miner musician nurse officer optician organist painter pilot
      poet porter sailor singer smith soldier tailor teacher waiter weaver writer editor astronomer explorer apprentice
      """),
    "weather": [
      "it was raining", "it was snowing", "the sun was shining", "the wind was cold", "the sky was grey",
      "the air was warm", "there was a thick fog", "the night was clear", "the stars were out", "a storm was coming",
    ],
    "when": [
      "one morning", "one evening", "in the afternoon", "after an hour", "in the autumn", "in the winter",
      "in the summer", "at noon", "at the end of the day", "early in the morning", "an hour later", "on the last day",
      "on an ordinary day", "in an instant", "at night", "last year", "on the first of May", "the next day",
    ],
    "feeling": words("happy sad angry tired hungry afraid proud calm nervous curious lonely cheerful anxious excited"),
    "kind of day": words("ordinary cold warm quiet busy strange beautiful awful unusual important exciting early"),
    "did": words(
      """
      admired bought borrowed broke brought burned carried caught cleaned counted covered cut delivered described drew
      dropped examined exchanged filled found forgot hid ignored improved inspected invented kept kicked lent lifted
      lost loved measured mended moved needed offered ordered packed painted polished pulled pushed remembered repaired
      returned sold shook showed stole studied touched turned used washed weighed wanted watched wrapped
      """),
    "went": [
      "walked to the {place}", "ran to the {place}", "sat down {at place}", "slept {at place}", "waited {at place}",
      "worked {at place}", "sang {at place}", "went home", "looked out of the window", "stood at the door",
      "came back from the {place}", "arrived {at place}", "lived near the {place}", "played {at place}",
      "went up to the attic", "left the {place}", "entered the {place}", "travelled to {town}",
    ],
    "object": [
      "the {thing}", "the {thing}", "the {adjective} {thing}", "{a adjective} {thing}", "{a thing}", "{a thing}",
      "{number} {food2}", "the {thing} of the {job}", "some {food}", "the {food}", "{A.his} {thing}", "every {thing}",
      "the {job}'s {thing}", "an old {thing}", "another {thing}", "this {thing}", "the other {thing}",
    ],
    "someone": [
      "{A}", "{A}", "{A.he}", "{A.he}", "the {job}", "the {job}", "{a job}", "{B}", "the old {job}", "my {relative}",
      "an old {job}", "a child", "the {job} of {town}", "nobody", "everybody", "one of the guests",
    ],
    "linked": ["and", "but", "while", "before", "after", "because", "when", "until"],
    "number": words("two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty"),
    "manner": words(
      "slowly quickly quietly carefully gently loudly politely warmly angrily eagerly immediately softly"),
    "relative": ["brother", "sister", "uncle", "aunt", "mother", "father", "cousin", "neighbour", "friend", "teacher"],
    "material": words("wood iron stone glass clay wool paper leather copper silver oak elm ivory amber"),
    "plant": words(
      "apple tree,oak,elm,ash,olive tree,orange tree,rose,lily,fern,ivy,pine,willow,orchid,iris,aster", ","),
  ]

  static func words(_ text: String, _ separator: Character = " ") -> [String] {
    text.split { $0 == separator || $0.isNewline }.map(String.init)
  }
}
