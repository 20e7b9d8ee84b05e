// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CCairo
import Foundation
import JupyterDisplay

/// The fonts of the process: DejaVu Sans by path, other files for characters it lacks.
///
/// FreeType's faces must not be used by two threads at once: each question takes the lock for itself. Cairo draws with
/// faces of its own, and guards them itself, so that drawing needs no lock of ours.
package final class FontLibrary: Sendable {
  package static let shared = FontLibrary()

  private let fonts = Lock(Fonts())
  /// The files of the faces, in order: a ``FaceID`` stays good even where the faces are opened anew.
  private let files = Lock([String]())

  private init() {}

  /// The face and glyph for a character; nil when no font on the machine has it.
  package func glyph(for scalar: Unicode.Scalar, style: FontStyle) -> (face: FaceID, glyph: UInt32)? {
    let (found, missing) = fonts.withLock { fonts in
      let found = fonts.glyph(for: scalar, style: style, files)
      return (found, fonts.missing.popLast())
    }
    if let missing {
      warn(
        "\(missing.fileName) is missing; another font takes its place. Install it: apt-get install \(missing.package)")
    }
    return found
  }

  package func metrics(_ face: FaceID, _ glyph: UInt32) -> GlyphMetrics {
    fonts.withLock { $0.open(face, files)?.metrics(of: glyph) } ?? .unknown
  }

  package func kern(_ face: FaceID, _ left: UInt32, _ right: UInt32) -> Double {
    fonts.withLock { $0.open(face, files)?.kern(left, right) } ?? 0
  }

  /// The face as Cairo wants it; it lives as long as the process.
  func cairoFace(_ face: FaceID) -> OpaquePointer? {
    nonisolated(unsafe) let found = fonts.withLock { fonts in
      nonisolated(unsafe) let found = fonts.cairoFace(face, files)
      return found
    }
    return found
  }
}

/// What ``FontLibrary`` guards.
private struct Fonts {
  private let library: FT_Library?
  private var faces: [FaceID: FontFace] = [:]
  private var cairoFaces: [FaceID: OpaquePointer] = [:]
  private var styles: [FontStyle: FaceID] = [:]
  private var glyphs: [GlyphKey: (face: FaceID, glyph: UInt32)] = [:]
  private var fallback = FontFallback()
  /// Styles whose file was found missing and not yet reported.
  var missing: [FontStyle] = []

  private struct GlyphKey: Hashable {
    var scalar: Unicode.Scalar
    var style: FontStyle
  }

  init() {
    var opened: FT_Library?
    library = FT_Init_FreeType(&opened) == 0 ? opened : nil
  }

  mutating func glyph(
    for scalar: Unicode.Scalar, style: FontStyle, _ files: Lock<[String]>
  ) -> (face: FaceID, glyph: UInt32)? {
    let key = GlyphKey(scalar: scalar, style: style)
    if let known = glyphs[key] { return known }
    guard let base = face(for: style, files) else { return nil }
    var found: (face: FaceID, glyph: UInt32)?
    if let glyph = open(base, files)?.glyph(for: scalar) {
      found = (base, glyph)
    } else if let other = open(fallback.path(for: scalar), files), let glyph = open(other, files)?.glyph(for: scalar) {
      found = (other, glyph)
    }
    if let found { glyphs[key] = found }
    return found
  }

  mutating func open(_ face: FaceID, _ files: Lock<[String]>) -> FontFace? {
    if let known = faces[face] { return known }
    guard let library else { return nil }
    faces[face] = FontFace(path: files.withLock { $0[face] }, library: library)
    return faces[face]
  }

  /// A face of FreeType's that nobody but Cairo uses.
  mutating func cairoFace(_ face: FaceID, _ files: Lock<[String]>) -> OpaquePointer? {
    if let known = cairoFaces[face] { return known }
    guard let library, let opened = FontFace(path: files.withLock({ $0[face] }), library: library) else { return nil }
    cairoFaces[face] = cairo_ft_font_face_create_for_ft_face(opened.face, 0)
    return cairoFaces[face]
  }

  private mutating func open(_ path: String?, _ files: Lock<[String]>) -> FaceID? {
    guard let path, let library else { return nil }
    if let known = files.withLock({ $0.firstIndex(of: path) }) { return known }
    guard let face = FontFace(path: path, library: library) else { return nil }
    let number = files.withLock { files in
      files.append(path)
      return files.count - 1
    }
    faces[number] = face
    return number
  }

  private mutating func face(for style: FontStyle, _ files: Lock<[String]>) -> FaceID? {
    if let known = styles[style] { return known }
    var found = open(FontFiles.path(of: style.fileName), files)
    if found == nil {
      missing.append(style)
      found = style == .regular ? open(fallback.path(for: "0"), files) : face(for: .regular, files)
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
