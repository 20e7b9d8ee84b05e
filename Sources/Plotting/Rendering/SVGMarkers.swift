// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Markers that the post-pass writes itself: Cairo takes ten times as long, and writes every outline anew.
///
/// In Cairo's stream a sign holds their place, so that what lies over and under them does so in the file.
struct SVGMarkers {
  var cloud: MarkerCloud
  var clip: Rect?

  /// A shape that nothing else draws, in a colour that nothing else has.
  static let sign = Path(Rect(x: 0, y: 0, width: 0.5, height: 0.5))
  static let signColor = Color(red: 0.123, green: 0.457, blue: 0.789, alpha: 0.0123)
  /// How Cairo begins to write that colour, before and since 1.18.
  static let signStyle = Array(" stroke:none;fill-rule:nonzero;fill:rgb(12.3%,45.7%,78.9%)".utf8)
  static let signFill = Array("rgb(12.3%, 45.7%, 78.9%)".utf8)

  /// Whether any marker reaches over the border that it is to be cut at.
  var isCut: Bool {
    guard let clip else { return false }
    let reach = cloud.reach
    return cloud.places.contains { place in
      place.x + reach.minX < clip.minX - 0.01 || place.x + reach.maxX > clip.maxX + 0.01
        || place.y + reach.minY < clip.minY - 0.01 || place.y + reach.maxY > clip.maxY + 0.01
    }
  }

  /// What all markers have in common, as attributes: everything but colours that differ.
  var commonStyle: String {
    var parts: [String] = []
    if let stroke = cloud.inks.first?.stroke {
      if stroke.width != 1 { parts.append("stroke-width:\(Self.number(stroke.width))") }
      parts.append(cloud.shape.isCornered ? "stroke-miterlimit:10" : "stroke-linejoin:round")
    }
    if Set(cloud.inks.map(\.fill)).count == 1 { parts.append(Self.paint("fill", cloud.inks[0].fill)) }
    if Set(cloud.inks.map(\.stroke?.color)).count == 1, let stroke = cloud.inks[0].stroke {
      parts.append(Self.paint("stroke", stroke.color))
    }
    return parts.joined(separator: ";")
  }

  /// For each ink what it has of its own, ready to be put into a tag; empty strings where all is common.
  var ownStyles: [String] {
    let hasOwnFill = Set(cloud.inks.map(\.fill)).count > 1
    let hasOwnStroke = Set(cloud.inks.map(\.stroke?.color)).count > 1
    return cloud.inks.map { ink in
      var parts: [String] = []
      if hasOwnFill { parts.append(Self.paint("fill", ink.fill)) }
      if hasOwnStroke { parts.append(Self.paint("stroke", ink.stroke?.color)) }
      return parts.isEmpty ? "" : " style=\"\(parts.joined(separator: ";"))\""
    }
  }

  private static func paint(_ name: String, _ color: Color?) -> String {
    guard let color, color.alpha > 0 else { return "\(name):none" }
    let opacity = color.alpha < 1 ? ";\(name)-opacity:\(number(color.alpha))" : ""
    return "\(name):\(SVGStyle.hexadecimal([color.red, color.green, color.blue].map { $0 * 100 }))\(opacity)"
  }

  /// The outline, with its place left out.
  var outline: [UInt8] {
    var out: [UInt8] = []
    func write(_ letter: String, _ points: Point...) {
      out += Array(letter.utf8)
      for (i, value) in points.flatMap({ [$0.x, $0.y] }).map({ Int(($0 * 1000).rounded()) }).enumerated() {
        if i > 0, value >= 0 { out.append(UInt8(ascii: " ")) }
        SVGNumbers.write(value, to: &out)
      }
    }
    for element in cloud.shape.elements {
      switch element {
      case .move(let p): write("M", p)
      case .line(let p): write("L", p)
      case .curve(let a, let b, let p): write("C", a, b, p)
      case .close: write("z")
      }
    }
    return out
  }

  private static func number(_ value: Double) -> String {
    var out: [UInt8] = []
    SVGNumbers.write(Int((value * 1000).rounded()), to: &out)
    return String(decoding: out, as: UTF8.self)
  }
}
