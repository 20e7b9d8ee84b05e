// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// Which positions of each sequence are meant; they count from 0 at its first token, negative ones from its end.
///
/// ```swift
/// .all, .last, 0, [0, 3], .last(4)   // of every sequence
/// .each([7, 9, 4])                   // one in each of three sequences
/// .each([[1, 2], [0], [5, 6]])       // some in each
/// ```
/// Padding is never counted.
public struct Positions: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case all
    case lastFew(Int)
    case one(Int)
    case list([Int])
    case each([Int])
    case lists([[Int]])
  }

  let kind: Kind

  public static let all = Positions(kind: .all)
  public static let first = Positions(kind: .one(0))
  public static let last = Positions(kind: .one(-1))
  /// The last `count` positions; sequences must be as long.
  public static func last(_ count: Int) -> Positions { Positions(kind: .lastFew(count)) }
  public static func position(_ position: Int) -> Positions { Positions(kind: .one(position)) }
  public static func positions(_ positions: [Int]) -> Positions { Positions(kind: .list(positions)) }
  public static func positions(_ range: Range<Int>) -> Positions { Positions(kind: .list(Array(range))) }
  /// One position in each sequence.
  public static func each(_ positions: [Int]) -> Positions { Positions(kind: .each(positions)) }
  /// Some positions in each sequence.
  public static func each(_ positions: [[Int]]) -> Positions { Positions(kind: .lists(positions)) }

  /// One position of each sequence is meant, and results have no axis for it.
  var isSingle: Bool {
    switch kind {
    case .one, .each: true
    default: false
    }
  }

  /// The positions in sequence `index` of `count`, which has `length` tokens.
  /// - Parameter growing: the sequence will have more, so that positions beyond its end are not wrong, but not there yet.
  func resolve(length: Int, sequence index: Int, of count: Int, growing: Bool = false) -> [Int] {
    if growing { return present(length: length, sequence: index) }
    func resolved(_ position: Int) -> Int {
      let place = position < 0 ? position + length : position
      guard (0..<length).contains(place) else {
        trap("position \(position) is outside sequence \(index), which has \(length) tokens")
      }
      return place
    }
    func checked<Element>(_ list: [Element]) -> Element {
      guard list.count == count else {
        trap("positions for \(list.count) sequences were given, but there are \(count); .each needs one entry for each")
      }
      return list[index]
    }
    switch kind {
    case .all: return Array(0..<length)
    case .one(let position): return [resolved(position)]
    case .list(let positions): return positions.map(resolved)
    case .each(let positions): return [resolved(checked(positions))]
    case .lists(let lists): return checked(lists).map(resolved)
    case .lastFew(let few):
      guard (0...length).contains(few) else {
        trap("the last \(few) positions are asked for, but sequence \(index) has \(length) tokens")
      }
      return Array(length - few..<length)
    }
  }
}

extension Positions {
  /// The positions that a sequence of `length` tokens has.
  private func present(length: Int, sequence index: Int) -> [Int] {
    let all =
      switch kind {
      case .all: Array(0..<length)
      case .one(let position): [position]
      case .list(let positions): positions
      case .each(let positions): index < positions.count ? [positions[index]] : []
      case .lists(let lists): index < lists.count ? lists[index] : []
      case .lastFew(let few): Array(max(0, length - few)..<length)
      }
    return all.map { $0 < 0 ? $0 + length : $0 }.filter { (0..<length).contains($0) }
  }
}

extension Positions: ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
  public init(integerLiteral position: Int) { kind = .one(position) }
  public init(arrayLiteral positions: Int...) { kind = .list(positions) }
}
