// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

extension Doctor {
  /// The faces that figures use, and the Debian package of each.
  package static let fonts = [
    (file: "DejaVuSans.ttf", package: "fonts-dejavu-core"),
    (file: "DejaVuSans-Bold.ttf", package: "fonts-dejavu-core"),
    (file: "DejaVuSans-Oblique.ttf", package: "fonts-dejavu-extra"),
    (file: "DejaVuSans-BoldOblique.ttf", package: "fonts-dejavu-extra"),
  ]

  /// Where Debian and other systems put the fonts.
  package var fontFolders: [String] {
    let home = environment["HOME"] ?? NSHomeDirectory()
    return [
      "/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/dejavu-sans-fonts", "/usr/share/fonts/TTF",
      "/usr/share/fonts", "/usr/local/share/fonts", home + "/.local/share/fonts", home + "/.fonts",
    ]
  }

  /// Are the fonts there that make figures look the same on every machine?
  package func checkFonts(in folders: [String]? = nil) -> [Finding] {
    let folders = folders ?? fontFolders
    let missing = Self.fonts.filter { font in
      !folders.contains { FileManager.default.fileExists(atPath: "\($0)/\(font.file)") }
    }
    guard !missing.isEmpty else { return [.ok("fonts", "DejaVu Sans in four styles")] }
    let packages = Set(missing.map(\.package)).sorted().joined(separator: " ")
    return [
      .warning(
        "fonts", "\(missing.map(\.file).joined(separator: ", ")) not found: figures will use other fonts",
        mend: "sudo apt-get install \(packages)")
    ]
  }
}
