// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Some of the rows of a chunk, in ascending order; a row is one position of one sequence.
struct RowSet: Equatable {
  /// How many rows there are to choose from.
  let total: Int
  let indices: [Int]

  static func none(of total: Int) -> RowSet { RowSet(total: total, indices: []) }
  static func all(of total: Int) -> RowSet { RowSet(total: total, indices: Array(0..<total)) }

  init(total: Int, indices: [Int]) {
    self.total = total
    self.indices = indices
  }

  /// Rows in any order, repeated ones too.
  init(total: Int, unordered rows: [Int]) {
    let sorted = rows.sorted()
    self.init(total: total, indices: sorted.enumerated().filter { $0 == 0 || sorted[$0 - 1] != $1 }.map(\.element))
  }

  var count: Int { indices.count }
  var isEmpty: Bool { indices.isEmpty }

  func union(_ other: RowSet) -> RowSet {
    if other.isEmpty || count == total { return self }
    if isEmpty || other.count == total { return other }
    var merged: [Int] = []
    merged.reserveCapacity(count + other.count)
    var (i, j) = (0, 0)
    while i < count || j < other.count {
      let (a, b) = (i < count ? indices[i] : .max, j < other.count ? other.indices[j] : .max)
      merged.append(min(a, b))
      if a <= b { i += 1 }
      if b <= a { j += 1 }
    }
    return RowSet(total: total, indices: merged)
  }

  /// Where these rows stand among the rows of a set that has them all.
  func places(in larger: RowSet) -> [Int] {
    if larger.count == larger.total { return indices }
    var places: [Int] = []
    places.reserveCapacity(count)
    var place = 0
    for row in indices {
      while larger.indices[place] != row { place += 1 }
      places.append(place)
    }
    return places
  }

  /// Where a row stands in this set; nil where it is not in it.
  func place(of row: Int) -> Int? {
    if count == total { return row }
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if indices[middle] < row { low = middle + 1 } else { high = middle }
    }
    return low < count && indices[low] == row ? low : nil
  }
}
