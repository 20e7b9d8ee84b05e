// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import NotebookRunner
import Testing

@Suite struct SwiftHighlighterTests {
  /// The highlighted code with `‹kind text›` for each span.
  private func marked(_ code: String) -> String {
    SwiftHighlighter.html(code).replacing("<span class=\"hl-", with: "‹").replacing("</span>", with: "›")
      .replacing("\">", with: " ").replacing("&quot;", with: "\"").replacing("&lt;", with: "<")
  }

  @Test(
    arguments: [
      ("let x = 1", "‹keyword let› x = ‹number 1›"),
      ("0x1F 1_000 1.5e-3 0..<3", "‹number 0x1F› ‹number 1_000› ‹number 1.5e-3› ‹number 0›..<‹number 3›"),
      ("x.0.self", "x.‹number 0›.‹keyword self›"),
      ("struct A: B {}", "‹keyword struct› ‹type A›: ‹type B› {}"),
      (".default .in Int.self", ".default .in ‹type Int›.‹keyword self›"),
      ("f(for: 1, in: x)", "f(for: ‹number 1›, in: x)"),
      ("default: nil", "‹keyword default›: ‹keyword nil›"),
      ("@MainActor func", "‹attribute @MainActor› ‹keyword func›"),
      ("#if DEBUG", "‹attribute #if› ‹type DEBUG›"),
      ("a // b \"c\"\nd", "a ‹comment // b \"c\"›\nd"),
      ("/* a /* b */ c */ d", "‹comment /* a /* b */ c */› d"),
      (#""a\"b" c"#, #"‹string "a\"b"› c"#),
      (#""a \(b + f("c")) d""#, #"‹string "a \(›b + f(‹string "c"›)‹string ) d"›"#),
      (##"#"a\(b) \#(c)"#"##, ##"‹string #"a\(b) \#(›c‹string )"#›"##),
      ("\"\"\"\na \"b\"\n\"\"\" c", "‹string \"\"\"\na \"b\"\n\"\"\"› c"),
      ("\"open\nx", "‹string \"open›\nx"),
      ("`class` x", "`class` x"),
      ("%restore\na %b", "‹attribute %restore›\na %b"),
      ("größe + 名前", "größe + 名前"),
      (#""\"#, #"‹string "\›"#),
      ("/*", "‹comment /*›"),
    ])
  func tokensHaveTheirKinds(code: String, expected: String) { #expect(marked(code) == expected) }

  @Test func nothingOfTheCodeIsLost() throws {
    let code = try String(contentsOfFile: #filePath, encoding: .utf8)
    let text = SwiftHighlighter.html(code).replacing(/<[^>]*>/, with: "").replacing("&quot;", with: "\"")
      .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    #expect(text == code)
  }
}
