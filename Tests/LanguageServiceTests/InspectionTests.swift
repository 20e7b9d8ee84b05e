// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import LanguageService
import Testing

@Suite struct InspectionTests {
  private let session: Session

  init() throws { session = try Session.shared.get() }

  private static let scaled = "func scaled(_ value: Double, by factor: Double = 2) -> Double"

  @Test(arguments: ["let q = sca|led(1.0)", "let q = |scaled(1.0)", "let q = scaled|(1.0)", "let q = scaled(1.0)|"])
  func `A function of an earlier cell with its comment`(code: String) throws {
    let found = try #require(session.inspect(code))
    #expect(found.declarations == [Self.scaled])
    #expect(found.location == "Cell 2")
    #expect(
      found.documentation == """
        Scales a number.

        Long words about `scaling`.
        - Parameter factor: by how much
        - Returns: the product
        """)
    #expect(found.overloads == ["scaled(_: Int, by: Int = 2) -> Int"])
  }

  @Test func `Inside an argument list the overloads of the function called are shown`() throws {
    let found = try #require(session.inspect("let q = scaled(|"))
    #expect(
      found.declarations == [
        "scaled(_ value: Double, by: Double = 2) -> Double", "scaled(_ value: Int, by: Int = 2) -> Int",
      ])
    #expect(found.documentation?.hasPrefix("Scales a number.") == true)
    let nested = try #require(session.inspect("print(origin.moved(by: 1, |"))
    #expect(nested.declarations == ["moved(by: Double, and: Double) -> Point"])
  }

  @Test func `In a string the function that takes it is shown`() throws {
    let found = try #require(session.inspect("print(\"origin|\")"))
    #expect(found.declarations.first?.hasPrefix("func print(_ items: Any...") == true)
    #expect(session.inspect("print(\"\\(origin|)\")")?.declarations == ["var origin: Point"])
  }

  @Test func `A type shows its initialiser`() throws {
    let found = try #require(session.inspect("let p = Poi|nt(x: 1, y: 2)"))
    #expect(found.declarations == ["struct Point", "init(x: Double, y: Double)"])
    #expect(found.documentation == "A point in the plane.")
    #expect(found.location == "Cell 1")
  }

  @Test func `A variable of the cell itself, with the user's line`() throws {
    let found = try #require(session.inspect("\n/// As numbers.\nlet naïve = [\"🐦\": 1]\nnaï|ve"))
    #expect(found.declarations == ["let naïve: [String : Int]"])
    #expect(found.location == "this cell, line 3")
    #expect(found.documentation == "As numbers.")
  }

  @Test func `The standard library`() throws {
    let found = try #require(session.inspect("[1].ma|p { $0 }", in: Session.alone))
    #expect(found.declarations.first?.hasPrefix("func map<T, E>(_ transform: (Int) throws(E) -> T)") == true)
    #expect(found.location == "module Swift")
    #expect(found.documentation?.contains("- Parameter transform:") == true)
  }

  @Test(arguments: ["|", "let| x = 1", "nobody|", "\"origin|\"", "// origin|", "/* origin| */", "1 + 2|"])
  func `Where there is no symbol there is nothing`(code: String) {
    #expect(session.inspect(code) == nil)
  }

  @Test(arguments: [
    ("max|", "max("), ("let f = ma|x", "max("), ("stride|", "stride("), ("zip|", "zip("), ("abs|", "abs("),
  ])
  func `A bare name with overloads lists them`(code: String, start: String) throws {
    let found = try #require(session.inspect(code, in: Session.alone))
    #expect(!found.declarations.isEmpty)
    #expect(
      found.declarations.allSatisfy {
        $0.hasPrefix(start) || $0.hasPrefix("func " + start) || $0.contains(start.dropLast() + "<")
      }, "\(found.declarations)")
    #expect(found.location == "module Swift")
  }

  @Test(arguments: [
    ("[1].map|", "map"), ("[1].reduc|e", "reduce"), ("[3, 1].sorted|", "sorted"), ("let c = [1].first|", "first"),
  ])
  func `A bare member with overloads lists them`(code: String, name: String) throws {
    let found = try #require(session.inspect(code, in: Session.alone))
    #expect(found.declarations.contains { $0.contains(name) }, "\(found.declarations)")
  }

  @Test func `Overloads of an earlier cell are listed with their cell`() throws {
    let found = try #require(session.inspect("scaled|"))
    #expect(found.declarations.contains { $0.contains("Double") } && found.declarations.contains { $0.contains("Int") })
    #expect(found.location == "Cell 2")
  }

  @Test func `Markdown and plain text grow with the detail level`() {
    let found = CellInspection(
      declarations: ["func f()"], type: "() -> ()", documentation: "Does `f`.", location: "Cell 3",
      overloads: ["f(Int)"])
    #expect(found.markdown() == "```swift\nfunc f()\n```\n\nDoes `f`.\n\n*Declared in Cell 3*")
    #expect(found.plainText() == "func f()\n\nDoes `f`.\n\nDeclared in Cell 3")
    #expect(found.plainText(detailLevel: 1) == found.plainText() + "\n\nType: () -> ()\n\nOverloads:\nf(Int)")
    #expect(
      found.markdown(detailLevel: 1)
        == found.markdown() + "\n\nType: `() -> ()`\n\nOverloads:\n```swift\nf(Int)\n```")
  }
}
