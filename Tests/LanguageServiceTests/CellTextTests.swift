// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import LanguageService
import Testing

@Suite struct CellTextTests {
  @Test func `Byte offsets count the prelude and the width of each code point`() {
    let text = CellText(prelude: "import A", code: "é🐦x", cursor: 2)
    #expect(text.source == "import A\né🐦x")
    #expect(text.preludeLines == 1)
    #expect((0...3).map { text.byteOffset($0) } == [9, 11, 15, 16])
  }

  @Test func `No line is added to an empty prelude or to one that ends its line`() {
    #expect(CellText(prelude: "", code: "x", cursor: 0).source == "x")
    #expect(CellText(prelude: "import A\n", code: "x", cursor: 0).preludeLines == 1)
  }

  @Test func `Carriage return and line feed are two code points`() {
    let text = CellText(prelude: "", code: "a\r\nbc", cursor: 5)
    #expect(text.count == 5)
    #expect(text.identifierStart(endingAt: 5) == 3)
  }

  @Test func `An identifier reaches to both sides and does not begin with a digit`() {
    let text = CellText(prelude: "", code: "a.größe1 12 👩‍👩‍👧", cursor: 0)
    #expect(text.identifier(around: 4) == 2..<8)
    #expect(text.identifier(around: 8) == 2..<8)
    #expect(text.identifier(around: 10) == nil)
    #expect(text.identifier(around: 12) == 12..<17)
  }

  @Test(arguments: [
    ("f(|", ["f"]), ("f(g(1), |", ["f"]), ("f(g(|", ["g", "f"]), ("f([(|", ["f"]), ("f(1)|", []),
    ("f(\")\", |", ["f"]), ("f(\"\\(g(|", ["g", "f"]), ("f(\"\\(g(1)) )\", |", ["f"]), ("f(#\"\\( \"#, |", ["f"]),
    ("// f(\n|", []), ("/* f( /* */ g( */ h(|", ["h"]), ("\"\"\"\n\" f(\n\"\"\"; h(|", ["h"]), ("größe(|", ["größe"]),
    ("(|", []), ("f(\"abc\nh(|", ["h", "f"]),
  ])
  func `Calls around the cursor, innermost first`(marked: String, names: [String]) {
    let (code, cursor) = Session.split(marked)
    let text = CellText(prelude: "", code: code, cursor: cursor)
    #expect(CallScanner(text).enclosing.map { text.text($0) } == names)
  }

  @Test func `Declarations lose markup and the library author's attributes`() {
    let xml =
      "<d><a>@inlinable</a> <a>@_alwaysEmitIntoClient</a> <k>func</k> <n>f</n>&lt;T&gt;(_ a: T = &quot;&amp;lt;&quot;)</d>"
    #expect(AnnotatedDeclaration.text(xml) == "func f<T>(_ a: T = \"&lt;\")")
  }
}
