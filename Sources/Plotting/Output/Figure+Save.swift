// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

extension Figure {
  /// Writes the figure to a file: `.svg`, `.png` or `.pdf` by the end of its name.
  ///
  /// The file appears whole or not at all: on a full disk or without permission an older file stays as it was.
  /// - Parameters:
  ///   - path: a leading `~` stands for the home folder.
  ///   - dpi: pixels an inch, for PNG.
  /// - Throws: ``PlotError``.
  public func save(_ path: String, dpi: Double = 144) throws {
    let expanded = path.hasPrefix("~") ? NSString(string: path).expandingTildeInPath : path
    let bytes: [UInt8]
    switch (expanded as NSString).pathExtension.lowercased() {
    case "svg": bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8) + Array(try svg().utf8)
    case "png": bytes = try png(dpi: dpi)
    case "pdf": bytes = try pdf()
    default: throw PlotError.unknownFormat(path)
    }
    try AtomicFile.write(bytes, to: expanded, named: path)
  }
}
