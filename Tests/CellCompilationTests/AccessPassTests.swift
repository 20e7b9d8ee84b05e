// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellCompilation
import Testing

@Suite struct AccessPassTests {
  private func pass(_ text: String) -> String { rewritten(text, by: AccessPass()) }

  @Test func privateAtTheTopLevelIsBlankedOut() {
    #expect(pass("private let a = 1") == "        let a = 1")
    #expect(pass("private struct S {}\nprivate(set) var x = 1") == "        struct S {}\n             var x = 1")
  }

  @Test func fileprivateIsBlankedOutEverywhere() {
    #expect(pass("struct S { fileprivate var a = 1 }") == "struct S {             var a = 1 }")
  }

  @Test func privateMembersStayPrivate() {
    let cell = "struct S { private var a = 1; private(set) var b = 2 }"
    #expect(pass(cell) == cell)
  }

  @Test(arguments: ["public", "open", "package", "fileprivate"]) func whatIsMoreOrLessThanInternalBecomesInternal(
    level: String
  ) {
    let blank = String(repeating: " ", count: level.count)
    #expect(pass("\(level) class C { \(level) var a = 1 }") == "\(blank) class C { \(blank) var a = 1 }")
    #expect(pass("private \(level) var a = 1") == "        \(blank) var a = 1")
  }

  @Test func attributesOfPublicDeclarationsGoWithTheWord() {
    #expect(pass("@inlinable public func f() {}") == "                  func f() {}")
    #expect(pass("@frozen public enum E {}") == "               enum E {}")
  }

  @Test func witnessesForAnEarlierTypeBecomePublic() {
    #expect(
      pass("extension Old: Shape { var area: Double { 1 } }")
        == "extension Old: Shape { public var area: Double { 1 } }")
    #expect(
      pass("extension Old: Shape { private var a: Int { 1 } }") == "extension Old: Shape { private var a: Int { 1 } }")
    #expect(
      pass("extension Old: Shape { public func f() {} }") == "extension Old: Shape { public        func f() {} }")
  }

  @Test func typesInTheSignaturesOfWitnessesBecomePublicWithTheirOwnWitnesses() {
    #expect(
      pass(
        "struct R: Equatable { func g() {} }\nstruct T {}\nextension Old: Shape { func f() -> R { _ = T(); return R() } }"
      )
        == "public struct R: Equatable { public func g() {} }\nstruct T {}\n"
        + "extension Old: Shape { public func f() -> R { _ = T(); return R() } }")
    #expect(
      pass("enum E { case a(R) }\nstruct R {}\nextension Old: Shape { func f(_: E) {} }")
        == "public enum E { case a(R) }\npublic struct R {}\nextension Old: Shape { public func f(_: E) {} }")
  }

  @Test func extensionsOfTheCellsOwnTypesStay() {
    let cell = "struct S {}\nextension S: CustomStringConvertible { var description: String { \"\" } }"
    #expect(pass(cell) == cell)
    #expect(pass("extension Int { var twice: Int { self * 2 } }") == "extension Int { var twice: Int { self * 2 } }")
  }

  @Test func theWordInTextAndCommentsStays() {
    let cell = "let a = \"private fileprivate\" // fileprivate"
    #expect(pass(cell) == cell)
  }
}
