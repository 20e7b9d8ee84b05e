// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CZlib
import Tensors

/// Writes PNG streams: paletted or full colour, with the resolution, without a date.
enum PNGEncoder {
  /// - Parameter dpi: pixels an inch, written as `pHYs`; nil leaves it out.
  static func encode(_ image: PalettedImage, dpi: Double? = nil) -> [UInt8] {
    let isPaletted = !image.palette.isEmpty
    let isOpaque = isPaletted || stride(from: 3, to: image.bytes.count, by: 4).allSatisfy { image.bytes[$0] == 255 }
    var out: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
    let colorType: UInt8 = isPaletted ? 3 : isOpaque ? 2 : 6
    chunk("IHDR", bigEndian(image.width) + bigEndian(image.height) + [8, colorType, 0, 0, 0], to: &out)
    if let dpi {
      let perMetre = Int((dpi / 0.0254).rounded())
      chunk("pHYs", bigEndian(perMetre) + bigEndian(perMetre) + [1], to: &out)
    }
    if isPaletted {
      chunk("PLTE", image.palette.flatMap { [$0.x, $0.y, $0.z] }, to: &out)
      if image.palette.contains(where: { $0.w < 255 }) { chunk("tRNS", image.palette.map(\.w), to: &out) }
    }
    let channels = isPaletted ? 1 : isOpaque ? 3 : 4
    chunk("IDAT", deflate(rows(image, channels: channels), mayBeNoise: isPaletted), to: &out)
    chunk("IEND", [], to: &out)
    return out
  }

  /// Rows with their filter byte: the difference to the row above where that is nearer to zero.
  private static func rows(_ image: PalettedImage, channels: Int) -> [UInt8] {
    let source = channels == 1 ? 1 : 4
    let rowBytes = image.width * channels
    var plain = [UInt8](repeating: 0, count: rowBytes * image.height)
    var out = [UInt8](repeating: 0, count: (rowBytes + 1) * image.height)
    image.bytes.withUnsafeBufferPointer { bytes in
      plain.withUnsafeMutableBufferPointer { plain in
        for i in 0..<image.width * image.height {
          for c in 0..<channels { plain[i &* channels &+ c] = bytes[i &* source &+ c] }
        }
        out.withUnsafeMutableBufferPointer { out in
          for y in 0..<image.height {
            let row = UnsafeBufferPointer(rebasing: plain[y * rowBytes..<(y + 1) * rowBytes])
            let target = UnsafeMutableBufferPointer(rebasing: out[y * (rowBytes + 1)..<(y + 1) * (rowBytes + 1)])
            guard y > 0 else {
              for i in 0..<rowBytes { target[i + 1] = row[i] }
              continue
            }
            let above = UnsafeBufferPointer(rebasing: plain[(y - 1) * rowBytes..<y * rowBytes])
            // Differences of indices mean nothing, unless they are all zero.
            let usesAbove = channels == 1 ? above.elementsEqual(row) : cost(above, row) < cost(nil, row)
            if usesAbove {
              target[0] = 2
              for i in 0..<rowBytes { target[i + 1] = row[i] &- above[i] }
            } else {
              for i in 0..<rowBytes { target[i + 1] = row[i] }
            }
          }
        }
      }
    }
    return out
  }

  /// How far the bytes of a row, or their differences to the row above, lie from zero.
  private static func cost(_ above: UnsafeBufferPointer<UInt8>?, _ row: UnsafeBufferPointer<UInt8>) -> Int {
    var sum = 0
    if let above {
      for i in 0..<row.count { sum &+= Int(Int8(bitPattern: row[i] &- above[i]).magnitude) }
    } else {
      for i in 0..<row.count { sum &+= Int(Int8(bitPattern: row[i]).magnitude) }
    }
    return sum
  }

  /// Noise has no repeats to look for: then coding bytes by frequency alone is smaller, and seven times as fast.
  private static func deflate(_ bytes: [UInt8], mayBeNoise: Bool) -> [UInt8] {
    if mayBeNoise {
      let quick = deflate(bytes, level: 1, strategy: Z_RLE)
      if quick.count > bytes.count * 2 / 5 { return quick }
    }
    return deflate(bytes, level: 6, strategy: Z_DEFAULT_STRATEGY)
  }

  private static func deflate(_ bytes: [UInt8], level: Int32, strategy: Int32) -> [UInt8] {
    var stream = z_stream()
    var status = deflateInit2_(
      &stream, level, Z_DEFLATED, 15, 8, strategy, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { trap("zlib: deflateInit2 returned \(status)") }
    defer { deflateEnd(&stream) }
    var input = bytes
    let bound = Int(deflateBound(&stream, uLong(bytes.count)))
    return input.withUnsafeMutableBufferPointer { input in
      [UInt8](unsafeUninitializedCapacity: bound) { output, count in
        stream.next_in = input.baseAddress
        stream.avail_in = uInt(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = uInt(bound)
        // The bound is enough for one call by zlib's contract.
        status = CZlib.deflate(&stream, Z_FINISH)
        guard status == Z_STREAM_END else { trap("zlib: deflate returned \(status)") }
        count = Int(stream.total_out)
      }
    }
  }

  private static func chunk(_ name: String, _ body: [UInt8], to out: inout [UInt8]) {
    let named = Array(name.utf8) + body
    out += bigEndian(body.count) + named + bigEndian(Int(crc32(0, named, uInt(named.count))))
  }

  private static func bigEndian(_ value: Int) -> [UInt8] {
    [UInt8(value >> 24 & 255), UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
  }
}
