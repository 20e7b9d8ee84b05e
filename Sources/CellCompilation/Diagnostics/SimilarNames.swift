// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Names that a misspelt one may mean.
package enum SimilarNames {
  /// The nearest of some names, at most three, where any is near enough.
  package static func nearest(to name: String, among candidates: some Sequence<String>) -> [String] {
    let limit = max(1, min(3, name.count / 3))
    guard name.count > 1 else { return [] }
    var best = limit + 1
    var found: [String] = []
    for candidate in Set(candidates) where candidate != name && abs(candidate.count - name.count) <= limit {
      let distance = candidate.lowercased() == name.lowercased() ? 0 : distance(name, candidate)
      // A short name of which half is different is another name.
      guard distance <= best, distance <= limit, distance * 2 < max(name.count, 3) else { continue }
      if distance < best { found = [] }
      best = distance
      found.append(candidate)
    }
    return Array(found.sorted().prefix(3))
  }

  /// Letters to insert, remove, replace, or swap with their neighbour.
  package static func distance(_ first: String, _ second: String) -> Int {
    let (a, b) = (Array(first), Array(second))
    var before: [Int] = []
    var last = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
        row.append(cost)
      }
      (before, last) = (last, row)
    }
    return last[b.count]
  }
}
