// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// Takes the names of cells' modules out of what the runtime says of their types.
///
/// `print([p])`, `dump(p)`, `String(reflecting:)` and the runtime's own messages write a type as `Cell_3.P`. They take
/// the module's name from its context descriptor, where the compiler put a pointer to it; moved on to the end of that
/// text, the name is empty, and the runtime leaves it out with its point. The names of symbols, which must differ from
/// cell to cell, stay.
enum ModuleNames {
  /// The name's place in a module's context descriptor (`TargetModuleContextDescriptor` in the runtime's
  /// `Metadata.h`): behind its flags and its parent.
  private static let nameOffset = 8

  static func hide(in object: inout ObjectFile) {
    for pointer in object.relativePointers(in: { $0.wholeMatch(of: descriptor) != nil }, at: nameOffset) {
      guard let name = pointer.symbol.firstMatch(of: /Cell_\d+/) else { continue }
      object.move(pointer, by: name.output.utf8.count)
    }
  }

  nonisolated(unsafe) private static let descriptor = /\$s\d+Cell_\d+MXM/
}
