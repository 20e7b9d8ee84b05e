// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// One text of a data set.
public struct Document: Sendable, Hashable {
  public var text: String
  /// Further fields that were asked for, by name; numbers as text.
  public var fields: [String: String]
  /// Where it stands; give it to ``Dataset/resuming(after:)`` to go on behind it.
  public var position: DocumentPosition

  public init(text: String, fields: [String: String] = [:], position: DocumentPosition) {
    self.text = text
    self.fields = fields
    self.position = position
  }
}

/// The place of a document in a data set, which can be stored and used in another session.
public struct DocumentPosition: Sendable, Hashable, Codable, CustomStringConvertible {
  /// The path of its file, as the data set names it.
  public var file: String
  /// Its row, line or record in the file, from 0; empty ones count too.
  public var row: Int

  public init(file: String, row: Int) {
    self.file = file
    self.row = row
  }

  public var description: String { "\(file), row \(row)" }
}
