// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The shorthand `"ks-"`: colour, marker and line in any order, each at most once.
///
/// Colours are `r g b c m y k w`, markers `o s ^ v D H * x + .`, lines `-`, `--`, `-.`, `:`. A letter that means
/// nothing is left out, and a note under the figure says so.
public struct Format: ExpressibleByStringLiteral, Hashable, Sendable {
  public private(set) var color: Color?
  public private(set) var marker: Marker?
  public private(set) var dash: Dash?
  /// What could not be read, in words; empty when all was understood.
  package private(set) var problems: [String] = []

  static let colors: [Character: Color] = [
    "r": .red, "g": .green, "b": .blue, "c": .cyan, "m": .magenta, "y": .yellow, "k": .black, "w": .white,
  ]

  public init(stringLiteral value: String) { self.init(value) }

  public init(_ text: String) {
    var rest = Substring(text)
    func take(_ prefix: String) -> Bool {
      guard rest.hasPrefix(prefix) else { return false }
      rest.removeFirst(prefix.count)
      return true
    }
    func set<Value>(_ slot: inout Value?, _ value: Value, _ kind: String) {
      if slot == nil {
        slot = value
      } else {
        problems.append("format \"\(text)\" names \(kind) twice; the first is used")
      }
    }
    while let letter = rest.first {
      if take("--") {
        set(&dash, .dashed, "a line")
      } else if take("-.") {
        set(&dash, .dashDotted, "a line")
      } else if take("-") {
        set(&dash, .solid, "a line")
      } else if take(":") {
        set(&dash, .dotted, "a line")
      } else {
        rest.removeFirst()
        if let found = Self.colors[letter] {
          set(&color, found, "a colour")
        } else if let found = Marker(rawValue: String(letter)) {
          set(&marker, found, "a marker")
        } else {
          problems.append("format \"\(text)\" has the unknown letter \"\(letter)\"; it is left out")
        }
      }
    }
  }
}
