// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// How values become lengths along an axis.
public enum ScaleKind: Hashable, Sendable {
  case linear
  /// Powers of ten at equal distances; values of zero and below lie beyond the lower end.
  case log
  /// Linear between -threshold and threshold, logarithmic beyond, so that zero and both signs have a place.
  /// Both scales meet with matplotlib's proportions: the linear part is as long as one decade on each side.
  case symlog(threshold: Double = 1)

  /// Values as lengths, up to a factor; strictly rising.
  package func length(_ value: Double) -> Double {
    switch self {
    case .linear: return value
    case .log: return log10(value)
    case .symlog(let threshold):
      guard abs(value) > threshold else { return value / threshold * Self.linearShare }
      // Not the logarithm of the quotient, which may overflow.
      return (value < 0 ? -1 : 1) * (Self.linearShare + log10(abs(value)) - log10(threshold))
    }
  }

  /// The value with a length.
  package func value(_ length: Double) -> Double {
    switch self {
    case .linear: return length
    case .log: return pow(10, length)
    case .symlog(let threshold):
      let size = abs(length)
      guard size > Self.linearShare else { return length / Self.linearShare * threshold }
      return (length < 0 ? -1 : 1) * threshold * pow(10, size - Self.linearShare)
    }
  }

  /// matplotlib's linscale 1 for base 10: 1 / (1 - 1 / 10).
  private static let linearShare = 10.0 / 9

  /// What is wrong with the scale, in words.
  package var problem: String? {
    if case .symlog(let threshold) = self, !(threshold > 1e-290 && threshold < 1e290) {
      return
        "the threshold of the symlog scale is \(threshold), but must be positive and not beyond 1e290; the axis is linear"
    }
    return nil
  }
}

/// An axis with its limits in data and its ends on the page.
package struct AxisScale: Hashable, Sendable {
  package var kind: ScaleKind
  package var low: Double
  package var high: Double
  /// Where `low` and `high` lie, in points.
  package var start = 0.0
  package var end = 1.0

  package init(kind: ScaleKind = .linear, low: Double, high: Double) {
    self.kind = kind
    self.low = low
    self.high = high
  }

  /// The place of a value in points; NaN for what cannot be placed.
  package func position(_ value: Double) -> Double {
    guard Extent.isDrawable(value) else { return .nan }
    let place: Double
    switch kind {
    case .linear: place = start + (value - low) / (high - low) * (end - start)
    case .log:
      // Not NaN: a line with a zero in it dives off the axis, as readers of log plots expect.
      place =
        value > 0
        ? start + (log10(value) - log10(low)) / (log10(high) - log10(low)) * (end - start)
        : start - 1e5 * (end >= start ? 1 : -1)
    case .symlog:
      let first = kind.length(low)
      place = start + (kind.length(value) - first) / (kind.length(high) - first) * (end - start)
    }
    // What lies a hundred metres off the page may as well lie there: no later sum can then overflow.
    return place.isNaN ? .nan : min(max(place, -Self.farthest), Self.farthest)
  }

  private static let farthest = 1e7

  /// The value at a place, of a linear axis.
  func value(at place: Double) -> Double { low + (place - start) / (end - start) * (high - low) }

  /// Limits for data: what is asked for, else the data with a margin of 5 % on each side.
  package static func fitting(_ extent: Extent, bounds: Bounds, kind: ScaleKind) -> AxisScale {
    let extent = kind == .log && extent.low <= 0 ? Extent() : extent
    let asked = kind == .log ? Bounds(lower: positive(bounds.lower), upper: positive(bounds.upper)) : bounds
    var (low, high) = extent.isEmpty ? (kind == .log ? (0.1, 1) : (0, 1)) : (extent.low, extent.high)
    if let lower = asked.lower, asked.upper == nil, high <= lower { high = kind == .log ? lower * 10 : lower + 1 }
    if let upper = asked.upper, asked.lower == nil, low >= upper { low = kind == .log ? upper / 10 : upper - 1 }
    if low == high {
      let pad = extent.isWhole ? max(1, (abs(low) * 0.05).rounded()) : low == 0 ? 0.5 : abs(low) * 0.05
      (low, high) = kind == .log ? (low / 2, high * 2) : (low - pad, high + pad)
    } else if !extent.isEmpty {
      let start = asked.lower ?? low
      let stop = asked.upper ?? high
      if kind == .log {
        let margin = pow(max(stop / start, 1.0001), 0.05)
        (low, high) = (low / margin, high * margin)
      } else {
        let (first, last) = (kind.length(start), kind.length(stop))
        let margin = abs(last - first) * 0.05
        if !extent.sticky.contains(low) { low = kind == .linear ? low - margin : kind.value(kind.length(low) - margin) }
        if !extent.sticky.contains(high) {
          high = kind == .linear ? high + margin : kind.value(kind.length(high) + margin)
        }
      }
    }
    low = asked.lower ?? low
    high = asked.upper ?? high
    if low == high { high = kind == .log ? low * 10 : low + max(1, abs(low) * 0.1) }
    return AxisScale(kind: kind, low: low, high: high).usable
  }

  /// With limits that the arithmetic of ticks bears: no larger than numbers that can be drawn, and so far apart that there
  /// are numbers between them.
  private var usable: AxisScale {
    var copy = self
    let smallest = kind == .log ? 1e-299 : -9e299
    copy.low = min(max(low, smallest), 9e299)
    copy.high = min(max(high, smallest), 9e299)
    let least = max(max(abs(copy.low), abs(copy.high)) * 1e-12, kind == .log ? 0 : 1e-290)
    if abs(copy.high - copy.low) < least {
      let isReversed = copy.high < copy.low
      let (first, last) = kind == .log ? (copy.low / 1.001, copy.low * 1.001) : (copy.low - least, copy.low + least)
      (copy.low, copy.high) = isReversed ? (last, first) : (first, last)
    }
    return copy
  }

  private static func positive(_ value: Double?) -> Double? { value.flatMap { $0 > 0 ? $0 : nil } }
}
