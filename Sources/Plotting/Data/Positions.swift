// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Where marks stand along an axis: at numbers, or at names that take the places 0, 1, 2 … in order of appearance.
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
package struct Categories: Hashable, Sendable {
  package private(set) var names: [String] = []
  private var places: [String: Int] = [:]

  package init() {}

  /// The place of a name, a new one at the end.
  mutating func place(of name: String) -> Double {
    if let place = places[name] { return Double(place) }
    places[name] = names.count
    names.append(name)
    return Double(names.count - 1)
  }
}

extension MarkReport {
  /// Positions as numbers; names are added to the plot's axis.
  mutating func numbers(_ positions: Positions, on axis: WritableKeyPath<MarkReport, Categories> = \.xNames) -> [Double]
  {
    switch positions {
    case .numbers(let values): values
    case .names(let names): names.map { self[keyPath: axis].place(of: $0) }
    }
  }
}
