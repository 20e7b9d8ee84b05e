// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A picture as indices into a palette: one byte a cell, whatever the size of the data.
package struct IndexedImage: Sendable {
  package var width: Int
  package var height: Int
  /// Row by row, the top row first.
  package var indices: [UInt8]
  /// At most 256 colours; index 255 stands for missing data when `hasMissing`.
  package var palette: [Color]

  package init(width: Int, height: Int, indices: [UInt8], palette: [Color]) {
    precondition(
      indices.count == width * height, "IndexedImage: \(indices.count) indices for \(width) x \(height) cells")
    self.width = width
    self.height = height
    self.indices = indices
    self.palette = palette
  }

  /// Palette entries as 8-bit premultiplied red, green, blue, alpha.
  var premultiplied: [SIMD4<Float>] {
    palette.map { color in
      let a = Float(color.alpha)
      return SIMD4(Float(color.red) * a, Float(color.green) * a, Float(color.blue) * a, a) * 255
    }
  }
}

/// Pixels with 8-bit premultiplied red, green, blue and alpha.
package struct PixelImage: Sendable {
  package var width: Int
  package var height: Int
  package var pixels: [SIMD4<UInt8>]
}

extension IndexedImage {
  /// The picture with at most `maxWidth` x `maxHeight` pixels, each the mean colour of the cells under it.
  ///
  /// Averaging comes after colour mapping: a mean of values would invent colours between two extremes.
  package func reduced(maxWidth: Int, maxHeight: Int) -> PixelImage {
    let outWidth = max(1, min(width, maxWidth))
    let outHeight = max(1, min(height, maxHeight))
    let colors = premultiplied
    let xSpans = Self.spans(from: width, to: outWidth)
    let ySpans = Self.spans(from: height, to: outHeight)
    var pixels = [SIMD4<UInt8>](repeating: .zero, count: outWidth * outHeight)
    var row = [SIMD4<Float>](repeating: .zero, count: outWidth)
    for (oy, ySpan) in ySpans.enumerated() {
      for ox in 0..<outWidth { row[ox] = .zero }
      var total: Float = 0
      for (sy, yWeight) in ySpan {
        total += yWeight
        let base = sy * width
        for ox in 0..<outWidth {
          var sum = SIMD4<Float>.zero
          var weight: Float = 0
          for (sx, xWeight) in xSpans[ox] {
            sum += colors[Int(indices[base + sx])] * xWeight
            weight += xWeight
          }
          row[ox] += sum * (yWeight / weight)
        }
      }
      for ox in 0..<outWidth {
        let mean = (row[ox] / total).clamped(lowerBound: .zero, upperBound: SIMD4(repeating: 255))
        pixels[oy * outWidth + ox] = SIMD4<UInt8>(mean, rounding: .toNearestOrAwayFromZero)
      }
    }
    return PixelImage(width: outWidth, height: outHeight, pixels: pixels)
  }

  /// For every output cell the input cells under it, with the share of each.
  private static func spans(from count: Int, to out: Int) -> [[(Int, Float)]] {
    (0..<out).map { o in
      let low = Double(o) * Double(count) / Double(out)
      let high = Double(o + 1) * Double(count) / Double(out)
      var span: [(Int, Float)] = []
      var i = Int(low)
      while i < count, Double(i) < high - 1e-9 {
        let share = min(high, Double(i + 1)) - max(low, Double(i))
        if share > 1e-9 { span.append((i, Float(share))) }
        i += 1
      }
      return span
    }
  }
}
