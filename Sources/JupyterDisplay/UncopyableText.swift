// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

@_spi(Reflection) import Swift

/// Plain text for a value that cannot be copied and therefore has no mirror: the name of its type, and for a structure
/// its fields, each read where it lies.
enum UncopyableText {
  static func describe<Value: ~Copyable>(_ value: borrowing Value) -> String {
    let type = anyType(Value.self)
    var parts: [String] = []
    withUnsafePointer(to: value) { pointer in
      let base = UnsafeRawPointer(pointer)
      _ = _forEachField(of: type) { label, offset, field, _ in
        // The runtime says `()` of a field that cannot be copied either.
        let text = field == Void.self || !isCopyable(field) ? "…" : describe(field, at: base + offset)
        parts.append("\(String(cString: label)): \(text)")
        return true
      }
    }
    return name(of: type) + (parts.isEmpty ? "" : "(" + parts.joined(separator: ", ") + ")")
  }

  static func describe<Value: ~Copyable & ~Escapable>(typeOf value: borrowing Value) -> String {
    name(of: anyType(Value.self))
  }

  private static func name(of type: Any.Type) -> String { _typeName(type, qualified: false) }

  /// A metatype is the address of its metadata, whether values of the type can be copied or not.
  private static func anyType<Value: ~Copyable & ~Escapable>(_ type: Value.Type) -> Any.Type {
    unsafeBitCast(type, to: Any.Type.self)
  }

  private static func describe(_ type: Any.Type, at place: UnsafeRawPointer) -> String {
    func read<Field>(_ type: Field.Type) -> String {
      PlainText.describe(place.assumingMemoryBound(to: type).pointee)
    }
    return _openExistential(type, do: read)
  }

  /// What the flags of the value witness table say (`IsNonCopyable` in the runtime's `MetadataValues.h`); the table
  /// stands before the metadata, and its flags behind eight functions, size and stride.
  private static func isCopyable(_ type: Any.Type) -> Bool {
    let metadata = unsafeBitCast(type, to: UnsafeRawPointer.self)
    let table = (metadata - MemoryLayout<Int>.size).load(as: UnsafeRawPointer.self)
    let flags = (table + 10 * MemoryLayout<Int>.size).load(as: UInt32.self)
    return flags & 0x0080_0000 == 0
  }
}
