// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import NotebookRunner
import Testing

/// Cases after CommonMark's specification, in our own words, and what notebooks need beyond it.
@Suite struct MarkdownTests {
  private func html(_ source: String) -> String {
    var renderer = MarkdownHTMLRenderer()
    return renderer.html(source)
  }

  /// Without the line breaks that only make the HTML readable.
  private func flat(_ source: String) -> String { html(source).split(separator: "\n").joined() }

  @Test(
    arguments: [
      ("a *b* c", "<p>a <em>b</em> c</p>"),
      ("**a *b* c**", "<p><strong>a <em>b</em> c</strong></p>"),
      ("***a***", "<p><em><strong>a</strong></em></p>"),
      ("**a** _b_ __c__", "<p><strong>a</strong> <em>b</em> <strong>c</strong></p>"),
      ("snake_case_name and 2*3*4", "<p>snake_case_name and 2<em>3</em>4</p>"),
      ("a * b * c", "<p>a * b * c</p>"),
      ("*a", "<p>*a</p>"),
      ("**a*", "<p>*<em>a</em></p>"),
      ("~~gone~~ ~~~x", "<p><del>gone</del> ~~~x</p>"),
      (#"\*a\* \\ \`"#, "<p>*a* \\ `</p>"),
      ("`a*b*` ``c`d``", "<p><code>a*b*</code> <code>c`d</code></p>"),
      ("`unclosed", "<p>`unclosed</p>"),
      ("a &amp; b &lt; c &copy; &#955; &unknown;", "<p>a &amp; b &lt; c © λ &amp;unknown;</p>"),
      ("1 < 2 & \"x\"", "<p>1 &lt; 2 &amp; &quot;x&quot;</p>"),
    ])
  func emphasisCodeAndEscapes(source: String, expected: String) { #expect(html(source) == expected) }

  @Test(
    arguments: [
      ("[a](b)", "<p><a href=\"b\">a</a></p>"),
      ("[a *b*](<c d> \"t\")", "<p><a href=\"c%20d\" title=\"t\">a <em>b</em></a></p>"),
      ("[a](b(c)d)", "<p><a href=\"b(c)d\">a</a></p>"),
      ("[a] [b", "<p>[a] [b</p>"),
      (
        "[a][r] [R][] [r]\n\n[r]: /u 'T'",
        "<p><a href=\"/u\" title=\"T\">a</a> "
          + "<a href=\"/u\" title=\"T\">R</a> <a href=\"/u\" title=\"T\">r</a></p>"
      ),
      ("<https://a.org/?b=c&d>", "<p><a href=\"https://a.org/?b=c&amp;d\">https://a.org/?b=c&amp;d</a></p>"),
      ("<me@a.org>", "<p><a href=\"mailto:me@a.org\">me@a.org</a></p>"),
      ("![*alt*](i.png 'T')", "<p><img src=\"i.png\" alt=\"alt\" title=\"T\"></p>"),
      ("[![a](b)](c)", "<p><a href=\"c\"><img src=\"b\" alt=\"a\"></a></p>"),
      ("[a [b](c) d](e)", "<p>[a <a href=\"c\">b</a> d](e)</p>"),
      ("[x](javascript:alert%281%29)", "<p>x</p>"),
      ("[x](#Über-uns)", "<p><a href=\"#%C3%9Cber-uns\">x</a></p>"),
    ])
  func linksAndImages(source: String, expected: String) { #expect(html(source) == expected) }

  @Test(
    arguments: [
      ("a\nb", "<p>a\nb</p>"),
      ("a  \nb\\\nc", "<p>a<br>\nb<br>\nc</p>"),
      ("a\n\nb", "<p>a</p>\n<p>b</p>"),
      ("---", "<hr>"),
      ("* * *", "<hr>"),
      ("> a\nb\n> c", "<blockquote>\n<p>a\nb\nc</p>\n</blockquote>"),
      ("> a\n\nb", "<blockquote>\n<p>a</p>\n</blockquote>\n<p>b</p>"),
      ("    code\n\n    more", "<pre><code>code\n\nmore</code></pre>"),
      ("```python\na < b\n```", "<pre><code class=\"language-python\">a &lt; b</code></pre>"),
      ("~~~\n```\n~~~", "<pre><code>```</code></pre>"),
      ("```\nopen", "<pre><code>open</code></pre>"),
      ("<div>\n*a*\n</div>\n\n*b*", "<div>\n*a*\n</div>\n<p><em>b</em></p>"),
      ("a <b>c</b> <!-- d -->", "<p>a <b>c</b> <!-- d --></p>"),
      ("<!-- a\n\nb -->\nc", "<!-- a\n\nb -->\n<p>c</p>"),
      ("a\r\nb", "<p>a\nb</p>"),
      ("", ""),
    ])
  func blocks(source: String, expected: String) { #expect(html(source) == expected) }

  @Test(
    arguments: [
      ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
      ("- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
      ("3. a\n4. b", "<ol start=\"3\"><li>a</li><li>b</li></ol>"),
      ("- a\n  - b\n    - c\n- d", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"),
      ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
      ("- a\n\n  b", "<ul><li><p>a</p><p>b</p></li></ul>"),
      ("- a\n  - b\n\n  - c", "<ul><li>a<ul><li><p>b</p></li><li><p>c</p></li></ul></li></ul>"),
      ("- a\nlazy", "<ul><li>alazy</li></ul>"),
      ("- a\n+ b", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
      ("- ```\n  x\n\n  y\n  ```\n- b", "<ul><li><pre><code>xy</code></pre></li><li>b</li></ul>"),
      ("- [ ] a\n- [x] b", "<ul><li>☐ a</li><li>☑ b</li></ul>"),
      ("-\n- b", "<ul><li></li><li>b</li></ul>"),
      ("text\n- a", "<p>text</p><ul><li>a</li></ul>"),
      ("the year\n1986. was", "<p>the year1986. was</p>"),
      ("- > a\n  > b", "<ul><li><blockquote><p>ab</p></blockquote></li></ul>"),
    ])
  func lists(source: String, expected: String) { #expect(flat(source) == expected) }

  @Test func headingsHaveJupytersAnchors() {
    var renderer = MarkdownHTMLRenderer()
    let html = renderer.html("# The *first* one #\n\nSecond\n======\n\nthird\n---\n\n## third\n\n#hashtag")
    #expect(html.contains("<h1 id=\"The-first-one\">The <em>first</em> one<a class=\"anchor\" href=\"#The-first-one\""))
    #expect(html.contains("<h1 id=\"Second\">"))
    #expect(html.contains("<h2 id=\"third\">"))
    #expect(html.contains("<h2 id=\"third-2\">"))
    #expect(html.contains("<p>#hashtag</p>"))
    #expect(renderer.headings.map(\.level) == [1, 1, 2, 2])
    #expect(renderer.headings.first?.text == "The first one")
  }

  @Test func tablesHaveAlignmentAndBarsInCells() {
    let html = html("| a | b | c |\n|:--|--:|:-:|\n| 1 | `x\\|y` | $|v|$ |\n| 2 |\n\ntext")
    #expect(html.contains("<th scope=\"col\" style=\"text-align:left\">a</th>"))
    #expect(html.contains("<td style=\"text-align:right\"><code>x|y</code></td>"))
    #expect(html.contains("<annotation encoding=\"application/x-tex\">|v|</annotation>"))
    #expect(html.contains("<tr><td style=\"text-align:left\">2</td><td style=\"text-align:right\"></td>"))
    #expect(html.hasSuffix("<p>text</p>"))
  }

  @Test func dollarsAreMathOnlyWhereTheyEncloseSomething() {
    #expect(html("costs $5 and $10") == "<p>costs $5 and $10</p>")
    #expect(html(#"\$a\$"#) == "<p>$a$</p>")
    #expect(html("`$a$`") == "<p><code>$a$</code></p>")
    #expect(html("$a_1*b*c$").contains("<annotation encoding=\"application/x-tex\">a_1*b*c</annotation>"))
    #expect(html("$$\na\n\nb\n$$\ntext").contains("<math display=\"block\">"))
    #expect(html("see $$x$$ here").contains("<math display=\"block\">"))
    #expect(html("\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}").contains("<mtable"))
  }

  @Test func hostileNestingTakesNoTime() {
    let quotes = String(repeating: "> ", count: 20_000) + "a\n" + String(repeating: "b\n", count: 50)
    #expect(html(quotes).contains("<blockquote>"))
    #expect(html(String(repeating: "*a ", count: 5_000)).count > 5_000)
    #expect(html(String(repeating: "[", count: 20_000)).count >= 20_000)
    #expect(html(String(repeating: "- ", count: 3_000) + "a").contains("<li>"))
  }
}
