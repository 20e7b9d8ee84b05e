// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import NotebookRunner
import Testing

@Suite struct TerminalTextTests {
  @Test(
    arguments: [
      ("plain <b> & \"x\"", "plain &lt;b&gt; &amp; &quot;x&quot;"),
      ("\u{1B}[31mred\u{1B}[0m", "<span class=\"ansi-fg-1\">red</span>"),
      (
        "\u{1B}[1;94mx\u{1B}[22my\u{1B}[m",
        "<span class=\"ansi-bold ansi-fg-12\">x</span><span class=\"ansi-fg-12\">y</span>"
      ),
      ("\u{1B}[38;5;196mx", "<span style=\"color:rgb(255,0,0)\">x</span>"),
      ("\u{1B}[38;2;1;2;3;48;5;244mx", "<span style=\"color:rgb(1,2,3);background:rgb(128,128,128)\">x</span>"),
      ("\u{1B}[7;41mx", "<span class=\"ansi-inverse ansi-bg-1\">x</span>"),
      ("\u{1B}[31ma\nb", "<span class=\"ansi-fg-1\">a</span>\n<span class=\"ansi-fg-1\">b</span>"),
      ("\u{1B}]8;;https://a.org\u{7}link\u{1B}]8;;\u{1B}\\", "link"),
      ("\u{1B}[2Aup\u{1B}[?25l", "up"),
      ("\u{1B}[", ""),
      ("\u{1B}[99999999999999999999mx", "x"),
      ("bell\u{7}", "bell"),
    ])
  func coloursBecomeSpansAndControlsVanish(text: String, expected: String) {
    #expect(TerminalText.html(text) == expected)
  }

  @Test(
    arguments: [
      ("10%\r20%\r100%\n", "100%\n"), ("abc\rX", "Xbc"), ("abc\r\u{1B}[KX", "X"), ("ab\u{8}c", "ac"),
      ("a\r\nb", "a\nb"), ("one\r", "one"), ("abc\u{1B}[2K\u{1B}[1Gx", "x"), ("a\u{1B}[3Cb", "a   b"),
      ("a\u{1B}[9223372036854775807G\u{1B}[9223372036854775807Cb", "a" + String(repeating: " ", count: 999) + "b"),
    ])
  func carriageReturnsWriteOver(text: String, expected: String) { #expect(TerminalText.plain(text) == expected) }
}
