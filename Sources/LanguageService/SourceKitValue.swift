// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CSourceKit

/// A view of one value in a response. Valid only inside the closure that `SourceKitLibrary.send` calls.
struct SourceKitValue {
  /// `sourcekitd_variant_type_t`.
  private enum Kind {
    static let array: Int32 = 2, int: Int32 = 3, string: Int32 = 4, uid: Int32 = 5, bool: Int32 = 6
  }

  let library: SourceKitLibrary
  let value: sk_value

  private var functions: SourceKitLibrary.Functions { library.functions }
  private var kind: Int32 { functions.valueType(value) }

  subscript(_ key: String) -> SourceKitValue {
    SourceKitValue(library: library, value: functions.member(value, library.identifier(key)))
  }

  var int: Int? {
    kind == Kind.int || kind == Kind.bool ? Int(functions.int(value)) : nil
  }

  /// Text of a string or an identifier; nil for any other value.
  var string: String? {
    switch kind {
    case Kind.string:
      guard let start = functions.string(value) else { return nil }
      let bytes = UnsafeRawBufferPointer(start: start, count: functions.stringLength(value))
      return String(decoding: bytes, as: UTF8.self)
    case Kind.uid:
      guard let uid = functions.uidValue(value), let start = functions.uidString(uid) else { return nil }
      return String(cString: start)
    default: return nil
    }
  }

  /// The elements of an array; nothing for any other value.
  var elements: some Sequence<SourceKitValue> {
    let count = kind == Kind.array ? functions.count(value) : 0
    return (0..<count).lazy.map { SourceKitValue(library: library, value: functions.element(value, $0)) }
  }
}
