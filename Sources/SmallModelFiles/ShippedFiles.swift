// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc

/// Files that ship with this module.
enum ShippedFiles {
  /// SwiftPM puts them into a folder of this name beside the programs and libraries it builds, and `make install` keeps
  /// them beside `libMartlet.so`.
  private static let bundle = "Martlet_SmallModelFiles.resources"

  /// A folder among them.
  static func folder(_ name: String) throws(SmallModelError) -> String {
    let candidates = [libraryDirectory, programDirectory].compactMap { $0 }.map { "\($0)/\(bundle)/\(name)" }
    guard let found = candidates.first(where: { access($0, R_OK) == 0 }) else {
      throw .noResources(searched: candidates)
    }
    return found
  }

  /// The folder of the library or program that holds this code: `libMartlet.so` in a notebook. The kernel's table of what
  /// is mapped where tells: `dladdr` is not open to Swift.
  private static var libraryDirectory: String? {
    let address = UInt(bitPattern: #dsohandle)
    guard let table = contents(of: "/proc/self/maps") else { return nil }
    for line in table.split(separator: "\n") {
      let bounds = line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt($0, radix: 16) }
      guard bounds.count == 2, bounds[0] <= address, address < bounds[1] else { continue }
      return line.firstIndex(of: "/").flatMap { directory(of: String(line[$0...])) }
    }
    return nil
  }

  /// All of a file; nil if it cannot be read.
  static func contents(of path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static var programDirectory: String? { directory(of: "/proc/self/exe") }

  private static func directory(of path: String) -> String? {
    guard path.contains("/"), let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    let full = String(cString: resolved)
    return full.lastIndex(of: "/").map { String(full[..<$0]) }
  }
}
