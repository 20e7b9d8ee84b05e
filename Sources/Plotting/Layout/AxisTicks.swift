// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Ticks of one axis with their labels set, none meeting its neighbour.
struct AxisTicks: Sendable {
  struct Label: Sendable {
    var value: Double
    var text: TypesetText
  }

  var ticks: Ticks
  var labels: [Label]
  /// The labels of an x axis read upwards: names that would meet each other if they lay.
  private(set) var areTurned = false

  /// Ticks that fit an axis of a certain length.
  /// - Parameters:
  ///   - wholeNumbers: whether the data are whole numbers only.
  ///   - isHorizontal: labels lie side by side rather than one above the other.
  init(
    _ scale: AxisScale, options: AxisOptions, wholeNumbers: Bool = false, length: Double, isHorizontal: Bool,
    setter: Typesetter
  ) {
    let em = setter.size
    var count = Int(min(max(length / ((isHorizontal ? 3 : 2) * em), 1), 9))
    let explicit = options.ticks.map { Self.explicit($0, labels: options.tickLabels, in: scale) }
    while true {
      ticks = explicit ?? Ticks.automatic(scale, maxCount: count, wholeNumbers: wholeNumbers)
      labels = zip(ticks.values, ticks.labels).compactMap { value, label in
        label.isEmpty ? nil : Label(value: value, text: setter.typeset(label))
      }
      if explicit != nil || count == 1 || fit(scale, length, isHorizontal, em) { break }
      count -= 1
    }
    if isHorizontal, options.tickLabels != nil { fitNames(scale, length, setter) }
    thin(scale, length, isHorizontal, em)
  }

  /// Breaks names into lines, and if that does not help turns them: a name left out cannot be guessed as a number can.
  private mutating func fitNames(_ scale: AxisScale, _ length: Double, _ setter: Typesetter) {
    guard labels.count > 1, !fit(scale, length, true, setter.size) else { return }
    var unit = scale
    (unit.start, unit.end) = (0, length)
    let places = labels.map { unit.position($0.value) }.sorted()
    let gap = zip(places.dropFirst(), places).map { $0 - $1 }.min() ?? length
    let lying = labels
    for i in labels.indices {
      labels[i].text = setter.typeset(labels[i].text.source, maxWidth: gap - 0.5 * setter.size)
    }
    if fit(scale, length, true, setter.size), labels.allSatisfy({ $0.text.height < 3.8 * setter.size }) { return }
    labels = lying
    areTurned = true
  }

  mutating func hideLabels() {
    labels = []
    ticks.factor = nil
  }

  var maxWidth: Double { labels.map(\.text.width).max() ?? 0 }
  /// How far the labels of an x axis reach down.
  var maxHeight: Double { labels.map { areTurned ? $0.text.width : $0.text.height }.max() ?? 0 }
  var maxAscent: Double { labels.map(\.text.ascent).max() ?? 0 }

  private static func explicit(_ values: [Double], labels: [String]?, in scale: AxisScale) -> Ticks {
    let all = Ticks.explicit(values, labels: labels)
    let (low, high) = (min(scale.low, scale.high), max(scale.low, scale.high))
    let slack = (high - low) * 1e-9
    let kept = all.values.indices.filter { all.values[$0] >= low - slack && all.values[$0] <= high + slack }
    return Ticks(values: kept.map { all.values[$0] }, labels: kept.map { all.labels[$0] }, factor: all.factor)
  }

  private func fit(_ scale: AxisScale, _ length: Double, _ isHorizontal: Bool, _ em: Double) -> Bool {
    var unit = scale
    (unit.start, unit.end) = (0, length)
    var reach = -Double.infinity
    for label in labels.sorted(by: { $0.value < $1.value }) {
      let place = unit.position(label.value)
      let half = (isHorizontal && !areTurned ? label.text.width : label.text.height) / 2
      if place - half < reach { return false }
      reach = place + half + (isHorizontal && !areTurned ? 0.5 * em : 0.02 * em)
    }
    return true
  }

  /// Leaves out every second label, then two of three and so on, until none meet. The ticks stay.
  private mutating func thin(_ scale: AxisScale, _ length: Double, _ isHorizontal: Bool, _ em: Double) {
    let all = labels
    var step = 2
    while !fit(scale, length, isHorizontal, em), step <= all.count {
      labels = all.enumerated().filter { $0.offset.isMultiple(of: step) }.map(\.element)
      step += 1
    }
  }
}
