// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Datasets
import Foundation
import HubTestSupport
import Testing

@Suite struct ParquetFileTests {
  static let files = ["plain", "dictionary-snappy", "gzip-pages", "zstd-v2", "delta", "checksums"]

  private func column(_ file: ParquetFile, _ name: String) async throws -> [ParquetColumn] {
    var groups: [ParquetColumn] = []
    for group in file.rowGroups.indices { groups.append(try await file.column(name, rowGroup: group)) }
    return groups
  }

  @Test(arguments: files) func `every column is what pyarrow wrote`(name: String) async throws {
    let rows = try DatasetFixtures.rows()
    let file = try await ParquetFile.open(DatasetFixtures.url("\(name).parquet"))
    #expect(file.rowGroups == [300, 300, 300] && file.rowCount == 900)
    let groups = [0..<300, 300..<600, 600..<900]
    #expect(try await column(file, "text") == groups.map { .strings(Array(rows.text[$0])) })
    #expect(try await column(file, "id") == groups.map { .strings(Array(rows.id[$0])) })
    #expect(try await column(file, "count") == groups.map { .integers(Array(rows.count[$0])) })
    #expect(try await column(file, "small") == groups.map { .integers(Array(rows.small[$0])) })
    #expect(try await column(file, "score") == groups.map { .doubles(Array(rows.score[$0])) })
    #expect(try await column(file, "ratio") == groups.map { .doubles(Array(rows.ratio[$0])) })
    #expect(try await column(file, "english") == groups.map { .booleans(Array(rows.english[$0])) })
  }

  @Test func `a member of a structure is a column, a list is refused by name`() async throws {
    let file = try await ParquetFile.open(DatasetFixtures.url("nested.parquet"))
    let languages = try await file.column("meta.lang", rowGroup: 1)
    #expect(languages == .strings((300..<600).map { "l\($0 % 3)" }))
    let list = file.fields.map(\.name).first { $0.hasPrefix("tags") }!
    await #expect(
      throws: DatasetError.unsupported(
        file: DatasetFixtures.url("nested.parquet").path, what: "lists in column \(list)")
    ) {
      try await file.column(list, rowGroup: 0)
    }
    await #expect(throws: DatasetError.self) { try await file.column("tetx", rowGroup: 0) }
  }

  @Test func `over a network only the footer and the pages asked for are fetched`() async throws {
    let bytes = try DatasetFixtures.bytes("plain.parquet")
    let server = try LoopbackServer { request in
      guard let range = request.range else { return LoopbackServer.Answer(400) }
      return LoopbackServer.Answer(
        206, headers: ["Content-Range": "bytes \(range.lowerBound)-\(range.upperBound)/\(bytes.count)"],
        body: Array(bytes[range]))
    }
    let file = try await ParquetFile.open(server.url.appendingPathComponent("plain.parquet"))
    let before = server.requests.count
    let column = try await file.column("small", rowGroup: 2)
    #expect(column == .integers((600..<900).map { $0 % 200 - 100 }))
    let asked = server.requests[before...].compactMap(\.range)
    #expect(asked.count == 1 && asked[0].count < 2000, "300 integers of 4 bytes and a header: \(asked)")
  }

  @Test func `a flipped bit in a page is found by its checksum and placed`() async throws {
    let folder = try TemporaryFolder()
    var bytes = try DatasetFixtures.bytes("checksums.parquet")
    // In the middle of the texts of the first row group.
    let at = bytes.firstRange(of: Array("martlet 20".utf8))!.lowerBound
    bytes[at] ^= 1
    let file = try await ParquetFile.open(try DatasetFixtures.write(bytes, "bad.parquet", in: folder))
    let error = await #expect(throws: DatasetError.self) { try await file.column("text", rowGroup: 0) }
    guard case .damaged(_, let place, let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(place.hasPrefix("row group 0, column text, page ") && reason.contains("checksum"))
    #expect(try await file.column("text", rowGroup: 1).count == 300, "the other row groups are whole")
  }

  @Test func `a cut file, an empty file and another format are told apart from parquet`() async throws {
    let folder = try TemporaryFolder()
    let bytes = try DatasetFixtures.bytes("plain.parquet")
    for (name, content) in [
      ("cut", bytes.dropLast(1000)), ("empty", []), ("other", ArraySlice("not parquet, but long".utf8)),
    ] {
      let url = try DatasetFixtures.write(content, name, in: folder)
      let error = await #expect(throws: DatasetError.self) { try await ParquetFile.open(url) }
      #expect("\(error!)".contains("is damaged at its end"), "\(error!)")
    }
    await #expect(throws: DatasetError.self) { try await ParquetFile.open(folder.url.appendingPathComponent("none")) }
  }

  @Test(arguments: files) func `no damage of a single byte crashes the reader`(name: String) async throws {
    let folder = try TemporaryFolder()
    let bytes = try DatasetFixtures.bytes("\(name).parquet")
    // Every 97th byte, and the footer more densely, inverted.
    let places =
      Array(stride(from: 4, to: bytes.count - 3000, by: 97))
      + Array(stride(from: bytes.count - 3000, to: bytes.count, by: 13))
    for place in places {
      var damaged = bytes
      damaged[place] ^= 0xFF
      let url = try DatasetFixtures.write(damaged, "damaged.parquet", in: folder)
      // Read or refused, but by an error of ours.
      do {
        let file = try await ParquetFile.open(url)
        for field in file.fields where !field.name.hasPrefix("tags") {
          for group in file.rowGroups.indices { _ = try? await file.column(field.name, rowGroup: group) }
        }
      } catch is DatasetError {}
    }
  }
}
