// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import FoundationXML
import Plotting
import Tensors
import Testing

@Suite struct SVGTests {
  /// Collects ids and references.
  private final class Reader: NSObject, XMLParserDelegate {
    var ids: [String] = []
    var references: [String] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      if let id = attributes["id"] { ids.append(id) }
      for (key, value) in attributes {
        if key == "xlink:href", value.hasPrefix("#") { references.append(String(value.dropFirst())) }
        if key == "aria-labelledby" { references += value.split(separator: " ").map(String.init) }
        if let open = value.range(of: "url(#") {
          references.append(String(value[open.upperBound...].prefix { $0 != ")" }))
        }
      }
    }
  }

  private func read(_ svg: String) -> Reader? {
    let reader = Reader()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = reader
    return parser.parse() ? reader : nil
  }

  @Test func `every figure is well-formed and every reference resolves`() throws {
    for (name, figure) in SampleFigures.all {
      let reader = try #require(read(try figure.svg()), "\(name) does not parse")
      #expect(Set(reader.references).isSubset(of: Set(reader.ids)), "\(name)")
      #expect(reader.references.count > 10)
    }
  }

  @Test func `ids are unique over all figures of a page`() throws {
    let page = "<html>" + (try SampleFigures.all.map { try $0.figure.svg() }).joined() + "</html>"
    let reader = try #require(read(page))
    #expect(reader.ids.count > 100)
    #expect(Set(reader.ids).count == reader.ids.count)
  }

  @Test func `equal figures give equal bytes, and a salt other ids`() throws {
    let once = try SampleFigures.nested.svg()
    #expect(try SampleFigures.nested.svg() == once)
    let salted = try #require(read(try SampleFigures.nested.svg(salt: "2")))
    let plain = try #require(read(once))
    #expect(Set(salted.ids).isDisjoint(with: plain.ids))
  }

  @Test func `the root says its size, title and description`() throws {
    let svg = try SampleFigures.sparsity.svg()
    #expect(svg.hasPrefix("<svg "))
    #expect(svg.contains("width=\"576pt\" height=\"360pt\""))
    #expect(svg.contains("role=\"img\""))
    #expect(svg.contains(">Sparsity (proportion of zero-valued coefficients) as a function of C</title>"))
    #expect(svg.contains("line through 17 points"))
  }

  @Test func `user text cannot break the document`() throws {
    let figure = Figure { Plot("<script> & \"quotes\" \u{1}") { Line([1, 2]).label("</svg>") } }
    let svg = try figure.svg()
    #expect(read(svg) != nil)
    #expect(!svg.contains("<script>"))
  }

  @Test func `a marker's outline is written once`() throws {
    let places = (0..<500).map { Double($0 * 7919 % 503) }
    for format: Format in ["ko", "gs", "r^", "kH", "rx", "k+"] {
      let svg = try Figure { Plot { Points(places, format) } }.svg()
      #expect(svg.utf8.count < 60_000, "\(format): \(svg.utf8.count) bytes")
      #expect(svg.components(separatedBy: "-k1\" x=").count > 450)
    }
  }

  @Test(arguments: Marker.allCases)
  func `every number of a marker's outline is there`(marker: Marker) throws {
    let svg = try Figure { Plot { Points([1.0, 2]).marker(marker).size(11) } }.svg()
    let outline = try #require(svg.firstMatch(of: /<path id="[^"]+-k1" d="([^"]+)"/)).1
    let numbers = outline.matches(of: /-?(\d+\.?\d*|\.\d+)/).compactMap { Double($0.0) }
    let expected = marker.path(size: 11).elements.flatMap { element -> [Double] in
      switch element {
      case .move(let p), .line(let p): [p.x, p.y]
      case .curve(let a, let b, let p): [a.x, a.y, b.x, b.y, p.x, p.y]
      case .close: []
      }
    }
    try #require(numbers.count == expected.count, "\(outline)")
    for (a, b) in zip(numbers, expected) { #expect(abs(a - b) < 0.001) }
  }

  @Test func `images stay crisp and small`() throws {
    // Viewers that smooth must find large blocks: four cells become hundreds of pixels.
    let four = try Figure { Plot { Heatmap([[1.0, 2], [3, 4]]) } }.svg()
    #expect(four.contains("image-rendering:pixelated"))
    // Cells of one pixel and a half would form a pattern of their own if they were kept sharp.
    let fine = PlotMatrix(rows: 200, columns: 200, values: (0..<40_000).map { Double($0 % 7) })
    #expect(!(try Figure { Plot { Heatmap(fine) } }.svg().contains("image-rendering")))
    let size = try #require(four.firstMatch(of: /<image [^>]*?width="(\d+)" height="(\d+)"/))
    #expect((Int(size.1) ?? 0) > 400 && (Int(size.2) ?? 0) > 400)
    #expect(four.utf8.count < 40_000)
    let noise = RandomState(seed: 1).randn(1500, 1500)
    let page = Figure(13, 8) {
      Plot { Heatmap(noise) }
      Plot { Heatmap(noise, .magma) }
    }
    #expect(try page.svg().utf8.count <= 1_000_000, "noise does not compress")
    let wide = PlotMatrix(rows: 20, columns: 50_000, values: (0..<1_000_000).map { Double($0 % 97) })
    #expect(try Figure { Plot { Heatmap(wide) } }.svg().utf8.count < 200_000)
  }
}
