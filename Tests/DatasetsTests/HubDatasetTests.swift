// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Datasets
import Foundation
import HubTestSupport
import HuggingFaceHub
import SmallModelFiles
import Testing

@Suite struct HubDatasetTests {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  @Test func `FineWeb is read file by file in the order of paths`() async throws {
    let bytes = try DatasetFixtures.bytes("dictionary-snappy.parquet")
    let hub = try FakeHub(
      "datasets/HuggingFaceFW/fineweb",
      [
        "data/CC-2/000.parquet": FakeHub.File(bytes, etag: "b", isElsewhere: true),
        "data/CC-1/001.parquet": FakeHub.File(bytes, etag: "a", isElsewhere: true),
        "data/README.md": FakeHub.File([], etag: "c"),
      ])
    let documents = try await Dataset.fineWeb(client: hub.client(cache: folder.url)).limit(900).documents()
    let texts = try DatasetFixtures.rows().text.compactMap { $0?.isEmpty == false ? $0 : nil }
    #expect(documents.map(\.text) == Array((texts + texts).prefix(900)))
    #expect(documents.first?.position.file == "data/CC-1/001.parquet")
    #expect(documents.last?.position.file == "data/CC-2/000.parquet")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty, "a stream leaves no files")
  }

  @Test func `C4 is read from packed JSON lines, through cut connections`() async throws {
    let bytes = try DatasetFixtures.bytes("lines.json.gz")
    let hub = try FakeHub(
      "datasets/allenai/c4",
      [
        "en/c4-train.00000-of-00001.json.gz": FakeHub.File(bytes, etag: "a", isElsewhere: true),
        "en/c4-validation.00000-of-00001.json.gz": FakeHub.File(bytes, etag: "b", isElsewhere: true),
      ])
    hub.fail(.cut(after: 100), .status(503))
    let documents = try await Dataset.c4(fields: ["url"], client: hub.client(cache: folder.url)).documents()
    let expected = try await Dataset.jsonLines(DatasetFixtures.url("lines.json.gz"), fields: ["url"]).documents()
    #expect(documents.map(\.text) == expected.map(\.text))
    #expect(Set(documents.map(\.position.file)) == ["en/c4-train.00000-of-00001.json.gz"])
  }

  @Test func `without a network the small model's corpus is read, and can be resumed`() async throws {
    let hub = try FakeHub("datasets/allenai/c4", [:])
    let offline = Dataset.c4(client: hub.client(cache: folder.url, isOffline: true))
    let documents = try await offline.limit(20).documents()
    #expect(documents.map(\.text) == Array(try SmallModel.documents().prefix(20)))
    let rest = try await offline.resuming(after: documents[9].position).limit(10).documents()
    #expect(rest == Array(documents[10...]))
  }

  @Test func `an error in the middle is not papered over with other texts`() async throws {
    let bytes = try DatasetFixtures.bytes("plain.parquet")
    let hub = try FakeHub(
      "datasets/HuggingFaceFW/fineweb", ["data/0.parquet": FakeHub.File(bytes, etag: "a", isElsewhere: true)])
    hub.fail(.cut(after: 0))
    await #expect(throws: DatasetError.self) {
      try await Dataset.fineWeb(client: hub.client(cache: folder.url, retries: 0)).texts()
    }
  }
}
