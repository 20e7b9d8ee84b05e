// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CCairo
import Foundation

/// The number of a loaded face in the font library.
package typealias FaceID = Int

/// Weight and slant of a text.
package enum FontStyle: Int, Hashable, Sendable, CaseIterable {
  case regular, bold, oblique, boldOblique

  /// The file of DejaVu Sans that holds the style.
  var fileName: String {
    switch self {
    case .regular: "DejaVuSans.ttf"
    case .bold: "DejaVuSans-Bold.ttf"
    case .oblique: "DejaVuSans-Oblique.ttf"
    case .boldOblique: "DejaVuSans-BoldOblique.ttf"
    }
  }

  /// The Debian package that brings the file.
  var package: String {
    switch self {
    case .regular, .bold: "fonts-dejavu-core"
    case .oblique, .boldOblique: "fonts-dejavu-extra"
    }
  }
}

/// Advance and ink of one glyph, in ems, y growing upwards.
package struct GlyphMetrics: Sendable {
  package var advance: Double
  package var left: Double
  package var right: Double
  package var bottom: Double
  package var top: Double

  /// What stands in where a glyph cannot be measured.
  static let unknown = GlyphMetrics(advance: 0.6, left: 0, right: 0.6, bottom: 0, top: 0.7)
}

/// One font file opened through FreeType. It is measured only under the lock of ``FontLibrary``: FreeType forbids sharing.
final class FontFace {
  let face: FT_Face
  private let unitsPerEm: Double
  private var metrics: [UInt32: GlyphMetrics] = [:]
  private var kerning: [UInt64: Double] = [:]
  private let hasKerning: Bool

  init?(path: String, library: FT_Library) {
    var opened: FT_Face?
    guard FT_New_Face(library, path, 0, &opened) == 0, let face = opened else { return nil }
    guard face.pointee.units_per_EM > 0 else {
      FT_Done_Face(face)
      return nil
    }
    self.face = face
    unitsPerEm = Double(face.pointee.units_per_EM)
    hasKerning = face.pointee.face_flags & (1 << 6) != 0
  }

  /// The glyph for a character, or nil if the face lacks it.
  func glyph(for scalar: Unicode.Scalar) -> UInt32? {
    let index = FT_Get_Char_Index(face, FT_ULong(scalar.value))
    return index == 0 ? nil : index
  }

  func metrics(of glyph: UInt32) -> GlyphMetrics {
    if let known = metrics[glyph] { return known }
    var found = GlyphMetrics.unknown
    if FT_Load_Glyph(face, glyph, FT_Int32(FT_LOAD_NO_SCALE)) == 0 {
      let m = face.pointee.glyph.pointee.metrics
      let left = Double(m.horiBearingX) / unitsPerEm
      let top = Double(m.horiBearingY) / unitsPerEm
      found = GlyphMetrics(
        advance: Double(m.horiAdvance) / unitsPerEm, left: left, right: left + Double(m.width) / unitsPerEm,
        bottom: top - Double(m.height) / unitsPerEm, top: top)
    }
    metrics[glyph] = found
    return found
  }

  /// The change of distance between two glyphs, in ems; negative brings them together.
  func kern(_ left: UInt32, _ right: UInt32) -> Double {
    guard hasKerning else { return 0 }
    let key = UInt64(left) << 32 | UInt64(right)
    if let known = kerning[key] { return known }
    var delta = FT_Vector()
    let status = FT_Get_Kerning(face, left, right, FT_UInt(FT_KERNING_UNSCALED.rawValue), &delta)
    let value = status == 0 ? Double(delta.x) / unitsPerEm : 0
    kerning[key] = value
    return value
  }
}
