// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The linker options that imported modules ask for, which the compiler leaves in a section of the object file. The
/// driver would start another program to read them.
package enum AutolinkEntries {
  package static func read(from object: String) -> [String] {
    ObjectFile(object).map { read(from: $0) } ?? []
  }

  static func read(from object: ObjectFile) -> [String] {
    object.section(".swift1_autolink_entries").split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
      .filter { $0.hasPrefix("-l") || $0.hasPrefix("-L") }
  }
}
