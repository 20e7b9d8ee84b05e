// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import FileFormats

/// The records of a file of separated values, read as its bytes arrive.
struct CSVReader {
  private var stream: ByteStream
  private let file: String
  private var records: CSVRecordReader
  private var bytes: [UInt8] = []
  private var position = 0
  private var isAtEnd = false

  init(_ stream: ByteStream, separator: UInt8, file: String) {
    self.stream = stream
    self.file = file
    records = CSVRecordReader(separator: separator)
  }

  /// The next record; nil behind the last.
  mutating func next() async throws(DatasetError) -> CSVRecord? {
    while !isAtEnd {
      if let record = try nextInBytes() { return record }
      bytes = []
      position = 0
      if let more = try await stream.next() { bytes = more } else { isAtEnd = true }
    }
    do throws(CSVProblem) { return try records.finish() } catch { throw described(error) }
  }

  private mutating func nextInBytes() throws(DatasetError) -> CSVRecord? {
    guard position < bytes.count else { return nil }
    let result = bytes.withUnsafeBytes { bytes -> Result<CSVRecord?, CSVProblem> in
      do throws(CSVProblem) { return .success(try records.next(bytes, from: &position)) } catch {
        return .failure(error)
      }
    }
    do throws(CSVProblem) { return try result.get() } catch { throw described(error) }
  }

  private func described(_ problem: CSVProblem) -> DatasetError {
    if case .openQuote(let line) = problem {
      return .damaged(file: file, place: "line \(line)", reason: problem.reason)
    }
    return .encoding(file: file, line: problem.line, reason: problem.reason)
  }
}
