// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Testing

@Suite struct ImageReductionTests {
  @Test func `cells are averaged after colour mapping`() {
    let image = IndexedImage(width: 4, height: 1, indices: [0, 1, 1, 1], palette: [.black, .white])
    let half = image.reduced(maxWidth: 2, maxHeight: 5)
    #expect(half.width == 2 && half.height == 1)
    #expect(half.pixels == [SIMD4(128, 128, 128, 255), SIMD4(255, 255, 255, 255)])
  }

  @Test func `a cell under two pixels gives each its share`() {
    let image = IndexedImage(width: 3, height: 1, indices: [0, 1, 0], palette: [.black, .white])
    // Each pixel covers one and a half cells: a third of it is white.
    #expect(image.reduced(maxWidth: 2, maxHeight: 1).pixels.allSatisfy { $0 == SIMD4(85, 85, 85, 255) })
  }

  @Test func `fewer cells than pixels stay as they are`() {
    let image = IndexedImage(width: 2, height: 2, indices: [0, 1, 1, 0], palette: [.black, .white])
    #expect(image.reduced(maxWidth: 100, maxHeight: 100).pixels.count == 4)
  }

  @Test func `missing cells are transparent and do not darken their neighbours`() {
    let image = IndexedImage(width: 2, height: 1, indices: [0, 1], palette: [.white, .clear])
    #expect(image.reduced(maxWidth: 1, maxHeight: 1).pixels == [SIMD4(128, 128, 128, 128)], "premultiplied white")
  }
}
