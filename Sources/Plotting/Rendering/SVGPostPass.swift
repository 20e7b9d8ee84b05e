// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Cleans the SVG that Cairo writes, in one scan over its tags.
///
/// Cairo names things `glyph0-1` and `image47` from counters: two figures in one page would take each other's letters,
/// and one figure drawn twice would differ. So ids are renumbered and get a prefix from a hash of the content. Path
/// numbers lose digits below a thousandth of a point, images are told to stay crisp, and the figure gets a title and
/// a description. Cairo's output holds no text of the user, so tags can be told by their angle brackets.
struct SVGPostPass {
  private let raw: [UInt8]
  /// What the signs in the stream stand for, and how pictures are to be enlarged, in order.
  private var markers: ArraySlice<SVGMarkers>
  private var blurs: ArraySlice<Bool>
  private let adaptive: AdaptiveColors
  private let title: String
  private let rootSize: [String: Double]
  private let description: String
  private let salt: String
  private var out: [UInt8] = []
  /// Where in `out` the prefix of an id belongs.
  private var idPlaces: [Int] = []
  /// New names in order of first appearance, by kind.
  private var names: [Substring: String] = [:]
  private var counts: [Character: Int] = [:]
  private var referenced: Set<Substring> = []
  /// Shapes drawn so far, by style and outline: markers come by the thousand.
  private var shapes: [[UInt8]: Shape] = [:]
  private var repeated: [(place: Int, name: String)] = []

  /// Styles already shortened; a figure has few, on many elements.
  private var styles: [ArraySlice<UInt8>: [UInt8]] = [:]

  /// Outlines of markers and the rectangles they are cut at, by name.
  private var outlines: [[UInt8]: [UInt8]] = [:]
  private var clips: [Rect: String] = [:]

  private struct Shape {
    /// Where in `out` an id for the first of its kind belongs.
    var place: Int
    var x: Int
    var y: Int
    var name: String?
  }

  /// - Parameter rootSize: "width" and "height" of the root in points, where they are not to be the document's own.
  init(
    _ raw: [UInt8], markers: [SVGMarkers] = [], blurs: [Bool] = [], adaptive: AdaptiveColors = AdaptiveColors([:]),
    rootSize: [String: Double], title: String,
    description: String, salt: String
  ) {
    self.raw = raw
    self.markers = markers[...]
    self.blurs = blurs[...]
    self.adaptive = adaptive
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
      write(tag)
    }
    guard markers.isEmpty else { throw PlotError.drawing("this version writes colours in a way not known here") }
    return finished()
  }

  private mutating func findReferences() {
    for start in raw.indices where raw[start] == UInt8(ascii: "#") {
      guard start > 0, raw[start - 1] == UInt8(ascii: "\"") || raw[start - 1] == UInt8(ascii: "(") else { continue }
      let end = raw[start...].firstIndex { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: ")") } ?? raw.endIndex
      referenced.insert(Substring(decoding: raw[start + 1..<end], as: UTF8.self))
    }
  }

  private mutating func write(_ tag: SVGTag) {
    let isPlain = tag.name == "path" && tag.attributes.map(\.name) == ["style", "d"]
    if tag.name == "path", tag.isSign, let next = markers.popFirst() { return write(next) }
    if isPlain, writeShape(style: raw[tag.attributes[0].value], data: raw[tag.attributes[1].value]) { return }
    append("<" + tag.name)
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
      case "style":
        let style = shortened(value)
        if style.isEmpty { continue }
        append(" style=\"")
        out += style
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
      if !adaptive.isEmpty {
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
      if !adaptive.isEmpty {
        // Every mention of the root's id takes a prefix, like any id.
        append("<style>")
        for (i, text) in adaptive.styleSheet(for: "|").split(separator: "|", omittingEmptySubsequences: false)
          .enumerated()
        {
          if i > 0 { id("root") }
          append(String(text))
        }
        append("</style>\n")
      }
    }
  }

  private mutating func shortened(_ style: ArraySlice<UInt8>) -> [UInt8] {
    if let known = styles[style] { return known }
    let short = Array(adaptive.adapted(SVGStyle.shortened(Substring(decoding: style, as: UTF8.self))).utf8)
    styles[style] = short
    return short
  }

  /// Writes a styled path; if the same shape has been drawn elsewhere, refers to that.
  private mutating func writeShape(style: ArraySlice<UInt8>, data: ArraySlice<UInt8>) -> Bool {
    let style = shortened(style)
    var outline: [UInt8] = []
    guard !style.isEmpty, let origin = SVGNumbers.copyPath(data, to: &outline) else { return false }
    let key = style + outline[origin.shape...]
    guard var first = shapes[key] else {
      append("<path")
      shapes[key] = Shape(place: out.count, x: origin.x, y: origin.y)
      append(" style=\"")
      out += style
      append("\" d=\"")
      out += outline
      append("\"/>\n")
      return true
    }
    if first.name == nil {
      first.name = "p\(repeated.count + 1)"
      repeated.append((first.place, first.name!))
      shapes[key] = first
    }
    append("<use xlink:href=\"#")
    idPlaces.append(out.count)
    append("\(first.name!)\" x=\"")
    SVGNumbers.write(origin.x - first.x, to: &out)
    append("\" y=\"")
    SVGNumbers.write(origin.y - first.y, to: &out)
    append("\"/>\n")
    return true
  }

  /// Writes markers as references to one outline.
  private mutating func write(_ next: SVGMarkers) {
    let name = shape(next.outline)
    let clip = next.isCut ? next.clip.map { self.clip($0) } : nil
    append("<g style=\"\(adaptive.adapted(next.commonStyle))\"")
    if let clip {
      append(" clip-path=\"url(#")
      idPlaces.append(out.count)
      append("\(clip))\"")
    }
    append(">\n")
    let (own, cloud) = (next.ownStyles, next.cloud)
    let start = Array("<use xlink:href=\"#".utf8)
    for i in cloud.places.indices {
      out += start
      idPlaces.append(out.count)
      out += name
      append("\" x=\"")
      SVGNumbers.write(Int((cloud.places[i].x * 100).rounded()) * 10, to: &out)
      append("\" y=\"")
      SVGNumbers.write(Int((cloud.places[i].y * 100).rounded()) * 10, to: &out)
      append("\"")
      append(own[cloud.inkIndices.isEmpty ? 0 : Int(cloud.inkIndices[i])])
      append(cloud.titles.isEmpty ? "/>\n" : "><title>\(SVGText.escaped(cloud.titles[i]))</title></use>\n")
    }
    append("</g>\n")
  }

  /// The name of a marker's outline, which is defined where it is first used.
  private mutating func shape(_ outline: [UInt8]) -> [UInt8] {
    if let known = outlines[outline] { return known }
    let name = Array("k\(outlines.count + 1)".utf8)
    outlines[outline] = name
    append("<defs><path id=\"")
    idPlaces.append(out.count)
    out += name
    append("\" d=\"")
    out += outline
    append("\"/></defs>\n")
    return name
  }

  /// The name of a rectangle that markers are cut at.
  private mutating func clip(_ rect: Rect) -> String {
    if let known = clips[rect] { return known }
    let name = "b\(clips.count + 1)"
    clips[rect] = name
    append("<defs><clipPath id=\"")
    idPlaces.append(out.count)
    append("\(name)\"><rect")
    for (side, value) in [("x", rect.x), ("y", rect.y), ("width", rect.width), ("height", rect.height)] {
      append(" \(side)=\"")
      SVGNumbers.write(Int((value * 1000).rounded()), to: &out)
      append("\"")
    }
    append("/></clipPath></defs>\n")
    return name
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

  /// Writes the new name of an id and remembers where its prefix goes.
  private mutating func id(_ old: Substring) {
    idPlaces.append(out.count)
    if let name = names[old] { return append(name) }
    let known: [(String, Character)] = [
      ("glyph", "g"), ("clip", "c"), ("image", "i"), ("surface", "s"), ("source", "s"), ("title", "t"), ("desc", "d"),
      ("root", "r"),
    ]
    let letter = known.first { old.hasPrefix($0.0) }?.1 ?? "x"
    counts[letter, default: 0] += 1
    let name = "\(letter)\(counts[letter]!)"
    names[old] = name
    append(name)
  }

  private mutating func append(_ text: String) { out.append(contentsOf: text.utf8) }

  /// The document with the prefixes put in.
  private func finished() -> String {
    // FNV-1a over the content with its still unprefixed ids.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in out { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    for byte in salt.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    // A letter first: an id must not begin with a digit.
    let prefix = Array(("m" + String(hash % 60_466_176, radix: 36) + "-").utf8)
    let named = repeated.map { ($0.place, Array(" id=\"".utf8) + prefix + Array("\($0.name)\"".utf8)) }
    let insertions = (idPlaces.map { ($0, prefix) } + named).sorted { $0.0 < $1.0 }
    var whole: [UInt8] = []
    whole.reserveCapacity(out.count + insertions.count * (prefix.count + 2))
    var start = 0
    for (place, text) in insertions {
      whole += out[start..<place]
      whole += text
      start = place
    }
    whole += out[start...]
    return String(decoding: whole, as: UTF8.self)
  }
}
