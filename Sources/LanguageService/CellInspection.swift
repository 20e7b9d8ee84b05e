// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What is known about the symbol at the cursor.
public struct CellInspection: Codable, Hashable, Sendable {
  /// The declaration as it would be written in Swift; a call that is being typed has one for each overload that fits.
  public var declarations: [String]
  /// The type, where the declaration does not show it.
  public var type: String?
  /// The documentation comment, in Markdown as its author wrote it.
  public var documentation: String?
  /// Where it is declared, in words: `this cell, line 2`, `Cell 3`, `module Swift`.
  public var location: String?
  /// Other declarations of the same name.
  public var overloads: [String]

  public init(
    declarations: [String], type: String? = nil, documentation: String? = nil, location: String? = nil,
    overloads: [String] = []
  ) {
    self.declarations = declarations
    self.type = type
    self.documentation = documentation
    self.location = location
    self.overloads = overloads
  }

  /// The inspection as Markdown.
  /// - Parameter detailLevel: Jupyter's; from 1 on, the full type and the other overloads are added.
  public func markdown(detailLevel: Int = 0) -> String {
    var parts = ["```swift\n\(declarations.joined(separator: "\n"))\n```"]
    if let documentation { parts.append(documentation) }
    if let location { parts.append("*Declared in \(location)*") }
    if detailLevel > 0 {
      if let type { parts.append("Type: `\(type)`") }
      if !overloads.isEmpty { parts.append("Overloads:\n```swift\n\(overloads.joined(separator: "\n"))\n```") }
    }
    return parts.joined(separator: "\n\n")
  }

  /// The inspection for a terminal.
  /// - Parameter detailLevel: as for `markdown(detailLevel:)`.
  public func plainText(detailLevel: Int = 0) -> String {
    var parts = [declarations.joined(separator: "\n")]
    if let documentation { parts.append(documentation) }
    if let location { parts.append("Declared in \(location)") }
    if detailLevel > 0 {
      if let type { parts.append("Type: \(type)") }
      if !overloads.isEmpty { parts.append("Overloads:\n" + overloads.joined(separator: "\n")) }
    }
    return parts.joined(separator: "\n\n")
  }

  /// The same with an earlier cell called by the number that the reader sees: modules count compilations, and a cell
  /// that runs again gets a new number without one.
  /// - Parameter executionCount: of the module with this number.
  public func namingCells(_ executionCount: (Int) -> Int) -> CellInspection {
    guard let location, location.hasPrefix(Self.cellPrefix), let number = Int(location.dropFirst(Self.cellPrefix.count))
    else { return self }
    var result = self
    result.location = Self.cellPrefix + "\(executionCount(number))"
    return result
  }

  static let cellPrefix = "Cell "
}
