// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The lines of a stream, without their ends (`\n` or `\r\n`).
struct LineReader {
  private var stream: ByteStream
  private var bytes: [UInt8] = []
  private var position = 0
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
      searched = bytes.count
      do {
        if let more = try await stream.next() { bytes += more } else { isAtEnd = true }
      } catch {
        // The line that was cut is none.
        failure = error
      }
    }
  }

  private func line(_ range: Range<Int>) -> ArraySlice<UInt8> {
    let hasReturn = !range.isEmpty && bytes[range.upperBound - 1] == UInt8(ascii: "\r")
    return bytes[range.lowerBound..<range.upperBound - (hasReturn ? 1 : 0)]
  }
}
