// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

extension Ticks {
  /// Zero and the decades on both sides of it; where the limits hold too few of these, ticks of a linear axis.
  static func symmetrical(_ low: Double, _ high: Double, threshold: Double, maxCount: Int) -> Ticks {
    let largest = max(abs(low), abs(high))
    let first = Int(ceil(log10(threshold) - 1e-9))
    let last = Int(floor(log10(largest) + 1e-9))
    guard largest > threshold, first <= last else { return linear(low, high, maxCount: maxCount) }
    let inside = { (value: Double) in value >= low && value <= high }
    let sides = (low < 0 ? 1 : 0) + (high > 0 ? 1 : 0)
    let step = max(1, ((last - first + 1) * sides + maxCount - 1) / max(1, maxCount))
    // Counted from the outermost decade, so that the largest values have a label.
    let decades = stride(from: last, through: first, by: -step).map { $0 }.reversed()
    let up = decades.map { (value: pow(10, Double($0)), label: "$10^{\($0)}$") }
    let down = decades.reversed().map { (value: -pow(10, Double($0)), label: "$-10^{\($0)}$") }
    let all = (down + [(0, "0")] + up).filter { inside($0.value) }
    guard all.count >= 2 else { return linear(low, high, maxCount: maxCount) }
    var ticks = Ticks(values: all.map(\.value), labels: all.map(\.label))
    guard step == 1 else { return ticks }
    for decade in first...last {
      for digit in 2...9 {
        let value = Double(digit) * pow(10, Double(decade))
        ticks.minor += [-value, value].filter(inside)
      }
    }
    ticks.minor.sort()
    return ticks
  }
}
