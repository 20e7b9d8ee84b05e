// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Testing

@Suite struct MemberIdentityTests {
  private func members(_ text: String) -> Set<Member> { ParsedCell(text).members }

  @Test(arguments: [
    ("extension Int { func f(_ a: Int) {} }", "extension Int { func f(_ b: Int) -> Int { 1 } }"),
    ("extension [Int] { func f() {} }", "extension Array where Element == Int { func f() {} }"),
    ("extension [String: Int] { func f() {} }", "extension Dictionary<String, Int> { func f() {} }"),
    ("extension Int? { func f() {} }", "extension Optional<Int> { func f() {} }"),
    (
      "extension P where A: Q, B == Int { var x: Int { 1 } }",
      "extension P where B==Int, A : Q { var x: String { \"\" } }"
    ),
    ("func + <T: P & Q>(a: T, b: T) -> T { a }", "func + <U>(a: U, b: U) -> U where U: Q, U: P { b }"),
    (
      "extension Int { subscript(a b: Int) -> Int { 1 } }",
      "extension Swift.Int { subscript(a c: Int) -> Double { 1 } }"
    ),
  ])
  func theSameDeclarationIsTheSame(one: String, other: String) {
    #expect(members(one) == members(other))
  }

  @Test(arguments: [
    ("extension Int { func f() {} }", "extension Int { static func f() {} }"),
    ("extension Int { func f(a: Int) {} }", "extension Int { func f(b: Int) {} }"),
    ("extension Int { func f(_: Int) {} }", "extension Int { func f(_: Int...) {} }"),
    ("extension Int { func f(_: Int) {} }", "extension Int { func f(_: inout Int) {} }"),
    ("extension Int { func f<T: P>(_: T) {} }", "extension Int { func f<T: Q>(_: T) {} }"),
    ("extension Array where Element == Int { func f() {} }", "extension Array where Element: P { func f() {} }"),
    ("extension P { func f() {} }", "extension P where Self: Q { func f() {} }"),
    ("extension P { func f() {} }", "extension Q { func f() {} }"),
    ("prefix func - (a: V) -> V { a }", "func - (a: V) -> V { a }"),
    ("extension Int { init(_ a: V) {} }", "extension Int { init(a: V) {} }"),
  ])
  func whatTheLanguageTellsApartIsNot(one: String, other: String) {
    #expect(members(one).isDisjoint(with: members(other)))
  }

  @Test func whatAnInstanceStoresIsPartOfItsType() {
    #expect(
      members("struct S { var a = 1; let b = 2; static let c = 3; var d: Int { 4 } }").map(\.name).sorted() == [
        "c", "d",
      ])
  }
}

@Suite struct SupersededPassTests {
  private func pass(_ text: String, members: [String] = [], conformances: [Conformance] = []) -> String {
    let cell = ParsedCell(text)
    var context = PassContext(module: "Cell_9")
    context.superseded = Superseded(
      members: cell.members.filter { members.contains($0.name) }, conformances: Set(conformances))
    var edits = SourceEdits(cell.text)
    for pass in [AccessPass(), SupersededPass()] as [any CellPass] { pass.apply(to: cell, &edits, context) }
    return edits.apply().text
  }

  @Test func whatIsSupersededIsLeftToItsFile() {
    #expect(
      pass("extension Int { var a: Int { 1 }; internal func b() {} }", members: ["a", "b"])
        == "extension Int { fileprivate var a: Int { 1 }; fileprivate          func b() {} }")
    #expect(
      pass("func <+> (a: Int, b: Int) -> Int { a }", members: ["<+>"])
        == "fileprivate func <+> (a: Int, b: Int) -> Int { a }")
  }

  @Test func whatAConformanceMayRestOnStays() {
    #expect(
      pass("extension V: P { var a: Int { 1 } }", members: ["a"])
        == "extension V: P { @_disfavoredOverload public var a: Int { 1 } }")
  }

  @Test func aSupersededConformanceGoes() {
    #expect(
      pass("extension V: P, Q { func f() {} }", conformances: [Conformance(type: "V", name: "P")])
        == "extension V: Q       { public func f() {} }")
    #expect(
      pass("extension V: P { func f() {} }", members: ["f"], conformances: [Conformance(type: "V", name: "P")])
        == "extension V    { fileprivate func f() {} }")
  }
}
