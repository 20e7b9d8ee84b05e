// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// Places and labels of the ticks of an axis.
package struct Ticks: Hashable, Sendable {
  package var values: [Double]
  package var labels: [String]
  /// Short unlabelled ticks between.
  package var minor: [Double] = []
  /// What all labels are to be multiplied by or added to, as text; nil for nothing.
  package var factor: String?

  package init(values: [Double], labels: [String], minor: [Double] = [], factor: String? = nil) {
    self.values = values
    self.labels = labels
    self.minor = minor
    self.factor = factor
  }

  /// Ticks for a scale.
  /// - Parameters:
  ///   - maxCount: intervals there is room for, at least 1.
  ///   - wholeNumbers: whether ticks between whole numbers would mislead, as for indices and counts.
  package static func automatic(_ scale: AxisScale, maxCount: Int, wholeNumbers: Bool = false) -> Ticks {
    let low = min(scale.low, scale.high)
    let high = max(scale.low, scale.high)
    switch scale.kind {
    case .linear: return linear(low, high, maxCount: maxCount, wholeNumbers: wholeNumbers)
    case .log: return logarithmic(low, high, maxCount: maxCount)
    case .symlog(let threshold): return symmetrical(low, high, threshold: threshold, maxCount: maxCount)
    }
  }

  /// Multiples of 1, 2, 2.5 or 5 times a power of ten: the smallest such step with at most `maxCount` intervals.
  package static func linear(_ low: Double, _ high: Double, maxCount: Int, wholeNumbers: Bool = false) -> Ticks {
    var step = self.step(low, high, maxCount: max(1, maxCount))
    if wholeNumbers {
      // 2.5 is the one step above 1 that is not whole.
      step = step < 1 ? 1 : step == step.rounded() ? step : step * 2
    }
    let first = (low / step - 1e-9).rounded(.up)
    let last = (high / step + 1e-9).rounded(.down)
    guard last >= first, last - first < 1000 else { return Ticks(values: [low, high], labels: ["", ""]) }
    let values = (0...Int(last - first)).map { (first + Double($0)) * step }
    let format = TickFormat(values: values, step: step)
    return Ticks(values: values, labels: values.map(format.label), factor: format.factor)
  }

  private static func step(_ low: Double, _ high: Double, maxCount: Int) -> Double {
    let raw = (high - low) / Double(maxCount)
    let power = pow(10, floor(log10(raw)))
    let steps = [0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5, 10, 20].map { $0 * power }
    var index = steps.firstIndex { $0 >= raw * (1 - 1e-12) } ?? steps.count - 1
    // A step wide enough for the room may leave one tick; two are needed to read a scale.
    while index > 0 {
      let inside = floor(high / steps[index] + 1e-9) - ceil(low / steps[index] - 1e-9) + 1
      if inside >= 2 { break }
      index -= 1
    }
    return steps[index]
  }

  /// Decades with 2…9 between them; fewer decades and nothing between when there are too many.
  package static func logarithmic(_ low: Double, _ high: Double, maxCount: Int) -> Ticks {
    let first = Int((log10(low) - 1e-9).rounded(.up))
    let last = Int((log10(high) + 1e-9).rounded(.down))
    let room = max(2, min(maxCount, 9))
    let decades = first <= last ? Array(first...last) : []
    let stride = max(1, Int((Double(decades.count) / Double(room)).rounded(.up)))
    let shown = decades.filter { $0.isMultiple(of: stride) }
    var ticks = Ticks(values: shown.map { pow(10, Double($0)) }, labels: shown.map { "$10^{\($0)}$" })
    guard stride == 1 else { return ticks }
    let lowest = Int(floor(log10(low)))
    for decade in lowest...max(lowest, last) {
      for digit in 2...9 {
        let value = Double(digit) * pow(10, Double(decade))
        if value >= low * (1 - 1e-9), value <= high * (1 + 1e-9) { ticks.minor.append(value) }
      }
    }
    if decades.count <= 1 {
      let labelled = ticks.minor.filter {
        [2, 3, 4, 6].contains(Int(($0 / pow(10, floor(log10($0) + 1e-9))).rounded()))
      }
      let all = (ticks.values + labelled).sorted()
      if all.count >= 2 {
        ticks.minor.removeAll(where: labelled.contains)
        ticks.values = all
        ticks.labels = all.map { TickFormat.plain($0) }
      } else {
        let even = linear(low, high, maxCount: maxCount)
        return Ticks(values: even.values.filter { $0 > 0 }, labels: even.labels, factor: even.factor)
      }
    }
    return ticks
  }

  /// Ticks where the reader asked for them.
  package static func explicit(_ values: [Double], labels: [String]?) -> Ticks {
    let gaps = zip(values.sorted().dropFirst(), values.sorted()).map { $0 - $1 }.filter { $0 > 0 }
    let format = TickFormat(values: values, step: gaps.min() ?? abs(values.first ?? 1))
    var texts = labels ?? values.map(format.label)
    if texts.count < values.count { texts += Array(repeating: "", count: values.count - texts.count) }
    return Ticks(values: values, labels: texts, factor: labels == nil ? format.factor : nil)
  }
}
