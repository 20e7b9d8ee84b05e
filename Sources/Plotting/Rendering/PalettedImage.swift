// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Pixels ready for PNG: either indices into at most 256 colours, or full colours.
struct PalettedImage {
  var width: Int
  var height: Int
  /// Red, green, blue, alpha; empty when `bytes` holds full colours.
  var palette: [SIMD4<UInt8>] = []
  /// One byte a pixel, or four without a palette.
  var bytes: [UInt8]

  /// Straight (not premultiplied) colours, four bytes a pixel.
  static func full(_ image: PixelImage) -> PalettedImage {
    let bytes = [UInt8](unsafeUninitializedCapacity: image.pixels.count * 4) { buffer, count in
      for (i, pixel) in image.pixels.enumerated() {
        let p = straight(pixel)
        buffer[4 * i] = p.x
        buffer[4 * i + 1] = p.y
        buffer[4 * i + 2] = p.z
        buffer[4 * i + 3] = p.w
      }
      count = image.pixels.count * 4
    }
    return PalettedImage(width: image.width, height: image.height, bytes: bytes)
  }

  private init(width: Int, height: Int, palette: [SIMD4<UInt8>] = [], bytes: [UInt8]) {
    self.width = width
    self.height = height
    self.palette = palette
    self.bytes = bytes
  }

  /// The largest cell of colour space whose members may share an entry: a member is then at most 6 of 255 off.
  static let coarsestCell = 12

  /// Finds at most 256 colours that stand for all; nil if that would change some visibly.
  ///
  /// Means of neighbouring cells lie close to the curve of the colour map, so a grid over colour space has few
  /// occupied cells. A paletted PNG is about a third of a full one.
  init?(_ image: PixelImage) {
    // Half-transparent edges of missing data would need a fourth dimension; they are rare, and go in full.
    guard image.pixels.allSatisfy({ $0.w == 255 || $0.w == 0 }) else { return nil }
    if let exact = Self.exact(image) {
      self = exact
      return
    }
    for cell in [4, 6, 8, 10, Self.coarsestCell] {
      if let found = Self.grouped(image, cell: cell) {
        self = found
        return
      }
    }
    return nil
  }

  /// The same picture with a palette; nil if it has more than 256 colours or half-transparent ones.
  static func exact(_ image: PixelImage) -> PalettedImage? {
    var entries: [SIMD4<UInt8>: UInt8] = [:]
    var palette: [SIMD4<UInt8>] = []
    var bytes = [UInt8](repeating: 0, count: image.pixels.count)
    for (i, pixel) in image.pixels.enumerated() {
      if i > 0, pixel == image.pixels[i - 1] {
        bytes[i] = bytes[i - 1]
        continue
      }
      if let known = entries[pixel] {
        bytes[i] = known
        continue
      }
      guard palette.count < 256, pixel.w == 255 || pixel.w == 0 else { return nil }
      bytes[i] = UInt8(palette.count)
      entries[pixel] = bytes[i]
      palette.append(pixel)
    }
    return PalettedImage(width: image.width, height: image.height, palette: palette, bytes: bytes)
  }

  private static func grouped(_ image: PixelImage, cell: Int) -> PalettedImage? {
    let side = 255 / cell + 1
    let part = (0..<256).map { $0 / cell }
    var entry = [Int16](repeating: -1, count: side * side * side + 1)
    var sums: [SIMD4<UInt32>] = []
    var counts: [UInt32] = []
    var bytes = [UInt8](repeating: 0, count: image.pixels.count)
    for (i, pixel) in image.pixels.enumerated() {
      let key =
        pixel.w == 0 ? side * side * side : (part[Int(pixel.x)] * side + part[Int(pixel.y)]) * side + part[Int(pixel.z)]
      if entry[key] < 0 {
        guard sums.count < 256 else { return nil }
        entry[key] = Int16(sums.count)
        sums.append(.zero)
        counts.append(0)
      }
      let k = Int(entry[key])
      sums[k] &+= SIMD4<UInt32>(truncatingIfNeeded: pixel)
      counts[k] += 1
      bytes[i] = UInt8(k)
    }
    let palette = zip(sums, counts).map { sum, count in
      SIMD4<UInt8>(truncatingIfNeeded: (sum &+ SIMD4(repeating: count / 2)) / SIMD4(repeating: count))
    }
    return PalettedImage(width: image.width, height: image.height, palette: palette, bytes: bytes)
  }

  private static func straight(_ p: SIMD4<UInt8>) -> SIMD4<UInt8> {
    guard p.w > 0, p.w < 255 else { return p }
    let a = Int(p.w)
    func part(_ v: UInt8) -> UInt8 { UInt8(min(255, (Int(v) * 255 + a / 2) / a)) }
    return SIMD4(part(p.x), part(p.y), part(p.z), p.w)
  }
}
