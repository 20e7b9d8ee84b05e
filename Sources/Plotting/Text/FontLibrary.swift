// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CCairo
import Foundation
import JupyterDisplay

/// The fonts of the process: DejaVu Sans by path, other files for characters it lacks.
///
/// FreeType faces must not be used by two threads at once, so whoever measures or draws holds the lock.
package final class FontLibrary: @unchecked Sendable {
  package static let shared = FontLibrary()

  private let lock = NSRecursiveLock()
  private let library: FT_Library?
  private var faces: [FontFace] = []
  private var styles: [FontStyle: FaceID] = [:]
  private var glyphs: [GlyphKey: (face: FaceID, glyph: UInt32)] = [:]
  private var fallback = FontFallback()

  private struct GlyphKey: Hashable {
    var scalar: Unicode.Scalar
    var style: FontStyle
  }

  private init() {
    var opened: FT_Library?
    library = FT_Init_FreeType(&opened) == 0 ? opened : nil
  }

  /// Runs `body` with the fonts to itself.
  package func locked<Result>(_ body: () throws -> Result) rethrows -> Result {
    lock.lock()
    defer { lock.unlock() }
    return try body()
  }

  /// The face and glyph for a character; nil when no font on the machine has it.
  package func glyph(for scalar: Unicode.Scalar, style: FontStyle) -> (face: FaceID, glyph: UInt32)? {
    let key = GlyphKey(scalar: scalar, style: style)
    if let known = glyphs[key] { return known }
    guard let base = face(for: style) else { return nil }
    var found: (face: FaceID, glyph: UInt32)?
    if let glyph = faces[base].glyph(for: scalar) {
      found = (base, glyph)
    } else if let other = open(fallback.path(for: scalar)), let glyph = faces[other].glyph(for: scalar) {
      found = (other, glyph)
    }
    if let found { glyphs[key] = found }
    return found
  }

  package func metrics(_ face: FaceID, _ glyph: UInt32) -> GlyphMetrics { faces[face].metrics(of: glyph) }

  package func kern(_ face: FaceID, _ left: UInt32, _ right: UInt32) -> Double { faces[face].kern(left, right) }

  /// The face as Cairo wants it; it lives as long as the process.
  func cairoFace(_ face: FaceID) -> OpaquePointer { faces[face].cairoFace }

  // MARK: - Finding files

  private var opened: [String: FaceID] = [:]

  private func open(_ path: String?) -> FaceID? {
    guard let path, let library else { return nil }
    if let known = opened[path] { return known }
    guard let face = FontFace(path: path, library: library) else { return nil }
    faces.append(face)
    opened[path] = faces.count - 1
    return faces.count - 1
  }

  private func face(for style: FontStyle) -> FaceID? {
    if let known = styles[style] { return known }
    var found = open(FontFiles.path(of: style.fileName))
    if found == nil {
      warn(
        "\(style.fileName) is missing; another face stands in. Install it: apt-get install \(style.package)")
      found = style == .regular ? open(fallback.path(for: "0")) : face(for: .regular)
    }
    styles[style] = found
    return found
  }
}

/// Where font files lie on this machine.
enum FontFiles {
  static var folders: [String] {
    let home = NSHomeDirectory()
    return [
      "/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/dejavu-sans-fonts", "/usr/share/fonts/TTF",
      "/usr/share/fonts", "/usr/local/share/fonts", home + "/.local/share/fonts", home + "/.fonts",
    ]
  }

  static func path(of fileName: String) -> String? {
    for folder in folders {
      let path = folder + "/" + fileName
      if access(path, R_OK) == 0 { return path }
    }
    for folder in folders.suffix(4) {
      guard let files = FileManager.default.enumerator(atPath: folder) else { continue }
      for case let file as String in files where file.hasSuffix("/" + fileName) { return folder + "/" + file }
    }
    return nil
  }
}
