// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension SVGPostPass {
  /// Writes markers as references to one outline.
  mutating func write(_ next: SVGMarkers) {
    let name = shape(next.outline)
    let clip = next.isCut ? next.clip.map { self.clip($0) } : nil
    append("<g\(next.commonStyle.attributes(&adaptive))")
    if let clip {
      append(" clip-path=\"url(#")
      idPlaces.append(out.count)
      append("\(clip))\"")
    }
    append(">\n")
    let (own, cloud) = (next.ownStyles.map { $0.attributes(&adaptive) }, next.cloud)
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
}
