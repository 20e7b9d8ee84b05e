// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What is wrong with a file of separated values. Lines count from 1.
package enum CSVProblem: Error, Equatable {
  /// A quoted field of the record that begins here has no end.
  case openQuote(line: Int)
  case notUTF8(line: Int, byte: UInt8)
  case utf16
  case nul(line: Int)

  package var line: Int {
    switch self {
    case .openQuote(let line), .notUTF8(let line, _), .nul(let line): line
    case .utf16: 1
    }
  }

  package var reason: String {
    switch self {
    case .openQuote: "a field begins with a quotation mark, and the file ends before its closing one"
    case .notUTF8(_, let byte):
      "the byte 0x\(String(byte, radix: 16, uppercase: true)) is not UTF-8; the file may be in Latin-1 (Windows-1252): "
        + "convert it, for example with iconv -f WINDOWS-1252 -t UTF-8"
    case .utf16: "the text is in UTF-16, not UTF-8; convert it, for example with iconv -f UTF-16 -t UTF-8"
    case .nul:
      "there is a byte 0, which no text has; the file may be in UTF-16 (convert it with iconv -f UTF-16LE -t UTF-8) or no "
        + "text at all"
    }
  }
}
