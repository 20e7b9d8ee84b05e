// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Tensors

/// How many rows one side of a split gets: a share of all (`0.3`) or a number (`60`), written as they are.
public enum SplitSize: Sendable, Hashable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// Above 0 and below 1.
  case fraction(Double)
  case count(Int)

  public init(floatLiteral value: Double) { self = .fraction(value) }
  public init(integerLiteral value: Int) { self = .count(value) }
}

extension SplitSize: CustomStringConvertible {
  public var description: String {
    switch self {
    case .fraction(let fraction): "\(fraction)"
    case .count(let count): "\(count)"
    }
  }

  /// Rows by scikit-learn's rules: a share is rounded up for the test side and down for the training side.
  static func resolve(test: SplitSize?, train: SplitSize?, rows: Int, operation: String) -> (train: Int, test: Int) {
    for (side, size) in [("testSize", test), ("trainSize", train)] {
      switch size {
      case .fraction(let fraction) where !(fraction > 0 && fraction < 1):
        trap("\(operation): \(side) is \(fraction); a share must lie between 0 and 1")
      case .count(let count) where !(count > 0 && count < rows):
        trap("\(operation): \(side) is \(count); of \(rows) rows a side gets 1 to \(rows - 1)")
      default: break
      }
    }
    func count(_ size: SplitSize, _ rule: FloatingPointRoundingRule) -> Int {
      switch size {
      case .fraction(let fraction): Int((fraction * Double(rows)).rounded(rule))
      case .count(let count): count
      }
    }
    let testRows = test.map { count($0, .up) } ?? (train == nil ? count(0.25, .up) : nil)
    let trainRows = train.map { count($0, .down) } ?? (rows - (testRows ?? 0))
    let rest = testRows ?? (rows - trainRows)
    guard trainRows > 0, rest > 0, trainRows + rest <= rows else {
      trap(
        "\(operation): \(trainRows) training and \(rest) test rows cannot be taken from \(rows); "
          + "change testSize or trainSize")
    }
    return (trainRows, rest)
  }
}
