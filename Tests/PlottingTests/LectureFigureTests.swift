// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import FoundationXML
import LectureFigures
import Plotting
import Testing

/// What holds for every figure of the lectures, from synthetic data everywhere and from the reference data where it is.
@Suite struct LectureFigureTests {
  private static let synthetic = LectureFigures.synthetic()
  private static let reference = ReferenceData.folder.map { folder in
    Result { try LectureFigures.reference(in: folder) }
  }
  private static let hasReference = ReferenceData.folder != nil

  private func hold(_ figure: Figure) throws {
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

  @Test(arguments: synthetic.map(\.name))
  func `no text leaves the figure or meets another, and the file is small and well formed`(name: String) throws {
    try hold(#require(Self.synthetic.first { $0.name == name }).draw())
  }

  @Test(.enabled(if: hasReference, "no reference data"))
  func `the same holds for the reference data`() throws {
    for figure in try #require(Self.reference).get() { try hold(figure.draw()) }
  }

  @Test func `there are twenty-five`() { #expect(Set(Self.synthetic.map(\.name)).count == 25) }

  @Test func `ids differ over all figures of a page`() throws {
    var seen: Set<String> = []
    for figure in Self.synthetic {
      let ids = try figure.draw().svg().matches(of: /id="([^"]+)"/).map { String($0.1) }
      #expect(Set(ids).count == ids.count && seen.isDisjoint(with: ids), "\(figure.name) repeats an id")
      seen.formUnion(ids)
    }
  }

  @Test func `what was left out is said, and nothing else`() {
    let notes = Self.synthetic.flatMap { figure in figure.draw().notes.map { "\(figure.name) \($0)" } }
    let told = notes.filter { $0.contains("NaN or infinite and left out") || $0.contains("cells are NaN") }
    #expect(notes == told)
    // Infinite p values in 003-1, layers without a mean in 003-3, the dead unit of 002-3.
    #expect(Set(told.map { $0.prefix(5) }) == ["002-3", "003-1", "003-3"])
  }

  /// The pictures of the gallery are what the figures look like today.
  ///
  /// FreeType and Cairo of another version round edges of letters differently: single pixels may be off, a picture that
  /// changed is off by far more than one in five hundred.
  @Test(.enabled(if: hasReference, "no reference data"))
  func `the gallery shows what is drawn`() throws {
    let gallery = ReferenceData.package.appending(path: "docs/gallery")
    for figure in try #require(Self.reference).get() {
      let kept = try Data(contentsOf: gallery.appending(path: "\(figure.name).png"))
      let (then, now) = try (PNGPixels.decode(Array(kept)), PNGPixels.decode(figure.draw().png(dpi: 72)))
      guard then.count == now.count else {
        Issue.record("\(figure.name) has another size; if that is meant: make gallery")
        continue
      }
      let changed = zip(then, now).reduce(0) { $0 + (abs(Int($1.0) - Int($1.1)) > 24 ? 1 : 0) }
      #expect(
        changed <= then.count / 500,
        "\(figure.name): \(changed) of \(then.count) differ; if that is meant: make gallery")
    }
  }
}
