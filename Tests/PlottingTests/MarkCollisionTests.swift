// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Plotting
import Tensors
import Testing

/// Nothing that a figure holds can be taken for a mark of the writer's own: each mark has its colour in SVG and in PNG.
@Suite struct MarkCollisionTests {
  private static let columns = 12
  private static let rows = 8

  /// Colours that the code itself uses, numbers written as colours among them, and some from all over the cube.
  private static var colors: [Color] {
    let themes = [Theme.standard, .lecture, .dark, .automatic].flatMap {
      [$0.background, $0.axesBackground, $0.foreground, $0.muted, $0.gridColor, $0.legendEdge] + $0.cycle
    }
    let named: [Color] = [
      .black, .white, .gray, .lightGray, .red, .green, .blue, .cyan, .magenta, .yellow, .orange, .purple,
      [0.123, 0.457, 0.789], [1, 1, 254.0 / 255], [0, 0, 1.0 / 255], Color(hex: 0xd62728),
    ]
    let numbers = (0..<80).map { Color(hex: $0) } + (0..<10).map { Color(hex: 255 << 16 | $0) }
    let maps = [Colormap.viridis, .RdBu, .tab10, .tab20b, .magma].flatMap(\.colors)
    let random = RandomState(seed: 15).rand(300)
    let others = (0..<100).map { Color(red: random[3 * $0], green: random[3 * $0 + 1], blue: random[3 * $0 + 2]) }
    return themes + named + numbers + maps + others
  }

  /// One mark of a kind in the middle of each cell of the axes.
  private static func mark(_ kind: Int, _ x: Double, _ y: Double, _ color: Color) -> any Mark {
    switch kind % 6 {
    case 0: Points([x], [y]).marker(.circle).size(12).fill(color).edge(color)
    case 1: Points([x], [y]).marker(.square).size(12).fill(color).edge(color)
    case 2: Bars([x], [0.6], width: 0.6, base: [y - 0.3]).fill(color)
    case 3: Area([x - 0.3, x + 0.3], from: [y - 0.3, y - 0.3], to: [y + 0.3, y + 0.3]).color(color)
    case 4: Line([x - 0.3, x + 0.3], [y, y]).color(color).lineWidth(9)
    default: Bars([y], [0.6], width: 0.6, base: [x - 0.3]).horizontal().fill(color)
    }
  }

  private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    "#" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  @Test(arguments: 0..<6)
  func `every mark has its own colour in SVG and in PNG, whatever the colour`(turn: Int) throws {
    let all = Self.colors
    let perPage = Self.columns * Self.rows
    for first in stride(from: 0, to: all.count, by: perPage) {
      let page = Array(all[first..<min(first + perPage, all.count)])
      let places = page.indices.map { (Double($0 % Self.columns) + 0.5, Double($0 / Self.columns) + 0.5) }
      // White and black are what is there anyway: under each mark lies a larger one of another colour.
      let figure = Figure(10, 7) {
        Plot {
          for (i, color) in page.enumerated() {
            let under: Color = color.green > 0.5 ? [0.35, 0.1, 0.2] : [0.6, 0.9, 0.8]
            Bars([places[i].0], [0.9], width: 0.9, base: [places[i].1 - 0.45]).fill(under)
            Self.mark(i + turn, places[i].0, places[i].1, color).zIndex(3)
          }
        }.limits(x: 0...Self.columns, y: 0...Self.rows)
      }
      let picture = try #require(SVGPicture(figure.svg()))
      let pixels = try PNGPixels.decode(figure.png(dpi: 72))
      let box = figure.axesBoxes[0]
      for (i, color) in page.enumerated() {
        let place = Point(
          box.minX + places[i].0 / Double(Self.columns) * box.width,
          box.maxY - places[i].1 / Double(Self.rows) * box.height)
        let expected = Self.hexadecimal([color.red, color.green, color.blue].map { UInt8(($0 * 255).rounded()) })
        #expect(picture.color(at: place) == expected, "SVG, mark \(i) of kind \((i + turn) % 6), colour \(first + i)")
        let start = (Int(place.y) * 720 + Int(place.x)) * 3
        let drawn = pixels[start..<start + 3]
        let isNear = zip(drawn, [color.red, color.green, color.blue]).allSatisfy { abs(Double($0) - $1 * 255) <= 1 }
        #expect(isNear, "PNG, mark \(i), \(expected): \(Self.hexadecimal(drawn))")
      }
    }
  }

  @Test(arguments: [
    "fill:rgb(12.3%,45.7%,78.9%)", "</g></svg><use xlink:href=\"#k1\"/>", "url(#clip1) #g1 m-k1 |",
    "data:image/png;base64,",
    "<!-- ]]> &#x3c; &amp; %s \\n", "style=\"display:none\"", "glyph0-1 surface5 id=\"r1\"",
  ])
  func `a text is drawn glyph by glyph, whatever it says`(text: String) throws {
    let figure = Figure(9, 5, theme: .automatic) {
      Plot(text) {
        Points([1.0, 2]).label(text).tooltip([text, "other"])
        Bars([text], [1.0])
        Text(1, 1.5, text)
      }.labels(x: text, y: text)
    }.title(text).caption(text)
    let svg = try figure.svg(salt: text)
    let picture = try #require(SVGPicture(svg))
    var glyphs = 0
    func count(_ items: [DrawingItem]) {
      for item in items {
        if case .clip(_, let inner) = item { count(inner) }
        if case .glyphs(let run, _) = item { glyphs += run.glyphs.count }
      }
    }
    count(figure.displayList.items)
    #expect(picture.glyphCount == glyphs)
    #expect(picture.titles == [text, text, "other"])
    #expect(svg.components(separatedBy: "<style>").count == 2 && svg.components(separatedBy: "</svg>").count == 2)
  }

  @Test func `a picture keeps its colours, whatever they are`() throws {
    let own = (0..<64).map { Color(hex: $0) } + [[0.123, 0.457, 0.789], .white, .black] + Theme.automatic.cycle
    let map = Colormap(name: "own", colors: own)
    let cells = (0..<own.count).map { [Double($0)] }
    let figure = Figure { Plot { Heatmap(cells, map, range: 0...Double(own.count)) } }
    let picture = try #require(SVGPicture(figure.svg()))
    try #require(picture.images.count == 1)
    let bytes = try PNGPixels.decode(picture.images[0])
    let drawn = Set(stride(from: 0, to: bytes.count, by: 3).map { Self.hexadecimal(bytes[$0..<$0 + 3]) })
    let expected = own.map { Self.hexadecimal([$0.red, $0.green, $0.blue].map { UInt8(($0 * 255).rounded()) }) }
    #expect(drawn == Set(expected))
  }
}
