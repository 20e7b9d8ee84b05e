// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Where marks stand along an axis: at numbers, or at names that take the places 0, 1, 2 … in order of appearance; a repeated name has a place each time.
enum Positions: Sendable {
  case numbers([Double])
  case names([String])

  var count: Int {
    switch self {
    case .numbers(let values): values.count
    case .names(let names): names.count
    }
  }
}

/// The names along one axis of a plot; all its marks share them.
///
/// A name that a mark repeats, as tokens do, stands once for each time: the second "the" of one mark is the second "the" of
/// another, and neither hides the first.
package struct Categories: Hashable, Sendable {
  package private(set) var names: [String] = []
  private var places: [Occurrence: Int] = [:]

  private struct Occurrence: Hashable {
    var name: String
    var count: Int
  }

  package init() {}

  /// The places of a mark's names, new ones at the end.
  mutating func places(of marked: [String]) -> [Double] {
    var counts: [String: Int] = [:]
    return marked.map { name in
      counts[name, default: 0] += 1
      let occurrence = Occurrence(name: name, count: counts[name] ?? 1)
      if let place = places[occurrence] { return Double(place) }
      places[occurrence] = names.count
      names.append(name)
      return Double(names.count - 1)
    }
  }
}

extension MarkReport {
  /// Positions as numbers; names are added to the plot's axis.
  mutating func numbers(_ positions: Positions, on axis: WritableKeyPath<MarkReport, Categories> = \.xNames) -> [Double]
  {
    switch positions {
    case .numbers(let values): values
    case .names(let names): self[keyPath: axis].places(of: names)
    }
  }
}
