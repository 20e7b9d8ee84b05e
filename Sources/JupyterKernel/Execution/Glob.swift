// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A pattern for whole texts, as history searches use it: `*` for any run of characters, `?` for one, `[a-z]` for one
/// of a set and `[^a-z]` for one outside it. Case matters. A character is a Unicode code point.
package struct Glob: Sendable {
  private enum Element: Sendable {
    case any
    case one
    case literal(Unicode.Scalar)
    case set([ClosedRange<Unicode.Scalar>], negated: Bool)

    func matches(_ scalar: Unicode.Scalar) -> Bool {
      switch self {
      case .any, .one: true
      case .literal(let expected): scalar == expected
      case .set(let ranges, let negated): ranges.contains { $0.contains(scalar) } != negated
      }
    }

    var isAny: Bool { if case .any = self { true } else { false } }
  }

  private let elements: [Element]

  package init(_ pattern: String) {
    var elements: [Element] = []
    var rest = Array(pattern.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "*": elements.append(.any)
      case "?": elements.append(.one)
      case "[":
        if let set = Self.parseSet(&rest) { elements.append(set) } else { elements.append(.literal(scalar)) }
      default: elements.append(.literal(scalar))
      }
    }
    self.elements = elements
  }

  /// Reads a set up to its bracket; nil, and nothing read, where the bracket is missing.
  private static func parseSet(_ rest: inout ArraySlice<Unicode.Scalar>) -> Element? {
    let negated = rest.first == "^"
    let body = rest.dropFirst(negated ? 1 : 0)
    // A bracket right at the start belongs to the set.
    guard let end = body.dropFirst().firstIndex(of: "]") else { return nil }
    var members = body[body.startIndex..<end]
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    while let low = members.popFirst() {
      if members.first == "-", members.count > 1 {
        let high = members[members.startIndex + 1]
        members = members.dropFirst(2)
        if low <= high { ranges.append(low...high) }
      } else {
        ranges.append(low...low)
      }
    }
    rest = rest[(end + 1)...]
    return .set(ranges, negated: negated)
  }

  /// Whether the whole text fits the pattern. Takes time in proportion to the product of both lengths at most.
  package func matches(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    var position = 0
    var element = 0
    var afterStar: (element: Int, position: Int)?
    while position < scalars.count {
      if element < elements.count, elements[element].isAny {
        element += 1
        afterStar = (element, position)
      } else if element < elements.count, elements[element].matches(scalars[position]) {
        element += 1
        position += 1
      } else if let star = afterStar {
        // Let the last star take one more character, and try again behind it.
        position = star.position + 1
        element = star.element
        afterStar = (element, position)
      } else {
        return false
      }
    }
    return elements[element...].allSatisfy(\.isAny)
  }
}
