// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Testing

@Suite struct ColormapTests {
  @Test func `colours are matplotlib's`() throws {
    let maps: [Colormap] = [.viridis, .cividis, .magma, .gray, .RdBu, .RdBu_r, .coolwarm, .tab10, .tab20b]
    let fixture = try Fixture.load().colormaps
    #expect(fixture.rgb.count == maps.count)
    for map in maps {
      let expected = try #require(fixture.rgb[map.name])
      for (value, rgb) in zip(fixture.values, expected) {
        let color = map.color(at: value)
        let ours = [color.red, color.green, color.blue].map { Int(($0 * 255).rounded()) }
        // Tables hold 8 bits; interpolated maps may round a half the other way.
        #expect(zip(ours, rgb).allSatisfy { abs($0 - $1) <= 1 }, "\(map.name) at \(value): \(ours), \(rgb)")
      }
    }
  }

  @Test func `missing values have no colour`() {
    #expect(Colormap.viridis.color(at: .nan).alpha == 0)
    #expect(Colormap.viridis.color(at: .infinity) == Colormap.viridis.colors[255])
  }
}
