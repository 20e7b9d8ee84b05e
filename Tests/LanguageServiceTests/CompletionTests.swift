// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import LanguageService
import Testing

@Suite struct CompletionTests {
  private let session: Session

  init() throws { session = try Session.shared.get() }

  @Test func `A cell without a session completes its own variables and the standard library`() {
    let own = session.complete("let abscissa = 1\nlet absolute = 2\nabs|", in: Session.alone)
    #expect(own.texts.prefix(2).sorted() == ["abscissa", "absolute"])
    #expect(own.texts.contains("abs"))
    #expect(own["abscissa"]?.kind == .instance)
    #expect(own["abscissa"]?.signatures == ["abscissa: Int"])
  }

  @Test func `A variable of an earlier cell comes with its type`() {
    let found = session.complete("print(ori|")
    #expect(found.texts == ["origin"])
    #expect(found.replacing == 6..<9)
    #expect(found.items.first?.signatures == ["origin: Point"])
    #expect(found.items.first?.kind == .instance)
  }

  @Test func `Names of the session come before libraries`() {
    let found = session.complete("o|")
    #expect(Set(found.texts.prefix(2)) == ["origin", "oracles"])
  }

  @Test func `Of two cells' variables of one name the later one is offered`() {
    let found = session.complete("redef|")
    #expect(found.texts == ["redefined"])
    #expect(found.items.first?.signatures == ["redefined: String"])
    #expect(session.complete("redefined.upper|").texts == ["uppercased"])
  }

  @Test func `Members of a type from an earlier cell are listed once each`() {
    let found = session.complete("origin.|")
    #expect(found.replacing == 7..<7)
    #expect(Set(found.texts) == ["x", "y", "norm", "moved", "self"])
    #expect(found.texts.last == "self")
    #expect(found.texts.count == 5)
    #expect(found["moved"]?.signatures == ["moved(by: Double) -> Point", "moved(by: Double, and: Double) -> Point"])
    #expect(found["norm"]?.summary == "The distance from the origin.")
    #expect(found["norm"]?.kind == .function)
    #expect(found["x"]?.kind == .property)
  }

  @Test func `A member prefix is replaced from its first letter`() {
    let found = session.complete("let d = origin.no|")
    #expect(found.texts == ["norm"])
    #expect(found.replacing == 15..<17)
  }

  @Test func `A prefix is matched in any case, the same case first`() {
    #expect(session.complete("ORI|").texts == ["origin"])
    let found = session.complete("let point = 1\nlet x = poi|")
    #expect(found.texts.first == "point")
    #expect(found.texts.contains("Point"))
  }

  @Test func `Names with an underscore appear only when one was typed`() {
    #expect(!session.complete("origin.|").texts.contains("_hidden"))
    #expect(session.complete("origin._h|").texts == ["_hidden"])
  }

  @Test func `Members of the standard library`() {
    let found = session.complete("[1, 2].ma|", in: Session.alone)
    #expect(found.texts.contains("map"))
    #expect(found.texts.contains("max"))
    #expect(found.texts.count { $0 == "map" } == 1)
  }

  @Test func `Keywords`() {
    let found = session.complete("gua|", in: Session.alone)
    #expect(found.items.first == CellCompletion(text: "guard", kind: .keyword))
  }

  @Test func `A keyword in another case comes after names`() {
    let found = session.complete("struct Figure {}\nFi|")
    #expect(found.texts.first == "Figure")
    let lone = session.complete("Fi|").texts
    #expect(lone.firstIndex(of: "fileprivate") != 0)
  }

  @Test func `Implicit members follow the expected type`() {
    #expect(Set(session.complete("let h: Hue = .|").texts) == ["red", "green", "blue"])
    let found = session.complete("let h: Hue = .b|")
    #expect(found.texts == ["blue"])
    #expect(found.items.first?.signatures == ["case blue(Int) of Hue"])
  }

  @Test func `Argument labels are inserted without placeholders`() {
    let found = session.complete("origin.moved(|")
    #expect(found.texts == ["by: "])
    #expect(found.items.first?.signatures == ["(by: Double) -> Point", "(by: Double, and: Double) -> Point"])
    #expect(session.complete("origin.moved(by: 1, |").texts == ["and: "])
  }

  @Test func `A member of an optional replaces the dot by optional chaining`() {
    let found = session.complete("oracles.adv|")
    #expect(found.texts == ["?.advanced"])
    #expect(found.replacing == 7..<11)
    let own = session.complete("oracles.unsafelyU|")
    #expect(own.texts == ["unsafelyUnwrapped"])
    #expect(own.replacing == 8..<17)
  }

  @Test func `Positions count code points`() {
    // The family is five code points, the accent on the e its own.
    let found = session.complete("let s = \"👩‍👩‍👧 e\u{301}\"; let größe = origin.no|")
    #expect(found.texts == ["norm"])
    #expect(found.replacing == 39..<41)
    let named = session.complete("struct Q { var größe = 1 }\nQ().grö|")
    #expect(named.texts == ["größe"])
    #expect(named.replacing == 31..<34)
    #expect(session.complete("let 🐦größe = 1\n🐦|").texts == ["🐦größe"])
  }

  @Test func `Inside an interpolation there is code, inside a string none`() {
    #expect(session.complete("let s = \"x \\(origin.no|)\"").texts == ["norm"])
    #expect(session.complete("let s = \"origin.no|\"").texts.isEmpty)
    #expect(session.complete("// ori|").texts.isEmpty)
  }

  @Test func `Modules after import`() {
    let found = session.complete("import Foundat|")
    #expect(found["Foundation"]?.kind == .module)
  }

  @Test func `An empty cell offers the session, keywords, and a bounded number of names`() {
    let found = session.complete("import Foundation\n|")
    #expect(Set(found.texts.prefix(6)) == ["origin", "oracles", "redefined", "scaled", "Point", "Hue"])
    #expect(!found.texts.contains { $0.hasPrefix("Cell") })
    #expect(found.texts.contains("let"))
    #expect(found.texts.count <= 250)
    #expect(found.texts.count == Set(found.texts).count)
    #expect(!found.items.contains { $0.text.contains("<#") || $0.signature.contains("<#") })
  }

  @Test func `Numbers have no completions`() {
    #expect(session.complete("let a = 12|").texts.isEmpty)
  }

  @Test func `A requirement is completed with its whole head`() {
    let found = session.complete("struct A: Hashable { func ha|")
    #expect(found.texts == ["hash(into hasher: inout Hasher)"])
  }
}
