// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension SVGPostPass {
  /// Writes the new name of an id and remembers where its prefix goes.
  mutating func id(_ old: Substring) {
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

  /// The document with the prefixes put in.
  func finished() -> String {
    // FNV-1a over the content with its still unprefixed ids.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in out { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    for byte in salt.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    // A letter first: an id must not begin with a digit.
    let prefix = Array(("m" + String(hash % 60_466_176, radix: 36) + "-").utf8)
    var whole: [UInt8] = []
    whole.reserveCapacity(out.count + idPlaces.count * prefix.count)
    var start = 0
    for place in idPlaces {
      whole += out[start..<place]
      whole += prefix
      start = place
    }
    whole += out[start...]
    return String(decoding: whole, as: UTF8.self)
  }
}
