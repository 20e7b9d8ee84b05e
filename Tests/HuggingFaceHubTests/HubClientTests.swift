// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import HubTestSupport
import HuggingFaceHub
import Testing

@Suite struct HubClientTests {
  private let folder: TemporaryFolder
  private let hub: FakeHub
  private static let config = Array("{\"n_layer\": 2}\n".utf8)
  /// Larger than two of the ranges that a download asks for.
  private static let weights = (0..<20_000_000).map { UInt8(truncatingIfNeeded: $0 * 7 + $0 / 251) }
  // `git hash-object` and `sha256sum` of the two.
  private static let files = [
    "config.json": FakeHub.File(config, etag: "1960371c9474bb900a6c7c30f50db3b061dc3d2b"),
    "model.safetensors": FakeHub.File(
      weights, etag: "3eaa5c30dc1ecbe29de8aff94b8f3863f5966f36f8b5a2f76f2ddedc7a32b40b", isElsewhere: true),
    "damaged.json": FakeHub.File(Array("{}".utf8), etag: "1960371c9474bb900a6c7c30f50db3b061dc3d2b"),
    "data/a b.txt": FakeHub.File(Array("text".utf8), etag: "no-digest"),
  ]

  init() throws {
    folder = try TemporaryFolder()
    hub = try FakeHub("tiny/model", Self.files)
  }

  private var repository: HubRepository { .model("tiny/model") }
  private func inCache(_ path: String) -> String {
    folder.url.appendingPathComponent("models--tiny--model/\(path)").path
  }
  private func blobs() -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: inCache("blobs"))) ?? []).sorted()
  }

  @Test func `a file is fetched once, and lies where Python looks for it`() async throws {
    let client = hub.client(cache: folder.url)
    let file = try await client.file("config.json", of: repository)
    #expect(try Data(contentsOf: file) == Data(Self.config))
    #expect(file.path == inCache("snapshots/\(FakeHub.commit)/config.json"))
    let target = try FileManager.default.destinationOfSymbolicLink(atPath: file.path)
    #expect(target == "../../blobs/1960371c9474bb900a6c7c30f50db3b061dc3d2b")
    #expect(try String(contentsOfFile: inCache("refs/main"), encoding: .utf8) == FakeHub.commit)

    let asked = hub.server.requests.count
    #expect(try await client.file("config.json", of: repository) == file)
    #expect(try await hub.client(cache: folder.url, isOffline: true).file("config.json", of: repository) == file)
    #expect(hub.server.requests.count == asked, "the cache answers without the network")
  }

  @Test func `a path with folders and spaces becomes the same path in the snapshot`() async throws {
    let file = try await hub.client(cache: folder.url).file("data/a b.txt", of: repository)
    #expect(try String(contentsOf: file, encoding: .utf8) == "text")
    #expect(file.path.hasSuffix("/snapshots/\(FakeHub.commit)/data/a b.txt"))
  }

  @Test func `a large file comes from another host, in ranges, and the token stays behind`() async throws {
    hub.require(token: "secret")
    let file = try await hub.client(cache: folder.url, token: "secret").file("model.safetensors", of: repository)
    #expect(try Data(contentsOf: file) == Data(Self.weights))
    let elsewhere = hub.server.requests.filter { $0.path.hasPrefix("/cdn/") }
    #expect(elsewhere.count == 3)
    #expect(elsewhere.allSatisfy { $0.headers["authorization"] == nil })
  }

  @Test func `a cut connection and a busy server cost a try, not the download`() async throws {
    hub.fail(.cut(after: 1_000_000), .status(503), .cut(after: 0))
    let file = try await hub.client(cache: folder.url).file("model.safetensors", of: repository)
    #expect(try Data(contentsOf: file) == Data(Self.weights))
  }

  @Test func `an attempt that was given up is resumed by the next`() async throws {
    let impatient = hub.client(cache: folder.url, retries: 0)
    hub.fail(.cut(after: 10))
    await #expect(throws: HubError.self) { try await impatient.file("model.safetensors", of: repository) }

    let partial = inCache("blobs/3eaa5c30dc1ecbe29de8aff94b8f3863f5966f36f8b5a2f76f2ddedc7a32b40b.incomplete")
    try Data(Self.weights.prefix(9_000_000)).write(to: URL(fileURLWithPath: partial))
    let before = hub.server.requests.count
    let file = try await hub.client(cache: folder.url).file("model.safetensors", of: repository)
    #expect(try Data(contentsOf: file) == Data(Self.weights))
    let ranges = hub.server.requests[before...].filter { $0.path.hasPrefix("/cdn/") }.compactMap(\.range)
    #expect(ranges.first?.lowerBound == 9_000_000)
    #expect(blobs() == ["3eaa5c30dc1ecbe29de8aff94b8f3863f5966f36f8b5a2f76f2ddedc7a32b40b"])
  }

  @Test func `bytes that are not the announced ones are refused and not kept`() async throws {
    let error = await #expect(throws: HubError.self) {
      try await hub.client(cache: folder.url).file("damaged.json", of: repository)
    }
    guard case .damaged(let file, _, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(file == "tiny/model/damaged.json")
    #expect(blobs().isEmpty)
    #expect(hub.client(cache: folder.url).cachedFile("damaged.json", of: repository) == nil)
  }

  @Test func `what does not exist, or may not be read, is said so`() async throws {
    let client = hub.client(cache: folder.url)
    await #expect(throws: HubError.noSuchFile(file: "none.bin", repository: "model tiny/model")) {
      try await client.file("none.bin", of: repository)
    }
    await #expect(
      throws: HubError.noSuchRepository(repository: "model tiny/other", endpoint: hub.server.url.absoluteString)
    ) { try await client.file("config.json", of: .model("tiny/other")) }
    hub.require(token: "secret")
    await #expect(throws: HubError.forbidden(repository: "model tiny/model", hasToken: true)) {
      try await hub.client(cache: folder.url, token: "wrong").file("config.json", of: repository)
    }
  }

  @Test func `without a network the error says that the file is not in the cache, and why it cannot come`() async throws
  {
    hub.server.stop()
    let error = await #expect(throws: HubError.self) {
      try await hub.client(cache: folder.url, retries: 1).file("config.json", of: repository)
    }
    #expect(error?.isAboutTheNetwork == true)
    #expect("\(error!)".contains("config.json of model tiny/model is not in the cache"))
    #expect(hub.server.requests.isEmpty)
    let offline = await #expect(throws: HubError.self) {
      try await hub.client(cache: folder.url, isOffline: true).file("config.json", of: repository)
    }
    #expect("\(offline!)".contains("HF_HUB_OFFLINE"))
    #expect(!FileManager.default.fileExists(atPath: inCache("snapshots")))
  }

  @Test func `a cache that cannot be written is named`() async throws {
    let file = folder.url.appendingPathComponent("file")
    try Data().write(to: file)
    let error = await #expect(throws: HubError.self) {
      try await hub.client(cache: file).file("config.json", of: repository)
    }
    guard case .unwritable(let path, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(path.hasPrefix(file.path))
  }

  @Test func `several at once fetch the content once`() async throws {
    let client = hub.client(cache: folder.url)
    let repository = repository
    let files = try await withThrowingTaskGroup(of: URL.self) { group in
      for _ in 0..<4 { group.addTask { try await client.file("model.safetensors", of: repository) } }
      return try await group.reduce(into: Set<URL>()) { $0.insert($1) }
    }
    #expect(files.count == 1)
    #expect(hub.server.requests.filter { $0.path.hasPrefix("/cdn/") }.count == 3, "the ranges of one download")
  }

  @Test func `a list of files goes over all its pages and leaves out folders`() async throws {
    let files = try await hub.client(cache: folder.url).files(of: repository)
    #expect(files.map(\.path) == ["config.json", "damaged.json", "data/a b.txt", "model.safetensors"])
    #expect(files.last?.size == 20_000_000)
  }
}
