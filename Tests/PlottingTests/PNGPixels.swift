// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CZlib
import Testing

/// Reads the PNG files that figures write, so that pictures can be compared.
enum PNGPixels {
  /// Red, green and blue of each pixel, row by row.
  static func decode(_ png: [UInt8]) throws -> [UInt8] {
    var position = 8
    var (width, height, type): (Int, Int, UInt8) = (0, 0, 0)
    var (palette, data): ([UInt8], [UInt8]) = ([], [])
    while position + 8 <= png.count {
      let length = png[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
      let name = String(decoding: png[position + 4..<position + 8], as: UTF8.self)
      let body = png[position + 8..<position + 8 + length]
      switch name {
      case "IHDR":
        width = body.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        height = body.dropFirst(4).prefix(4).reduce(0) { $0 << 8 | Int($1) }
        type = body[body.startIndex + 9]
      case "PLTE": palette = Array(body)
      case "IDAT": data += body
      default: break
      }
      position += 12 + length
    }
    let channels = type == 3 ? 1 : type == 2 ? 3 : 4
    var size = uLongf(height * (width * channels + 1))
    var rows = [UInt8](repeating: 0, count: Int(size))
    try #require(uncompress(&rows, &size, data, uLong(data.count)) == Z_OK)
    var previous = [UInt8](repeating: 0, count: width * channels)
    var out: [UInt8] = []
    for y in 0..<height {
      let start = y * (width * channels + 1)
      var row = Array(rows[start + 1..<start + 1 + width * channels])
      // Our encoder uses filters 0 (none) and 2 (up) only.
      if rows[start] == 2 { for i in row.indices { row[i] &+= previous[i] } }
      try #require(rows[start] == 0 || rows[start] == 2)
      for x in 0..<width {
        if channels == 1 {
          out += palette[Int(row[x]) * 3..<Int(row[x]) * 3 + 3]
        } else {
          out += row[x * channels..<x * channels + 3]
        }
      }
      previous = row
    }
    return out
  }
}
