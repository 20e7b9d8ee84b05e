// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Values of one column; nil where the file has a null.
public enum ParquetColumn: Sendable, Equatable {
  case strings([String?])
  case integers([Int?])
  case doubles([Double?])
  case booleans([Bool?])

  public var count: Int {
    switch self {
    case .strings(let values): values.count
    case .integers(let values): values.count
    case .doubles(let values): values.count
    case .booleans(let values): values.count
    }
  }

  /// A value as text; nil for a null.
  public func text(at row: Int) -> String? {
    switch self {
    case .strings(let values): values[row]
    case .integers(let values): values[row].map(String.init)
    case .doubles(let values): values[row].map { "\($0)" }
    case .booleans(let values): values[row].map(String.init)
    }
  }

  private var strings: [String?] { if case .strings(let values) = self { values } else { [] } }
  private var integers: [Int?] { if case .integers(let values) = self { values } else { [] } }
  private var doubles: [Double?] { if case .doubles(let values) = self { values } else { [] } }
  private var booleans: [Bool?] { if case .booleans(let values) = self { values } else { [] } }

  /// Pages of one column, one after the other. All have one case.
  static func joined(_ pages: [ParquetColumn]) -> ParquetColumn {
    switch pages.first {
    case nil, .strings: .strings(pages.flatMap(\.strings))
    case .integers: .integers(pages.flatMap(\.integers))
    case .doubles: .doubles(pages.flatMap(\.doubles))
    case .booleans: .booleans(pages.flatMap(\.booleans))
    }
  }
}

/// A column as the file describes it.
public struct ParquetField: Sendable, Hashable {
  /// The physical types of the format.
  public enum PhysicalType: Int, Sendable {
    case boolean, int32, int64, int96, float, double, byteArray, fixedLengthByteArray
  }

  /// The names from the root to the column, joined by dots.
  public let name: String
  public let type: PhysicalType
  /// The definition level of a value that is there; more than 0 where nulls are allowed.
  let definitionLevel: Int
  /// More than 0 for columns of lists, which are not read.
  let repetitionLevel: Int
  /// The length of a value of a fixed length.
  let typeLength: Int
}
