// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Datasets
import Foundation
import Testing

/// Misuse ends the process (in a notebook: the cell) with a message that says what to do.
@Suite struct DatasetTrapTests {
  private func expect(
    _ result: ExitTest.Result?, toSay text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains(text), "said: \(said)", sourceLocation: sourceLocation)
  }

  @Test func `a negative limit`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Dataset.martletSmall.limit(-1)
    }
    expect(result, toSay: "Dataset.limit: the number of documents must not be negative, but is -1")
  }

  @Test func `a buffer without room`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Dataset.martletSmall.buffered(0)
    }
    expect(result, toSay: "Dataset.buffered: the buffer must hold at least 1 document, but count is 0")
  }

  @Test func `a separator of more than a byte`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Dataset.csv(URL(filePath: "a.csv"), separator: "–")
    }
    expect(result, toSay: "Dataset.csv: the separator must be one ASCII character that is neither a quotation mark")
  }

  @Test func `a separator that ends lines`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Dataset.csv(URL(filePath: "a.csv"), separator: "\r\n")
    }
    expect(result, toSay: "nor a line end, but is \"\\r\\n\"")
  }

  @Test func `a row group that a parquet file does not have`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let file = try await ParquetFile.open(DatasetFixtures.url("plain.parquet"))
      _ = try await file.column("text", rowGroup: 3)
    }
    expect(result, toSay: "ParquetFile.column: row group 3 does not exist;")
    expect(result, toSay: "plain.parquet has 3, numbered from 0")
  }
}
