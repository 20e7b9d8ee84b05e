// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Markers that the post-pass writes itself, as references to one outline.
struct SVGMarkers {
  var cloud: MarkerCloud
  var clip: Rect?

  /// Whether any marker reaches over the border that it is to be cut at.
  var isCut: Bool {
    guard let clip else { return false }
    let reach = cloud.reach
    return cloud.places.contains { place in
      place.x + reach.minX < clip.minX - 0.01 || place.x + reach.maxX > clip.maxX + 0.01
        || place.y + reach.minY < clip.minY - 0.01 || place.y + reach.maxY > clip.maxY + 0.01
    }
  }

  /// What all markers have in common: everything but colours that differ.
  var commonStyle: SVGStyle {
    var style = SVGStyle()
    if let stroke = cloud.inks.first?.stroke {
      if stroke.width != 1 { style.set("stroke-width", SVGNumbers.text(stroke.width)) }
      style.set(
        cloud.shape.isCornered ? "stroke-miterlimit" : "stroke-linejoin", cloud.shape.isCornered ? "10" : "round")
    }
    if Set(cloud.inks.map(\.fill)).count == 1 { style.paint("fill", cloud.inks[0].fill) }
    if Set(cloud.inks.map(\.stroke?.color)).count == 1, let stroke = cloud.inks[0].stroke {
      style.paint("stroke", stroke.color)
    }
    return style
  }

  /// For each ink what it has of its own; empty where all is common.
  var ownStyles: [SVGStyle] {
    let hasOwnFill = Set(cloud.inks.map(\.fill)).count > 1
    let hasOwnStroke = Set(cloud.inks.map(\.stroke?.color)).count > 1
    return cloud.inks.map { ink in
      var style = SVGStyle()
      if hasOwnFill { style.paint("fill", ink.fill) }
      if hasOwnStroke { style.paint("stroke", ink.stroke?.color) }
      return style
    }
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
}
