// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// One shape at very many places, drawn in order.
package struct MarkerCloud: Sendable {
  package var shape: Path
  package var places: [Point]
  /// The faces that occur, at most 256; nil for none.
  package var fills: [Color?]
  /// For each place the face it has; empty if all have the first.
  package var fillIndices: [UInt8] = []
  package var stroke: Stroke?

  /// What becomes of the whole cloud at a resolution: a picture of a rectangle.
  func pixels(in rect: Rect, pixelsPerPoint scale: Double, stamp: (Color?, Point) -> MarkerStamp) -> PixelImage {
    let width = max(1, Int((rect.width * scale).rounded(.up)))
    let height = max(1, Int((rect.height * scale).rounded(.up)))
    var canvas = [UInt32](repeating: 0, count: width * height)
    let grid = MarkerStamp.grid
    var stamps = [MarkerStamp?](repeating: nil, count: fills.count * grid * grid)
    for (i, place) in places.enumerated() {
      // In quarters of a pixel: an eighth is the largest shift, and no eye sees it.
      let x = Int(((place.x - rect.x) * scale * Double(grid)).rounded())
      let y = Int(((place.y - rect.y) * scale * Double(grid)).rounded())
      let (column, row) = (x >> MarkerStamp.gridBits, y >> MarkerStamp.gridBits)
      let (dx, dy) = (x & (grid - 1), y & (grid - 1))
      let fill = fillIndices.isEmpty ? 0 : Int(fillIndices[i])
      let slot = (fill * grid + dy) * grid + dx
      if stamps[slot] == nil {
        stamps[slot] = stamp(fills[fill], Point(Double(dx) / Double(grid), Double(dy) / Double(grid)))
      }
      canvas.withUnsafeMutableBufferPointer { stamps[slot]!.press(on: $0, width, height, column, row) }
    }
    return PixelImage(
      width: width, height: height,
      pixels: canvas.map { SIMD4(UInt8($0 >> 16 & 255), UInt8($0 >> 8 & 255), UInt8($0 & 255), UInt8($0 >> 24)) })
  }
}

/// A marker as pixels: premultiplied words of alpha, red, green and blue.
struct MarkerStamp: Sendable {
  /// Markers are prepared at this many places a pixel in each direction.
  static let gridBits = 2
  static let grid = 1 << gridBits

  var width: Int
  var height: Int
  /// Where the left upper pixel lies, relative to the pixel of the marker's place.
  var left: Int
  var top: Int
  var pixels: [UInt32]

  /// Lays the stamp over a picture, cut at its borders.
  @inline(__always)
  func press(on canvas: UnsafeMutableBufferPointer<UInt32>, _ columns: Int, _ rows: Int, _ column: Int, _ row: Int) {
    let first = max(0, -(column + left))
    let last = min(width, columns - (column + left))
    guard first < last else { return }
    pixels.withUnsafeBufferPointer { pixels in
      for y in max(0, -(row + top))..<max(max(0, -(row + top)), min(height, rows - (row + top))) {
        let target = (row + top + y) * columns + column + left
        for x in first..<last {
          let ink = pixels[y &* width &+ x]
          let alpha = ink >> 24
          if alpha == 0 { continue }
          canvas[target &+ x] = alpha == 255 ? ink : ink &+ Self.faded(canvas[target &+ x], 255 &- alpha)
        }
      }
    }
  }

  /// All four parts of a colour times `share` / 255, rounded.
  @inline(__always)
  private static func faded(_ color: UInt32, _ share: UInt32) -> UInt32 {
    var odd = (color & 0xff00ff) &* share &+ 0x800080
    odd = ((odd &+ ((odd >> 8) & 0xff00ff)) >> 8) & 0xff00ff
    var even = ((color >> 8) & 0xff00ff) &* share &+ 0x800080
    even = (even &+ ((even >> 8) & 0xff00ff)) & 0xff00ff00
    return odd | even
  }
}
