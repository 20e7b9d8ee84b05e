// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

/// Writes tick values with as many decimals as their step needs; a common factor or offset goes to the axis label.
///
/// The rules for factor and offset are those of matplotlib's `ScalarFormatter` (limits 10^-5 and 10^6, four digits).
package struct TickFormat: Hashable, Sendable {
  private var offset = 0.0
  private var exponent = 0
  private var decimals = 0

  package init(values: [Double], step: Double) {
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max(), step > 0 else { return }
    offset = Self.offset(low, high)
    let largest = offset == 0 ? max(abs(low), abs(high)) : max(abs(low - offset), abs(high - offset))
    let order = largest > 0 ? Int(floor(log10(largest) + 1e-12)) : 0
    if order <= -5 || order >= 6 { exponent = order }
    let unit = step / pow(10, Double(exponent))
    decimals = 0
    while decimals < 12, abs((unit * pow(10, Double(decimals))).rounded() - unit * pow(10, Double(decimals))) > 1e-6 {
      decimals += 1
    }
  }

  package func label(_ value: Double) -> String {
    NumberText.fixed((value - offset) / pow(10, Double(exponent)), decimals: decimals)
  }

  /// The common factor and offset as text, nil when there is none.
  package var factor: String? {
    var text = ""
    if exponent != 0 { text += "$\\times 10^{\(exponent)}$" }
    if offset != 0 {
      let sign = offset < 0 ? NumberText.minus : "+"
      text += (text.isEmpty ? "" : " ") + sign + Self.plain(abs(offset))
    }
    return text.isEmpty ? nil : text
  }

  /// A number in the fewest digits that tell it apart.
  package static func plain(_ value: Double) -> String {
    guard value.isFinite, abs(value) > 1e-300 else { return NumberText.fixed(value, decimals: 0) }
    if value == value.rounded(), abs(value) < 1e6 { return NumberText.fixed(value, decimals: 0) }
    let order = value == 0 ? 0 : Int(floor(log10(abs(value)) + 1e-12))
    guard (-4...6).contains(order) else {
      let mantissa = TickFormat.plain(value / pow(10, Double(order)))
      return mantissa == "1" ? "$10^{\(order)}$" : "$\(mantissa) \\times 10^{\(order)}$"
    }
    var text = NumberText.fixed(value, decimals: max(0, 6 - max(order, 0)))
    while text.contains("."), text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  private static func offset(_ low: Double, _ high: Double) -> Double {
    guard low != high, low * high > 0 else { return 0 }
    let (small, large) = (min(abs(low), abs(high)), max(abs(low), abs(high)))
    func digits(_ value: Double, _ order: Int) -> Double { (value / pow(10, Double(order)) + 1e-9).rounded(.down) }
    let top = Int(log10(large).rounded(.up))
    guard var order = (top - 40..<top + 1).reversed().first(where: { digits(small, $0) != digits(large, $0) }) else {
      return 0
    }
    order += 1
    if (large - small) / pow(10, Double(order)) <= 1e-2,
      let finer = (top - 40..<top + 1).reversed().first(where: { digits(large, $0) - digits(small, $0) > 1 })
    {
      order = finer + 1
    }
    let kept = digits(large, order)
    return kept >= 1000 ? (low < 0 ? -1 : 1) * kept * pow(10, Double(order)) : 0
  }
}
