// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The compiler's own knowledge of who uses whom: the symbols that a cell's library offers to later cells, and those
/// of earlier cells that it refers to.
package struct ModuleSymbols: Sendable {
  /// What the library defines: mangled names and their meanings.
  private(set) var exports: [String: SymbolMeaning] = [:]
  /// The exported symbol of each meaning that can be replaced.
  private(set) var symbols: [SymbolMeaning: String] = [:]
  /// Symbols that say that a type conforms to a protocol.
  private(set) var conformances: Set<String> = []
  /// Mangled names of other cells that the library refers to.
  private(set) var imports: Set<String> = []

  init(ofLibrary path: String, module: String) {
    for symbol in ObjectFile(path)?.dynamicSymbols ?? []
    where symbol.name.hasPrefix("$s") && symbol.name.contains("Cell_") {
      if symbol.isDefined {
        if symbol.name.hasSuffix("WP") || symbol.name.hasSuffix("Mc") { conformances.insert(symbol.name) }
        guard let meaning = SymbolMeaning(symbol.name, of: module) else { continue }
        exports[symbol.name] = meaning
        if meaning.isReplaceable { symbols[meaning] = symbol.name }
      } else {
        imports.insert(symbol.name)
      }
    }
  }
}

/// What the compiler calls a declaration of a cell, without the cell: two symbols with one meaning can stand in for
/// each other, since everything that a caller relies on (types, effects, labels) is in the name.
struct SymbolMeaning: Hashable {
  /// The demangled name, with a mark in the place of the module that declares it.
  private let text: String
  /// Whether the symbol can be replaced by itself. Metadata, witnesses, specialisations and opaque results cannot.
  let isReplaceable: Bool

  /// Nil for what is not a name of the module.
  init?(_ symbol: String, of module: String) {
    guard let plain = Demangler.demangle(symbol), let place = Self.place(of: module, in: plain) else { return nil }
    text = plain.replacingCharacters(in: place, with: "•")
    isReplaceable =
      !["some ", " #", "<<opaque"].contains(where: plain.contains) && !Self.excluded.contains(where: plain.hasPrefix)
  }

  /// The module in front of what it declares comes first in every name.
  private static func place(of module: String, in text: String) -> Range<String.Index>? {
    let qualified = text.firstRange(of: module + ".")
    let extending = text.firstRange(of: "(extension in \(module)):")
    switch (qualified, extending) {
    case (let q?, let e?):
      return e.lowerBound < q.lowerBound
        ? text.index(e.lowerBound, offsetBy: 14)..<text.index(e.upperBound, offsetBy: -2)
        : q.lowerBound..<text.index(before: q.upperBound)
    case (let q?, nil): return q.lowerBound..<text.index(before: q.upperBound)
    case (nil, let e?): return text.index(e.lowerBound, offsetBy: 14)..<text.index(e.upperBound, offsetBy: -2)
    case (nil, nil): return nil
    }
  }

  private static let excluded = [
    "type metadata", "nominal type descriptor", "protocol ", "associated ", "opaque type", "full type metadata",
    "metaclass", "value witness", "generic specialization", "method descriptor", "class metadata", "reflection",
    "base conformance", "lazy protocol", "property descriptor", "dispatch thunk", "vtable", "method lookup", "merged ",
  ]

  /// Whether it is the definition, or a part of it: an accessor, a default argument.
  func belongs(to definition: Definition) -> Bool {
    guard let mark = text.firstIndex(of: "•") else { return false }
    var rest = text[text.index(after: mark)...]
    if definition.extended == nil {
      let start = "." + definition.name
      guard rest.hasPrefix(start) else { return false }
      let end = rest.dropFirst(start.count)
      // A member of a type stands behind another dot; accessors do too.
      return Self.ends(definition.name, before: end)
        && (!end.hasPrefix(".") || Self.accessors.contains(where: end.hasPrefix))
    }
    guard rest.hasPrefix("):") else { return false }
    while let found = rest.firstRange(of: "." + definition.name) {
      rest = rest[found.upperBound...]
      if Self.ends(definition.name, before: rest) { return true }
    }
    return false
  }

  private static let accessors = [".getter", ".setter", ".modify", ".read", ".unsafe"]

  /// Whether a name has come to its end; that of an operator ends at a space.
  private static func ends(_ name: String, before rest: Substring) -> Bool {
    guard let next = rest.first else { return true }
    let isOperator = name.first.map { !($0.isLetter || $0 == "_") } ?? false
    return isOperator ? next == " " : !(next.isLetter || next.isNumber || next == "_")
  }
}
