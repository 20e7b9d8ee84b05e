// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import NotebookRunner
import Testing

@Suite struct MathMLTests {
  /// The formula without the wrapper and the source.
  private func math(_ tex: String, display: Bool = false) -> String {
    let html = MathMLRenderer.html(for: tex, isDisplay: display)
    guard let start = html.firstRange(of: "<semantics>"), let end = html.firstRange(of: "<annotation") else {
      return html
    }
    return String(html[start.upperBound..<end.lowerBound])
  }

  @Test(
    arguments: [
      ("x", "<mi>x</mi>"),
      ("x_i^2", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"),
      ("x^{10}", "<msup><mi>x</mi><mn>10</mn></msup>"),
      ("f'", "<msup><mi>f</mi><mo>′</mo></msup>"),
      (#"\beta"#, "<mi>β</mi>"),
      (#"\Delta"#, "<mi mathvariant=\"normal\">Δ</mi>"),
      (#"\frac{1}{2}"#, "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
      (#"\sqrt[3]{x}"#, "<mroot><mi>x</mi><mn>3</mn></mroot>"),
      (#"\hat{y}"#, "<mover accent=\"true\"><mi>y</mi><mo stretchy=\"false\">^</mo></mover>"),
      (#"\mathbb{R}^n"#, "<msup><mi mathvariant=\"normal\">ℝ</mi><mi>n</mi></msup>"),
      (#"\mathbf{x}"#, "<mi mathvariant=\"normal\">𝐱</mi>"),
      (#"a \le b"#, "<mrow><mi>a</mi><mo>≤</mo><mi>b</mi></mrow>"),
      (#"\text{if } x"#, "<mrow><mtext>if\u{A0}</mtext><mi>x</mi></mrow>"),
      (#"\not="#, "<mo>=\u{338}</mo>"),
      ("a<b", "<mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>"),
    ])
  func formulasBecomeMathML(tex: String, expected: String) { #expect(math(tex) == expected) }

  @Test func limitsOfSumsStandAboveAndBelowInDisplays() {
    #expect(math(#"\sum_{i}^n"#, display: true) == "<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover>")
    #expect(math(#"\sum_{i}^n"#) == "<msubsup><mo>∑</mo><mi>i</mi><mi>n</mi></msubsup>")
    #expect(math(#"\arg\min_x"#, display: true).contains("<munder><mi>min</mi><mi>x</mi></munder>"))
  }

  @Test func functionNamesKeepTheirDistance() {
    #expect(math(#"y\log x"#).ranges(of: "<mspace").count == 2)
    #expect(math(#"\log(x)"#).contains("<mspace") == false)
  }

  @Test func fencesEnvironmentsAndAlignments() {
    #expect(math(#"\left(\frac{a}{b}\right."#).contains("<mo fence=\"true\" form=\"prefix\" stretchy=\"true\">(</mo>"))
    #expect(math(#"\begin{pmatrix} a & b \\ c & d \end{pmatrix}"#).contains("<mtr><mtd><mi>c</mi></mtd>"))
    #expect(math(#"\begin{cases} 1 & x \\ 0 & y \end{cases}"#).contains("text-align:left"))
    #expect(math(#"\begin{align*} a &= b \\ &= c \end{align*}"#).contains("text-align:right"))
  }

  @Test(
    arguments: [
      #"\unknown{x}"#, "{", "x}", "x^", "x^a^b", #"\frac{1}"#, #"\left( x"#, #"\begin{tikzpicture}\end{tikzpicture}"#,
      #"\text{a $b$}"#, String(repeating: "{", count: 10_000),
    ])
  func whatIsNotUnderstoodIsShownAsItIs(tex: String) {
    #expect(MathMLRenderer.html(for: tex, isDisplay: false) == "<code class=\"tex\">\(tex.htmlEscaped)</code>")
  }

  @Test func theSourceStaysInThePage() {
    let html = MathMLRenderer.html(for: "a<b", isDisplay: true)
    #expect(html.hasPrefix("<math display=\"block\">"))
    #expect(html.contains("<annotation encoding=\"application/x-tex\">a&lt;b</annotation>"))
  }
}
