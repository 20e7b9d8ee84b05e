// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Plain text for any value, as a reader would write it down: strings quoted, structures with the names of their
/// fields and without module names, long collections cut with a word about what was left out.
public enum PlainText {
  /// Elements of a collection that are written before the rest is counted.
  static let elementLimit = 100
  static let depthLimit = 8
  static let lineWidth = 100

  public static func describe<Value>(_ value: Value) -> String {
    var writer = PlainTextWriter()
    return writer.describe(value, depth: 0)
  }
}

private struct PlainTextWriter {
  /// Class instances on the way down, so that a cycle ends.
  private var path: [ObjectIdentifier] = []

  mutating func describe(_ value: Any, depth: Int) -> String {
    if let text = value as? String { return text.debugDescription }
    if let text = value as? Substring { return text.debugDescription }
    if let character = value as? Character { return character.debugDescription }
    // Its sign means nothing to a reader.
    if let number = value as? any FloatingPoint, number.isNaN { return "nan" }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional:
      return mirror.children.first.map { describe($0.value, depth: depth) } ?? "nil"
    case .collection: return list(mirror, depth: depth, open: "[", close: "]")
    case .set: return set(mirror, depth: depth)
    case .dictionary: return dictionary(mirror, depth: depth)
    case .tuple: return fields(mirror, name: "", depth: depth)
    case .enum where !hasOwnDescription(value) && !mirror.children.isEmpty: return payload(mirror, depth: depth)
    case .struct where !hasOwnDescription(value):
      return fields(mirror, name: "\(type(of: value))", depth: depth)
    case .class where !hasOwnDescription(value):
      return object(value as AnyObject, mirror, depth: depth)
    default:
      let text = String(describing: value)
      // A function has no text of its own; its type says more than "(Function)".
      return text == "(Function)" ? "\(type(of: value))" : text
    }
  }

  private func hasOwnDescription(_ value: Any) -> Bool {
    value is any CustomStringConvertible || value is any CustomDebugStringConvertible
  }

  private mutating func object(_ object: AnyObject, _ mirror: Mirror, depth: Int) -> String {
    let identity = ObjectIdentifier(object)
    let name = "\(type(of: object))"
    if path.contains(identity) { return "\(name)(…)" }
    path.append(identity)
    defer { path.removeLast() }
    return fields(mirror, name: name, depth: depth)
  }

  private mutating func fields(_ mirror: Mirror, name: String, depth: Int) -> String {
    if depth >= PlainText.depthLimit { return name + "(…)" }
    var parts: [String] = []
    var level: Mirror? = mirror
    while let current = level {
      // An actor's first field is the runtime's own.
      let own = current.children.filter { $0.label != "$defaultActor" }.map { child in
        let text = describe(child.value, depth: depth + 1)
        guard let label = child.label, !label.hasPrefix(".") else { return text }
        return "\(label.hasPrefix("_") ? String(label.dropFirst()) : label): \(text)"
      }
      parts.insert(contentsOf: own, at: 0)
      level = current.superclassMirror
    }
    return join(parts, open: name + "(", close: ")")
  }

  private mutating func list(_ mirror: Mirror, depth: Int, open: String, close: String) -> String {
    if depth >= PlainText.depthLimit { return open + "…" + close }
    var parts = mirror.children.prefix(PlainText.elementLimit).map { describe($0.value, depth: depth + 1) }
    if mirror.children.count > PlainText.elementLimit {
      parts.append("… \(mirror.children.count - PlainText.elementLimit) more")
    }
    return join(parts, open: open, close: close)
  }

  /// The case and what it carries.
  private mutating func payload(_ mirror: Mirror, depth: Int) -> String {
    guard let (label, value) = mirror.children.first, let name = label else { return "" }
    let inner = Mirror(reflecting: value)
    if inner.displayStyle == .tuple { return fields(inner, name: name, depth: depth) }
    return join([describe(value, depth: depth + 1)], open: name + "(", close: ")")
  }

  private mutating func set(_ mirror: Mirror, depth: Int) -> String {
    if depth >= PlainText.depthLimit { return "[…]" }
    return sorted(mirror.children.map { child in (describe(child.value, depth: depth + 1), "") })
  }

  private mutating func dictionary(_ mirror: Mirror, depth: Int) -> String {
    if mirror.children.isEmpty { return "[:]" }
    if depth >= PlainText.depthLimit { return "[…]" }
    return sorted(
      mirror.children.map { child in
        let pair = Mirror(reflecting: child.value).children.map { describe($0.value, depth: depth + 1) }
        return (pair[0], ": " + pair[1])
      })
  }

  /// The order of sets and dictionaries changes from run to run; a notebook's output should not. Numbers are sorted by
  /// value, all else as text.
  private func sorted(_ entries: [(key: String, rest: String)]) -> String {
    let numbers = entries.map { Double($0.key) }
    let order = entries.indices.sorted { first, second in
      guard let one = numbers[first], let other = numbers[second], one != other else {
        return (entries[first].key, entries[first].rest) < (entries[second].key, entries[second].rest)
      }
      return one < other
    }
    var parts = order.map { entries[$0].key + entries[$0].rest }
    let more = parts.count - PlainText.elementLimit
    if more > 0 { parts = parts.prefix(PlainText.elementLimit) + ["… \(more) more"] }
    return join(parts, open: "[", close: "]")
  }

  /// One line if it fits, else one part a line; many short parts flow.
  private func join(_ parts: [String], open: String, close: String) -> String {
    let single = open + parts.joined(separator: ", ") + close
    if single.count <= PlainText.lineWidth && !single.contains("\n") { return single }
    if parts.allSatisfy({ $0.count <= 20 && !$0.contains("\n") }) {
      var lines = [open]
      for (index, part) in parts.enumerated() {
        let text = part + (index < parts.count - 1 ? ", " : close)
        if lines[lines.count - 1].count + text.count > PlainText.lineWidth { lines.append(" ") }
        lines[lines.count - 1] += text
      }
      return lines.map { $0.hasSuffix(" ") ? String($0.dropLast()) : $0 }.joined(separator: "\n")
    }
    let indented = parts.map { $0.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n  ") }
    return open + "\n  " + indented.joined(separator: ",\n  ") + "\n" + close
  }
}
