// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Cleans the SVG that Cairo writes, in one scan over its tags.
///
/// Cairo names things `glyph0-1` and `image47` from counters: two figures in one page would take each other's letters,
/// and one figure drawn twice would differ. So ids are renumbered and get a prefix from a hash of the content. Path
/// numbers lose digits below a thousandth of a point, images are told to stay crisp, and the figure gets a title and
/// a description. Cairo's output holds no text of the user, so tags can be told by their angle brackets.
struct SVGPostPass {
  let raw: [UInt8]
  /// What the numbers in the stream stand for.
  private let inks: SVGInks
  /// How pictures are to be enlarged, in order.
  private var blurs: ArraySlice<Bool>
  private let changesWithPage: Bool
  var adaptive = AdaptiveColors()
  private let title: String
  private let rootSize: [String: Double]
  private let description: String
  let salt: String
  var out: [UInt8] = []
  /// Where in `out` the prefix of an id belongs.
  var idPlaces: [Int] = []
  /// New names in order of first appearance, by kind.
  var names: [Substring: String] = [:]
  var counts: [Character: Int] = [:]
  private var referenced: Set<Substring> = []
  /// Styles already shortened; a figure has few, on many elements.
  private var styles: [[UInt8]: [UInt8]] = [:]
  private var markersLeft: Int

  /// Outlines of markers and the rectangles they are cut at, by name.
  var outlines: [[UInt8]: [UInt8]] = [:]
  var clips: [Rect: String] = [:]

  /// - Parameter rootSize: "width" and "height" of the root in points, where they are not to be the document's own.
  init(
    _ raw: [UInt8], inks: SVGInks, blurs: [Bool], changesWithPage: Bool, rootSize: [String: Double], title: String,
    description: String, salt: String
  ) {
    self.raw = raw
    self.inks = inks
    markersLeft = inks.markerCount
    self.blurs = blurs[...]
    self.changesWithPage = changesWithPage
    self.rootSize = rootSize
    self.title = title
    self.description = description
    self.salt = salt
  }

  mutating func run() throws -> String {
    out.reserveCapacity(raw.count)
    findReferences()
    var i = 0
    while let open = raw[i...].firstIndex(of: UInt8(ascii: "<")) {
      guard let close = raw[open...].firstIndex(of: UInt8(ascii: ">")) else { break }
      i = close + 1
      let tag = SVGTag(raw, open, close)
      if tag.name == "/svg", changesWithPage { writeStyleSheet() }
      switch tag.name {
      case "?xml": continue
      case "symbol":
        // Cairo defines the missing-glyph box of every face, used or not.
        guard let id = tag.value("id"), !referenced.contains(id) else { break }
        while let next = raw[i...].firstIndex(of: UInt8(ascii: "<")),
          let end = raw[next...].firstIndex(of: UInt8(ascii: ">"))
        {
          i = end + 1
          if SVGTag(raw, next, end).name == "/symbol" { break }
        }
        continue
      default: break
      }
      try write(tag)
    }
    guard markersLeft == 0 else { throw Self.unreadable }
    return finished()
  }

  private mutating func findReferences() {
    for start in raw.indices where raw[start] == UInt8(ascii: "#") {
      guard start > 0, raw[start - 1] == UInt8(ascii: "\"") || raw[start - 1] == UInt8(ascii: "(") else { continue }
      let end = raw[start...].firstIndex { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: ")") } ?? raw.endIndex
      referenced.insert(Substring(decoding: raw[start + 1..<end], as: UTF8.self))
    }
  }

  /// Better no figure than one without its marks.
  private static let unreadable = PlotError.drawing("this version of it writes colours in a way that is not known here")

  private mutating func write(_ tag: SVGTag) throws {
    guard let style = try styleAttributes(tag.style) else { return }
    append("<" + tag.name)
    out += style
    for (name, range) in tag.attributes {
      let value = raw[range]
      if tag.name == "svg", let length = rootSize[name] {
        append(" \(name)=\"\(length)pt\"")
        continue
      }
      switch name {
      case "id":
        let old = Substring(decoding: value, as: UTF8.self)
        guard referenced.contains(old) else { continue }
        append(" id=\"")
        id(old)
      case "d":
        append(" d=\"")
        SVGNumbers.copyPath(value, to: &out)
      case "xlink:href" where value.first == UInt8(ascii: "#"):
        append(" xlink:href=\"#")
        id(Substring(decoding: value.dropFirst(), as: UTF8.self))
      case "x", "y":
        append(" \(name)=\"")
        SVGNumbers.copyNumber(value, to: &out)
      default:
        append(" \(name)=\"")
        copyReferring(value)
      }
      append("\"")
    }
    if tag.name == "image", blurs.popFirst() != true {
      append(" style=\"image-rendering:crisp-edges;image-rendering:pixelated\"")
    }
    if tag.name == "svg" {
      if changesWithPage {
        append(" id=\"")
        id("root")
        append("\"")
      }
      append(" role=\"img\" aria-labelledby=\"")
      id("title")
      append(" ")
      id("desc")
      append("\"")
    }
    append(tag.isEmpty ? "/>\n" : ">\n")
    if tag.name == "svg" {
      append("<title id=\"")
      id("title")
      append("\">\(SVGText.escaped(title))</title>\n<desc id=\"")
      id("desc")
      append("\">\(SVGText.escaped(description))</desc>\n")
    }
  }

  /// The rules for colours that change, at the end of the document, when all that occur are known.
  private mutating func writeStyleSheet() {
    append("<style>")
    // Every mention of the root's id takes a prefix, like any id.
    for (i, text) in adaptive.styleSheet(for: "|").split(separator: "|", omittingEmptySubsequences: false).enumerated()
    {
      if i > 0 { id("root") }
      append(String(text))
    }
    append("</style>\n")
  }

  /// What becomes of a style that Cairo wrote, as attributes; empty if it says nothing, nil if the element held the place
  /// of markers, which are then written.
  private mutating func styleAttributes(_ style: [UInt8]) throws -> [UInt8]? {
    if style.isEmpty { return [] }
    if let known = styles[style] { return known }
    switch SVGStyle.read(Substring(decoding: style, as: UTF8.self), inks) {
    case .style(let read):
      let attributes = Array(read.attributes(&adaptive).utf8)
      styles[style] = attributes
      return attributes
    case .markers(let markers):
      markersLeft -= 1
      write(markers)
      return nil
    case .unreadable: throw Self.unreadable
    }
  }

  /// Copies an attribute, renaming what `url(#…)` refers to.
  private mutating func copyReferring(_ value: ArraySlice<UInt8>) {
    var rest = value.drop { $0 == UInt8(ascii: " ") }
    if !rest.starts(with: "data:".utf8) {
      while let mark = rest.firstIndex(of: UInt8(ascii: "#")), mark > rest.startIndex,
        rest[mark - 1] == UInt8(ascii: "("), let end = rest[mark...].firstIndex(of: UInt8(ascii: ")"))
      {
        out += rest[...mark]
        id(Substring(decoding: rest[(mark + 1)..<end], as: UTF8.self))
        rest = rest[end...]
      }
    }
    out += rest
  }

  mutating func append(_ text: String) { out.append(contentsOf: text.utf8) }

}
