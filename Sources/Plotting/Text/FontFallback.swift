// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

internal import CCairo

/// Finds, through fontconfig, a font file that has a character. Asked only when DejaVu Sans lacks it: the first
/// question of a process scans the machine's fonts.
struct FontFallback {
  private lazy var configuration: OpaquePointer? = FcInitLoadConfigAndFonts()

  mutating func path(for scalar: Unicode.Scalar) -> String? {
    guard let configuration, let pattern = FcPatternCreate(), let characters = FcCharSetCreate() else { return nil }
    defer {
      FcPatternDestroy(pattern)
      FcCharSetDestroy(characters)
    }
    FcCharSetAddChar(characters, scalar.value)
    FcPatternAddCharSet(pattern, FC_CHARSET, characters)
    FcPatternAddBool(pattern, FC_SCALABLE, 1)
    FcConfigSubstitute(configuration, pattern, FcMatchPattern)
    FcDefaultSubstitute(pattern)
    var result = FcResultNoMatch
    guard let match = FcFontMatch(configuration, pattern, &result) else { return nil }
    defer { FcPatternDestroy(match) }
    var file: UnsafeMutablePointer<FcChar8>?
    guard FcPatternGetString(match, FC_FILE, 0, &file) == FcResultMatch, let file else { return nil }
    return String(cString: file)
  }
}
