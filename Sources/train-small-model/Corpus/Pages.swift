// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Templates of documents that are no stories.
enum Pages {
  static let rules: [String: [String]] = [
    "description": [
      "{town2} is {a quality} town near the {place}. The {place} is {quality}, and the {place} is {quality}.",
      "In the middle of {town2} stands {a adjective} {place}. Next to it is {a place}, and behind it is an old {place}.",
      "The {place} has {number} windows and an iron door. The roof is {colour}, and the walls are made of {material}.",
      "There is an apple tree {at place}, and under the tree is a bench.",
      "Every autumn the people of {town2} hold a market {at place}. They sell {food2}, {food2} and {food}.",
      "From the {place} one sees the {place} and, on a clear day, the {place} of {town}.",
      "An old {job} keeps the {place}. An apprentice helps in the afternoon.",
      "The room was {size}. There was {a thing} on the wall and {a adjective} {thing} in the corner.",
      "On the table lay an open {book}, an empty {cup}, and {a thing}.",
      "Nobody used the {thing}, for it was {quality}.",
      "The {thing} was an old one, made of {material}, with {a material} handle.",
    ],
    "book": ["book", "letter", "atlas", "album", "envelope"],
    "cup": ["cup", "bottle", "box", "plate", "ink pot"],
    "instruction": [
      "Take an onion and cut it into {number} pieces.", "Put the {food} into the pan and wait for an hour.",
      "Break an egg into the bowl and add the {food}.", "Heat the oven, and do not open the door.",
      "Wash the {food2} and put them into an open pot.", "Let the {food} rest for half an hour.",
      "To make {a thing}, take a piece of {material} and an old {thing}.", "Clean the {thing} with an oily cloth.",
      "At the end, put the {thing} on the table.", "If the {thing} is too {quality}, take another one.",
      "Serve it with {food} and an {fruit}.", "Use the {thing} and the {thing}, never an axe.",
    ],
    "fact": [
      "{^a job} is a person who works with {food2}.", "An hour has sixty minutes.", "A week has seven days.",
      "{^a plant} is a plant that grows near the {place}.", "The capital of the region is {town}.",
      "{town} has {number} streets and an old {place}.", "Oak is harder than pine, and iron is harder than oak.",
      "An atlas is a book of maps.", "An island is land with water on all sides.",
      "An orchard is a garden of fruit trees.",
      "The river runs from {town} to the sea.", "An inn is a house for travellers.", "The sun rises in the east.",
      "In {town}, {a thing} costs {number} coins, and {a thing} costs {number}.", "An engine needs oil.",
      "The first {job} of {town} was an honest man.", "The oldest {place} of {town} is an academy now.",
    ],
    "letter opening": ["Dear {B},", "My dear {B},", "Dear {B.uncle} {B},"],
    "letter": [
      "I am writing to you from {town}, where {weather}.", "Thank you for the {thing} and for the {food}.",
      "I have bought {a adjective} {thing} for you.", "My {relative} is {feeling}, and we are all well.",
      "Please send me an answer.", "Yesterday I saw {a adjective} {animal} near the {place}.",
      "We live in an old house by the {place} now.", "I have found work as {a job}.",
      "The {thing} is still in the attic.",
      "It has been an interesting year.", "Do you remember the {place}?", "I hope to see you in an hour.",
      "There was an accident {at place}, but nobody was hurt.", "I enclose an envelope for the {job}.",
    ],
    "news": [
      "{^a job} from {town} has found {a adjective} {thing} {at place}.", "The {place} of {town} was opened {when}.",
      "An official said th{at place} would be closed for an hour.", "The {job} won an important prize for {a thing}.",
      "An unknown person left {a thing} {at place}.", "The police are looking for an {colour2} {thing}.",
      "An expert called the {thing} an excellent piece of work.", "An exhibition of {adjective} {things} opens {when}.",
      "The {place} needs a new roof, said the {job}.", "More than {number} people came to the {place}.",
    ],
    "colour2": ["orange", "old", "iron", "empty", "ivory", "amber"],
    "things": ["clocks", "maps", "pictures", "instruments", "drums", "engines", "umbrellas"],
  ]
}
