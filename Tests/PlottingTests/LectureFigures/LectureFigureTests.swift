// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import FoundationXML
import Plotting
import Testing

@Suite struct LectureFigureTests {
  @Test(arguments: LectureFigures.all.map(\.name))
  func `no text leaves the figure or meets another, and the file is small and well formed`(name: String) throws {
    let figure = try #require(LectureFigures.all.first { $0.name == name }).figure
    let list = figure.displayList
    let paper = Rect(x: 0, y: 0, width: list.width, height: list.height)
    for (i, a) in list.textBoxes.enumerated() {
      #expect(paper.contains(a.box), "\(a) leaves the figure")
      for b in list.textBoxes[(i + 1)...] { #expect(!a.box.overlaps(b.box, slack: 0.5), "\(a) meets \(b)") }
    }
    let svg = try figure.svg()
    #expect(svg.utf8.count <= 1_000_000)
    #expect(XMLParser(data: Data(svg.utf8)).parse())
    #expect(try figure.svg() == svg, "the same bytes a second time")
  }

  @Test func `there are twenty-five`() { #expect(Set(LectureFigures.all.map(\.name)).count == 25) }

  @Test func `ids differ over all figures of a page`() throws {
    var seen: Set<String> = []
    for (name, figure) in LectureFigures.all {
      let ids = try figure.svg().matches(of: /id="([^"]+)"/).map { String($0.1) }
      #expect(Set(ids).count == ids.count && seen.isDisjoint(with: ids), "\(name) repeats an id")
      seen.formUnion(ids)
    }
  }

  @Test func `what was left out is said, and nothing else`() {
    let notes = LectureFigures.all.flatMap { figure in figure.figure.notes.map { "\(figure.name) \($0)" } }
    let told = notes.filter { $0.contains("NaN or infinite and left out") || $0.contains("cells are NaN") }
    let images = notes.filter { $0.contains("drawn as an image") }
    #expect(notes.count == told.count + images.count, "\(notes)")
    #expect(images.map { $0.prefix(5) } == ["003-1"], "4096 markers in each of four plots")
    // Infinite p values in 003-1, the layer without a mean in 003-3, the dead unit of 002-3.
    #expect(Set(told.map { $0.prefix(5) }) == ["002-3", "003-1", "003-3"])
  }
}
