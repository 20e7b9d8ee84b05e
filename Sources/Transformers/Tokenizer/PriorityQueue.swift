// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A binary heap; the element that precedes all others comes out first.
struct PriorityQueue<Element: Prioritized> {
  private var elements: [Element] = []

  mutating func push(_ element: Element) {
    elements.append(element)
    var child = elements.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard elements[child].precedes(elements[parent]) else { return }
      elements.swapAt(child, parent)
      child = parent
    }
  }

  mutating func pop() -> Element? {
    guard let first = elements.first else { return nil }
    let last = elements.removeLast()
    guard !elements.isEmpty else { return first }
    elements[0] = last
    var parent = 0
    while true {
      var smallest = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < elements.count {
        if elements[child].precedes(elements[smallest]) { smallest = child }
      }
      if smallest == parent { return first }
      elements.swapAt(parent, smallest)
      parent = smallest
    }
  }
}

/// An element of a ``PriorityQueue``.
protocol Prioritized {
  func precedes(_ other: Self) -> Bool
}
