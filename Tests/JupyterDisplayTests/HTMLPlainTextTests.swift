// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterDisplay
import Testing

@Suite struct HTMLPlainTextTests {
  @Test(arguments: [
    ("<b>hi</b> <i>you</i>", "hi you"), ("one<br>two<p>three</p>", "one\ntwo\nthree"),
    ("a &lt; b &amp;&nbsp;c", "a < b & c"),
    ("&#65;&#x42; &unknown; &", "AB &unknown; &"),
    ("<style>b { color: red }</style>x<script>if (a < b) {}</script>y", "xy"),
    ("<!-- <b>not</b> -->seen", "seen"), ("<a title=\"a > b\">link</a>", "link"),
    ("<table><tr><th>n</th><th>p</th></tr><tr><td>1</td><td>0.5</td></tr></table>", "n  p\n1  0.5"),
    ("<ul><li>one<li>two</ul>", "• one\n• two"), ("  many\n   spaces  ", "many spaces"),
    ("<pre>a\n  b</pre>", "a\n  b"),
    ("1 < 2", "1 < 2"), ("", ""), ("<", "<"), ("<b", ""), ("<script>never closed", ""), ("日本 <b>é</b>", "日本 é"),
  ])
  func anHTMLValueSaysItsTextWithoutTags(_ source: String, _ text: String) {
    #expect(HTML(source).mimeBundle[.plainText] == .text(text))
    #expect(HTML(source).mimeBundle[.html] == .text(source))
  }

  @Test func theSignOfANaNIsNotShown() {
    #expect(PlainText.describe(-Double.nan) == "nan")
    #expect(PlainText.describe([-Float.nan, 1]) == "[nan, 1.0]")
    #expect(PlainText.describe((a: -Double.nan, b: Optional(-Double.nan))) == "(a: nan, b: nan)")
    #expect(PlainText.describe(-Double.infinity) == "-inf")
  }
}
