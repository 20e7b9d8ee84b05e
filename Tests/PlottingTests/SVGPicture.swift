// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import FoundationXML
import Plotting

/// The shapes of an SVG in the order in which they are drawn, read back by a parser that knows nothing of how it was made.
final class SVGPicture: NSObject, XMLParserDelegate {
  struct Shape {
    /// What it covers, strokes included.
    var bounds: Rect
    /// The colour in its middle, as `#rrggbb`.
    var color: String
  }

  private(set) var shapes: [Shape] = []
  /// How many glyphs are drawn, and how many pictures.
  private(set) var glyphCount = 0
  private(set) var images: [[UInt8]] = []
  private(set) var titles: [String] = []

  private var outlines: [String: (bounds: Rect, style: [String: String])] = [:]
  private var styles: [[String: String]] = [[:]]
  private var definitions = 0
  private var isTitle = false

  init?(_ svg: String) {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    guard parser.parse() else { return nil }
  }

  /// The colour of the last shape drawn over a place.
  func color(at place: Point) -> String? { shapes.last { $0.bounds.contains(place) }?.color }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    var style = styles[styles.count - 1]
    for part in (attributes["style"] ?? "").split(separator: ";") {
      let pair = part.split(separator: ":", maxSplits: 1).map(String.init)
      style[pair[0]] = pair[1]
    }
    styles.append(style)
    let id = attributes["id"]
    switch name {
    case "defs", "clipPath", "symbol": definitions += 1
    case "path":
      let bounds = Self.bounds(attributes["d"] ?? "")
      if let id { outlines[id] = (bounds, style) }
      if definitions == 0 { draw(bounds, style) }
    case "rect":
      let numbers = ["x", "y", "width", "height"].map { Double(attributes[$0] ?? "0") ?? 0 }
      if definitions == 0 {
        draw(Rect(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3]), style)
      }
    case "use":
      let name = String((attributes["xlink:href"] ?? "").dropFirst())
      guard var known = outlines[name] else {
        if name.contains("-g") { glyphCount += 1 }
        return
      }
      known.bounds.x += Double(attributes["x"] ?? "0") ?? 0
      known.bounds.y += Double(attributes["y"] ?? "0") ?? 0
      draw(known.bounds, known.style.merging(style) { $1 })
    case "image":
      let data = (attributes["xlink:href"] ?? "").drop { $0 != "," }.dropFirst()
      if let png = Data(base64Encoded: String(data)) { images.append(Array(png)) }
    case "title":
      isTitle = true
      titles.append("")
    default: break
    }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    styles.removeLast()
    if ["defs", "clipPath", "symbol"].contains(name) { definitions -= 1 }
    if name == "title" { isTitle = false }
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if isTitle { titles[titles.count - 1] += text }
  }

  private func draw(_ bounds: Rect, _ style: [String: String]) {
    let stroke = style["stroke"].flatMap { $0 == "none" ? nil : $0 }
    let fill = style["fill"] ?? "#000"
    let half = stroke == nil ? 0 : (Double(style["stroke-width"] ?? "1") ?? 1) / 2
    guard let color = fill == "none" ? stroke : fill else { return }
    let isLine = fill == "none" && bounds.width > half && bounds.height > half
    // An unfilled frame does not cover what it goes around.
    guard !isLine else { return }
    let digits = color.dropFirst()
    let long = digits.count == 3 ? digits.map { "\($0)\($0)" }.joined() : String(digits)
    shapes.append(Shape(bounds: bounds.inset(by: -half), color: "#" + long))
  }

  /// What a path covers, control points included: M, h, v, l, c, m and z, the last all relative.
  private static func bounds(_ data: String) -> Rect {
    var (low, high) = (Point(.infinity, .infinity), Point(-.infinity, -.infinity))
    var (at, start) = (Point(0, 0), Point(0, 0))
    func extend(_ p: Point) {
      low = Point(min(low.x, p.x), min(low.y, p.y))
      high = Point(max(high.x, p.x), max(high.y, p.y))
    }
    for command in data.matches(of: /([MLCmhvlczZ])([^A-Za-z]*)/) {
      let v = command.2.matches(of: /-?(?:\d+\.?\d*|\.\d+)/).compactMap { Double($0.0) }
      let letter = command.1
      if letter == "z" || letter == "Z" { at = start }
      let step = letter == "h" || letter == "v" ? 1 : letter == "c" || letter == "C" ? 6 : 2
      for i in stride(from: 0, through: v.count - step, by: step) {
        let origin = letter.first!.isUppercase ? Point(0, 0) : at
        switch letter {
        case "h": at.x += v[i]
        case "v": at.y += v[i]
        default:
          for k in stride(from: 0, to: step, by: 2) {
            at = Point(origin.x + v[i + k], origin.y + v[i + k + 1])
            extend(at)
          }
        }
        extend(at)
        if letter == "M" || letter == "m", i == 0 { start = at }
      }
    }
    return low.x <= high.x ? Rect(low, high) : Rect(x: 0, y: 0, width: 0, height: 0)
  }
}
