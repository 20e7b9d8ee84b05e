// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Sentences of stories, by what they are for. `A` and `B` are the people of the document.
enum Sentences {
  static let rules: [String: [String]] = [
    "opening": [
      "{A} lived in {a quality} house near the {place}.", "{^when}, {A} walked to the {place}.",
      "{A} was {a job} in {town}.", "There was once {a job} named {A}, who lived near the {place} of {town}.",
      "{^when}, {weather}, and {A} was {feeling}.", "{A} had {a adjective} {x=pet}, and the {x} was {feeling}.",
      "It was {a kind of day} day in {town}, and {weather}.", "{A} and {B} were friends.",
      "{A} came to {town} to become {a job}.", "{^at place} of {town} there was {a adjective} {thing}.",
      "For an hour {A} had waited {at place}.", "{A} was the {A.son} of {a job}.",
    ],
    "middle": [
      "{^someone} {did} {object}.", "{^someone} {did} {object} {at place}.", "{^someone} {did} {object} {when}.",
      "{^someone} {manner} {did} {object}.", "{^someone} {went}.", "{^someone} {went}, and {someone} {did} {object}.",
      "{^someone} {did} {object} and {did} {object}.", "{^when}, {someone} {went}.", "{^when}, {someone} {did} {object}.",
      "{^someone} {did} {object} {linked} {someone} {went}.", "{^someone} {went} {linked} {someone} {did} {object}.",
      "{^someone} {went} {linked} {weather}.", "{^someone} was {feeling} and {went}.",
      "The {thing} was {quality}, but the {thing} was {quality}.", "{^a adjective} {thing} lay {at place}.",
      "Instead of {a thing}, {A} {did} {object}.", "{^at place}, {someone} {did} {object}.",
      "{A} found {a adjective} {x=thing} under the {thing}.", "The {x=thing} was made of {material}, and it was {quality}.",
      "{A} opened the {thing} and saw {a adjective} {thing} inside.", "{^weather}, but {A} did not turn back.",
      "{A} looked at the {thing} for a long time.", "There was {a thing} on the table and {a thing} on the floor.",
      "It took {A} an hour to reach the {place}.", "{A} ate an {fruit} and drank a cup of tea.",
      "{^at place} {A.he} saw {a adjective} {x=animal}, and the {x} ran away.", "{A} put the {thing} into the {container}.",
      "At the end of the road stood {a quality} {place}.", "{A} bought {number} {food2} and {a thing} at the market.",
      "The {job} gave {A} {a thing} and asked for an answer.", "{A} had an idea.", "It was an accident.",
      "The {animal} slept {at place}, and nobody saw it.", "{A} sat down on an old {furniture} and waited.",
      "Nobody knew where the {thing} had come from.", "{A} closed the door and lit the lamp.",
      "{A} heard an owl {at place}.", "{A} needed {a thing}, but there was only {a thing}.",
      "The {thing} of the {job} was {quality} and {colour}.", "{A} sold the {thing} to {a job} for {number} coins.",
      "{^when}, {A} went to the {place} to see the {job}.", "It was not {a thing}, as {A} had thought, but {a thing}.",
      "The road to {town} was long, and the {thing} was heavy.", "{A} wrote an answer and put it into an envelope.",
    ],
    "friend": Lexicon.women + Lexicon.men,
    "fruit": ["apple", "orange", "egg", "onion", "apricot", "omelette", "olive"],
    "food2": ["apples", "oranges", "onions", "eggs", "pears", "plums", "candles", "buttons", "cups", "nails"],
    "furniture": ["armchair", "oak bench", "iron bed", "empty box", "upturned bucket", "oil drum"],
    "meeting": [
      "There {A.he} met {B}.", "{B} was waiting {at place}.", "{B}, {a job}, came along the road.",
      "{^at place} {A} saw {B}.", "Then {B} came in with {a thing}.", "{B} was an old friend.",
      "{A}'s {B.brother}, {B}, came to help.", "Next door lived {B}, {a job}.",
    ],
    // {B} is spoken of, so the pronoun follows from the name.
    "to someone": [
      "{A} saw {B} and greeted {B.him} {manner}.", "{A} gave {B} the {thing} and thanked {B.him} for {B.his} help.",
      "{A} asked {B} to stay, and {B.he} let {A} show {B.him} the {place}.", "{A} knew {B} well and trusted {B.him}.",
      "When {B} came, {A} told {B.him} the truth.", "{B} was {feeling}, so {A} sang for {B.him}.",
      "{B} had lost {B.his} {thing}, and {A} helped {B.him} to find it.", "{A} waved to {B}, but {B.he} did not see {A.him}.",
      "{B} was cold, so {A} gave {B.him} a coat.", "{A} took {B} by the hand and led {B.him} to the {place}.",
      "{B} fell, and {A} helped {B.him} up.", "{B} was hungry, and {A} brought {B.him} {food}.",
      "{A} wrote to {B} and invited {B.him} to {town}.", "{A} waited for {B} and then followed {B.him} home.",
      "{B} laughed, and {A} laughed with {B.him}.", "{A} missed {B} and thought of {B.him} every day.",
      "{B} was an honest {B.man}, and everybody liked {B.him}.", "{A} had never seen {B} so {feeling}, and {A.he} asked {B.him} why.",
      "The {animal} knew {B} and ran to {B.him}.", "The {job} called {B} and gave {B.him} {a thing}.",
    ],
    "simple": [
      "{who} saw {P.him} {at place}.", "{who} gave {P.him} the {thing}.", "{who} asked {P.him} for advice.",
      "{who} met {P.him} last summer.", "{who} drove {P.him} to the airport.", "{who} told {P.him} the truth.",
      "{who} waited for {P.him} for hours.", "{who} called {P.him} on the phone.", "{who} helped {P.him} with the work.",
      "{who} praised {P.him} for the {thing}.", "{who} remembered {P.him} from school.", "{who} followed {P.him} home.",
      "{who} invited {P.him} to dinner.", "{who} forgave {P.him} for the mistake.", "{who} thanked {P.him} {manner}.",
      "{who} taught {P.him} how to swim.", "{who} watched {P.him} {manner}.", "{who} believed {P.him} in the end.",
    ],
    "who": ["I", "We", "They", "The {job}", "The {job}", "The child", "My {relative}", "Nobody", "Everybody", "{friend}", "{friend}"],
    "introduced": [
      "My {rel} lives in {town}.", "The {royal} was {feeling}.", "This is {P}, {a job}.", "{P} came home {when}.",
      "Do you know {P}?", "{P} is my {rel}.", "The old {P.man} lives near the {place}.", "The {P.boy} was {feeling}.",
      "{P} is the {P.son} of the {job}.", "A {P.man} stood {at place}.",
    ],
    "remark": [
      "\"What {a adjective} {thing}!\" said {B}.", "\"Where is the {thing}?\" asked {B}.", "\"It is an honour,\" said {A}.",
      "\"Have you seen the {animal}?\" asked {A}.", "\"I have an idea,\" said {B}.", "\"Wait an hour,\" said {A}.",
      "\"This is not {a thing},\" said {B}. \"It is {a thing}.\"", "\"Take the {thing} to the {place},\" said {A}.",
      "\"That was an accident,\" said {B}.", "\"I don't know,\" said {A}. \"Ask the {job}.\"",
      "\"Thank you for the {thing},\" said {B}.", "\"It's {a adjective} {thing},\" {A} said. \"I like it.\"",
      "\"We'll meet {at place} in an hour,\" said {B}.", "\"I've never seen such {a quality} {thing},\" said {A}.",
    ],
    "ending": [
      "In the end {A} was {feeling} and went home.", "{^when}, everything was in order again.",
      "The {thing} is still {at place} of {town}.", "{A} and {B} remained friends.",
      "And so {A} became an excellent {job}.", "{A} kept the {thing} and never sold it.", "It was the end of an era.",
      "That night {A} slept well.", "{A} never saw the {animal} again.", "Since that day {A} has been {a job} in {town}.",
    ],
  ]
}
