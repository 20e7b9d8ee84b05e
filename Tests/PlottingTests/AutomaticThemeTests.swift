// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import FoundationXML
import JupyterDisplay
import Plotting
import Testing

@Suite struct AutomaticThemeTests {
  private let figure = Figure(theme: .automatic) {
    Plot("Title") { Line([1, 2, 3], "ko-").fill([0.9, 0.7, 0.7]).label("line") }.grid()
  }

  @Test func `the page decides on colours that the theme named, and on no other`() throws {
    let svg = try figure.svg()
    #expect(XMLParser(data: Data(svg.utf8)).parse())
    // The ground, the ink of axes, of texts and of what was black, the grid and the edge of the legend.
    let light = Set(svg.matches(of: /theme-light="true"\][^{]*\{\w+:(#\w+)!important/).map { String($0.1) })
    #expect(light == ["#fffffe", "#000001", "#b0b0b1", "#cccccd"])
    let dark = svg.firstMatch(of: /(?s)@media\(prefers-color-scheme:dark\)\{\n(.*?)\n\}/).map { String($0.1) } ?? ""
    for color in ["#282a2c", "#dde2f4", "#55585c"] { #expect(dark.contains(":\(color)!important")) }
    #expect(svg.contains(/fill:#e5b3b3;stroke/), "a face of one's own stays")
    #expect(svg.contains("[data-jp-theme-light=\"false\"]") && svg.contains(".vscode-dark"))
  }

  @Test func `the style sheet holds for this figure alone`() throws {
    let svg = try figure.svg()
    let root = try #require(svg.firstMatch(of: /<svg [^>]*id="([^"]+)"/)).1
    let selectors = svg.matches(of: /#([\w-]+) \.[fs]\d+\{/).map { String($0.1) }
    #expect(!selectors.isEmpty && Set(selectors) == [String(root)])
  }

  @Test func `other themes have no style sheet, and other viewers see the light colours`() throws {
    #expect(!(try Figure { Plot { Line([1, 2]) } }.svg().contains("<style")))
    let pixels = try PNGPixels.decode(figure.png(dpi: 20))
    #expect(pixels.prefix(3) == [255, 255, 254])
  }

  @Test func `a cell gets it as a page of its own`() {
    #expect(figure.mimeBundle[.html] != nil)
    #expect(Figure { Plot { Line([1, 2]) } }.mimeBundle[.html] == nil)
  }
}

@Suite struct TooltipTests {
  private let figure = Figure {
    Plot { Points([1, 2, 3], [1.0, .nan, 2], "ko").tooltip(["first", "second", "a < b"]) }
  }

  @Test func `each marker that is drawn has its own text`() throws {
    let svg = try figure.svg()
    #expect(XMLParser(data: Data(svg.utf8)).parse())
    let texts = svg.matches(of: /<use [^>]*><title>([^<]*)<\/title><\/use>/).map { String($0.1) }
    #expect(texts == ["first", "a &lt; b"])
  }

  @Test func `a cell gets it as a page of its own, in which one can point`() {
    #expect(figure.mimeBundle[.html] != nil)
  }

  @Test func `a wrong number of texts is told`() throws {
    let figure = Figure { Plot { Points([1.0, 2]).tooltip(["only one"]) } }
    #expect(figure.notes == ["Points 1: 1 tooltips for 2 points; they are left out"])
    #expect(!(try figure.svg().contains("only one")))
  }
}
