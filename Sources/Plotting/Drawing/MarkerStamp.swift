// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A marker as pixels: premultiplied words of alpha, red, green and blue.
struct MarkerStamp: Sendable {
  /// Markers are prepared at this many places a pixel in each direction: an eighth of a pixel is then the largest shift,
  /// and no eye sees it.
  static let gridBits = 2
  static let grid = 1 << gridBits

  var width: Int
  var height: Int
  /// Where the left upper pixel lies, relative to the pixel of the marker's place.
  var left: Int
  var top: Int
  var pixels: [UInt32]

  /// Lays the stamp over a picture, cut at a window of it.
  @inline(__always)
  func press(on canvas: PixelWindow, _ column: Int, _ row: Int) {
    let first = max(0, canvas.columns.lowerBound - (column + left))
    let last = min(width, canvas.columns.upperBound - (column + left))
    let top = row + self.top
    let start = max(0, canvas.rows.lowerBound - top)
    let end = min(height, canvas.rows.upperBound - top)
    guard first < last, start < end else { return }
    pixels.withUnsafeBufferPointer { pixels in
      for y in start..<end {
        let target = canvas.base + ((top + y) &* canvas.stride &+ column &+ left)
        for x in first..<last {
          let ink = pixels[y &* width &+ x]
          let alpha = ink >> 24
          if alpha == 0 { continue }
          target[x] = alpha == 255 ? ink : ink &+ Self.faded(target[x], 255 &- alpha)
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

/// A part of a picture's memory.
struct PixelWindow {
  var base: UnsafeMutablePointer<UInt32>
  /// Words from one row to the next.
  var stride: Int
  var columns: Range<Int>
  var rows: Range<Int>
}

extension MarkerCloud {
  /// Presses all markers into a picture.
  /// - Parameters:
  ///   - origin: the place of the picture's corner.
  ///   - stamps: those made so far, of this cloud or of an equal one.
  ///   - stamp: draws one marker with an ink, shifted by parts of a pixel.
  func press(
    on window: PixelWindow, origin: Point, pixelsPerPoint scale: Double, stamps: inout [MarkerStamp?],
    stamp: (Ink, Point) -> MarkerStamp
  ) {
    let grid = MarkerStamp.grid
    if stamps.isEmpty { stamps = Array(repeating: nil, count: inks.count * grid * grid) }
    for (i, place) in places.enumerated() {
      let x = Int(((place.x - origin.x) * scale * Double(grid)).rounded())
      let y = Int(((place.y - origin.y) * scale * Double(grid)).rounded())
      let (dx, dy) = (x & (grid - 1), y & (grid - 1))
      let ink = inkIndices.isEmpty ? 0 : Int(inkIndices[i])
      let slot = (ink * grid + dy) * grid + dx
      if stamps[slot] == nil {
        stamps[slot] = stamp(inks[ink], Point(Double(dx) / Double(grid), Double(dy) / Double(grid)))
      }
      stamps[slot]!.press(on: window, x >> MarkerStamp.gridBits, y >> MarkerStamp.gridBits)
    }
  }
}
