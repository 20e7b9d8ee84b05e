// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// A picture as indices into a palette: one byte a cell, whatever the size of the data.
package struct IndexedImage: Sendable {
  package var width: Int
  package var height: Int
  /// Row by row, the top row first.
  package var indices: [UInt8]
  /// At most 256 colours; index 255 stands for missing data when `hasMissing`.
  package var palette: [Color]

  package init(width: Int, height: Int, indices: [UInt8], palette: [Color]) {
    guard indices.count == width * height else {
      trap("IndexedImage: \(indices.count) indices for \(width) x \(height) cells")
    }
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

extension PixelImage {
  /// Every pixel repeated: viewers smooth small images unless the blocks are large already.
  func enlarged(_ timesX: Int, _ timesY: Int) -> PixelImage {
    guard timesX > 1 || timesY > 1 else { return self }
    var out: [SIMD4<UInt8>] = []
    out.reserveCapacity(pixels.count * timesX * timesY)
    for y in 0..<height {
      let start = out.count
      for x in 0..<width { out.append(contentsOf: repeatElement(pixels[y * width + x], count: timesX)) }
      let row = Array(out[start...])
      for _ in 1..<max(timesY, 1) { out.append(contentsOf: row) }
    }
    return PixelImage(width: width * timesX, height: height * timesY, pixels: out)
  }
}

extension IndexedImage {
  /// The picture with at most `maxWidth` x `maxHeight` pixels.
  package func reduced(maxWidth: Int, maxHeight: Int) -> PixelImage {
    resampled(to: max(1, min(width, maxWidth)), max(1, min(height, maxHeight)))
  }

  /// The picture in so many pixels, each the mean colour of the cells under it.
  ///
  /// Averaging comes after colour mapping: a mean of values would invent colours between two extremes.
  package func resampled(to outWidth: Int, _ outHeight: Int) -> PixelImage {
    let colors = premultiplied
    let xSpans = Spans(from: width, to: outWidth)
    let ySpans = Spans(from: height, to: outHeight)
    var pixels = [SIMD4<UInt8>](repeating: .zero, count: outWidth * outHeight)
    var row = [SIMD4<Float>](repeating: .zero, count: outWidth)
    indices.withUnsafeBufferPointer { indices in
      colors.withUnsafeBufferPointer { colors in
        for oy in 0..<outHeight {
          for ox in 0..<outWidth { row[ox] = .zero }
          for k in ySpans.starts[oy]..<ySpans.starts[oy + 1] {
            let base = ySpans.cells[k] * width
            let yShare = ySpans.shares[k]
            for ox in 0..<outWidth {
              var sum = SIMD4<Float>.zero
              for j in xSpans.starts[ox]..<xSpans.starts[ox + 1] {
                sum += colors[Int(indices[base + xSpans.cells[j]])] * xSpans.shares[j]
              }
              row[ox] += sum * yShare
            }
          }
          for ox in 0..<outWidth {
            // Shares sum to 1 up to rounding, so that no mean exceeds 255.4.
            let mean = row[ox] + 0.5
            pixels[oy * outWidth + ox] = SIMD4(UInt8(mean.x), UInt8(mean.y), UInt8(mean.z), UInt8(mean.w))
          }
        }
      }
    }
    return PixelImage(width: outWidth, height: outHeight, pixels: pixels)
  }
}

/// For every output cell the input cells under it, with the share of each; shares of a cell sum to 1.
private struct Spans {
  /// Where the inputs of output `o` begin in `cells`; they end where those of `o + 1` begin.
  var starts = [0]
  var cells: [Int] = []
  var shares: [Float] = []

  init(from count: Int, to out: Int) {
    for o in 0..<out {
      let low = Double(o) * Double(count) / Double(out)
      let high = Double(o + 1) * Double(count) / Double(out)
      var i = Int(low)
      while i < count, Double(i) < high - 1e-9 {
        let share = min(high, Double(i + 1)) - max(low, Double(i))
        if share > 1e-9 {
          cells.append(i)
          shares.append(Float(share / (high - low)))
        }
        i += 1
      }
      starts.append(cells.count)
    }
  }
}
