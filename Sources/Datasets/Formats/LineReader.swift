// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import FileFormats

/// The lines of a stream, without their ends (`\n` or `\r\n`).
struct LineReader {
  private var stream: ByteStream
  private var bytes: [UInt8] = []
  private var position = 0
  private var isAtStart = true
  private var isAtEnd = false
  /// An error of the stream waits until the lines before it have been given out.
  private var failure: DatasetError?

  init(_ stream: ByteStream) { self.stream = stream }

  /// The next line; nil behind the last.
  mutating func next() async throws(DatasetError) -> ArraySlice<UInt8>? {
    var searched = position
    while true {
      if let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { position = end + 1 }
        return line(position..<end)
      }
      if let failure { throw failure }
      if isAtEnd {
        guard position < bytes.count else { return nil }
        defer { position = bytes.count }
        return line(position..<bytes.count)
      }
      bytes.removeSubrange(..<position)
      position = 0
      searched = isAtStart ? 0 : bytes.count
      do {
        if let more = try await stream.next() { bytes += more } else { isAtEnd = true }
        try skipMark()
      } catch {
        // The line that was cut is none.
        failure = error
      }
    }
  }

  /// Leaves out the mark that Excel and Notepad write before UTF-8, and refuses UTF-16, in which no line would be found.
  private mutating func skipMark() throws(DatasetError) {
    guard isAtStart, bytes.count >= 3 || isAtEnd else { return }
    isAtStart = false
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    if let first = bytes.first, first >= 0xFE {
      bytes = []
      throw .encoding(file: stream.name, line: 1, reason: CSVProblem.utf16.reason)
    }
  }

  private func line(_ range: Range<Int>) -> ArraySlice<UInt8> {
    let hasReturn = !range.isEmpty && bytes[range.upperBound - 1] == UInt8(ascii: "\r")
    return bytes[range.lowerBound..<range.upperBound - (hasReturn ? 1 : 0)]
  }
}
