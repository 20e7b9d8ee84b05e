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
    #expect(light == ["#fff", "#000", "#b0b0b0", "#ccc"])
    let dark = svg.firstMatch(of: /(?s)@media\(prefers-color-scheme:dark\)\{\n(.*?)\n\}/).map { String($0.1) } ?? ""
    for color in ["#282a2c", "#dde2f4", "#55585c"] { #expect(dark.contains(":\(color)!important")) }
    #expect(svg.contains(/fill:#e6b3b3;stroke/), "a face of one's own stays")
    #expect(svg.contains("[data-jp-theme-light=\"false\"]") && svg.contains(".vscode-dark"))
  }

  @Test func `a colour of one's own stays on every page, even if it is one of the theme's`() throws {
    let own: [Color] = [.white, Color(hex: 0xb0b0b0), Color(gray: 0.8), Color(gray: 0.4)] + Theme.standard.cycle
    let figure = Figure(theme: .automatic) {
      Plot { for (i, color) in own.enumerated() { Bars([Double(i)], [1.0]).fill(color) } }
    }
    let svg = try figure.svg()
    for color in own {
      let hex = [color.red, color.green, color.blue].map { String(Int(($0 * 255).rounded()), radix: 16) }
      let long = "#" + hex.map { $0.count == 1 ? "0" + $0 : $0 }.joined()
      let isShort = hex.allSatisfy { $0.count == 2 && $0.first == $0.last }
      let name = isShort ? "#" + hex.map { String($0.prefix(1)) }.joined() : long
      let bars = svg.matches(of: /<path style="fill:(#\w+)" d/).filter { $0.1 == name }
      #expect(bars.count == 1, "\(name) is drawn once and has no class")
    }
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
    #expect(pixels.prefix(3) == [255, 255, 255])
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
