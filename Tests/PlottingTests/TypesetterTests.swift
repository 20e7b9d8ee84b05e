// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Testing

@Suite struct TypesetterTests {
  private func set(_ text: String, size: Double = 10, maxWidth: Double = .infinity) -> TypesetText {
    Typesetter(size: size).typeset(text, maxWidth: maxWidth)
  }

  @Test func `widths are the font's advances and kerning`() throws {
    for (text, ems) in try Fixture.load().widths {
      // Both count font units, 1/2048 em.
      #expect(abs(set(text, size: 100).width - ems * 100) < 1e-6, "\(text)")
    }
  }

  @Test func `pairs are kerned`() {
    #expect(set("AV").width < set("A").width + set("V").width - 0.3)
  }

  @Test func `size scales everything`() {
    #expect(abs(set("Token index", size: 20).width - 2 * set("Token index", size: 10).width) < 1e-9)
  }

  @Test func `a long text breaks at spaces, and math stays whole`() {
    let text = set("one two $a + b$ four", maxWidth: 60)
    #expect(text.width <= 60)
    #expect(text.height > 20)
  }

  @Test func `mathematics has italic variables, scripts and no dollar signs`() {
    let plain = set("log")
    let math = set("$log_{10}$")
    #expect(math.glyphs.count == 5)
    #expect(math.glyphs[0].face != plain.glyphs[0].face, "variables are italic")
    #expect(math.glyphs[3].face == plain.glyphs[0].face, "digits are upright")
    #expect(math.glyphs[3].size == 7)
    #expect(math.glyphs[3].at.y > 0)
  }

  @Test func `a relation has air, a sign has none`() {
    let spread = set("$a = b$").width - set("$a$").width - set("$b$").width - set("$=$").width
    #expect(spread > 5 && spread < 6, "0.278 em on both sides")
    #expect(abs(set("$-a$").width - set("−").width - set("$a$").width) < 0.01)
  }

  @Test func `an unknown command shows its source and is told`() {
    let text = set("$\\foo + 1$")
    #expect(text.problems == ["unknown TeX command \\foo"])
    #expect(text.glyphs.filter(\.isWarning).count == 4)
  }

  @Test func `a character no font has is told, not dropped`() {
    // A private-use character: no ordinary font draws it.
    let text = set("a\u{F8F0}b")
    #expect(text.problems.contains { $0.contains("U+F8F0") } || text.glyphs.count == 3)
    #expect(text.width > set("ab").width)
  }

  @Test(arguments: ["\\hat", "\\bar", "\\tilde", "\\vec", "\\dot"])
  func `an accent lies over its letter, not in it`(command: String) throws {
    let glyphs = set("$\(command){x}$").glyphs
    try #require(glyphs.count == 2)
    let metrics = glyphs.map { FontLibrary.shared.metrics($0.face, $0.index) }
    let top = metrics[0].top * glyphs[0].size
    let bottom = metrics[1].bottom * glyphs[1].size - glyphs[1].at.y
    #expect(bottom > top)
  }

  @Test func `several missing characters make one note`() {
    let notes = Figure { Plot("\u{F8F0}\u{F8F1}") { Line([1, 2]) } }.notes
    #expect(notes.count <= 1)
    #expect(notes.first.map { $0.contains("U+F8F0, U+F8F1") } ?? true)
  }

  @Test func `numbers take the decimals that are asked for`() {
    #expect(
      "\(3.14159, 2)" == "3.14" && "\(-0.001, 2)" == "0.00" && "\(-2.5, 0)" == "-3" && "\(Float(0.5), 3)" == "0.500")
  }

  @Test func `every kind of number takes decimals and a width`() {
    #expect("\(7, 2)" == "7.00" && "\(UInt8(200), 0)" == "200" && "\(Int64.min, 1)" == "-9223372036854775808.0")
    #expect(
      "\(-1.5, 2, width: 8)|" == "   -1.50|" && "\(7, 1, width: 3)|" == "7.0|" && "\(Float(2), 1, width: 6)" == "   2.0"
    )
    #expect("\(42, width: 5)" == "   42" && "\(0.5, width: 5)" == "  0.5" && "\(12345, width: 2)" == "12345")
    #expect("\(-Double.nan, 2, width: 5)" == "  nan" && "\(-Double.nan, width: 4)" == " nan")
    #expect("\(-Double.infinity, 1)" == "-inf" && "\(Double.infinity, 1, width: 5)" == "  inf")
  }
}
