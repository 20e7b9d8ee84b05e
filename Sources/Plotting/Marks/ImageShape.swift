// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// An image in data coordinates, with the colour scale that a colorbar shows.
public struct ImageShape: Sendable {
  package let rows: Int
  package let columns: Int
  package let image: IndexedImage
  package let colormap: Colormap
  package let range: ClosedRange<Double>
  package let rowsGrowDown: Bool
  /// What a colorbar explains.
  package var colorScale: ColorScale { ColorScale(colormap, range: range) }
  /// How many cells are NaN.
  package let missing: Int

  /// - Parameter rowsGrowDown: whether the plot should turn its y axis so that row 0 is on top.
  public init(_ matrix: PlotMatrix, _ colormap: Colormap, range: ClosedRange<Double>?, rowsGrowDown: Bool) {
    self.colormap = colormap
    self.rowsGrowDown = rowsGrowDown
    rows = matrix.rows
    columns = matrix.columns
    self.range = range ?? ColorScale.range(of: matrix.values)
    // The transparent entry takes the last place, so a full map gives up one of its 256 colours when data is missing.
    var missing = 0
    for value in matrix.values where value.isNaN { missing += 1 }
    self.missing = missing
    let low = self.range.lowerBound
    let width = self.range.upperBound - low
    let scale = width > 0 ? Double(colormap.colors.count) / width : 0
    let last = Double(missing > 0 ? min(colormap.colors.count - 1, 254) : colormap.colors.count - 1)
    let hole = UInt8(min(colormap.colors.count, 255))
    let indices = [UInt8](unsafeUninitializedCapacity: matrix.values.count) { buffer, count in
      for (i, value) in matrix.values.enumerated() {
        let place = (value - low) * scale
        buffer[i] = value.isNaN ? hole : place > 0 ? UInt8(min(place, last)) : 0
      }
      count = matrix.values.count
    }
    var palette = colormap.colors
    if missing > 0 { palette = Array(palette.prefix(255)) + [.clear] }
    image = IndexedImage(width: columns, height: rows, indices: indices, palette: palette)
  }
}
