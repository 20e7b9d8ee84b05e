// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import HuggingFaceHub
import Synchronization

/// The hub's paths on a loopback server: a repository's files with their checksums, redirects and lists, and faults on
/// request.
package final class FakeHub: Sendable {
  package struct File: Sendable {
    package var bytes: [UInt8]
    package var etag: String
    /// Large files: the hub sends the client to another host for the content.
    package var isElsewhere: Bool

    package init(_ bytes: [UInt8], etag: String, isElsewhere: Bool = false) {
      self.bytes = bytes
      self.etag = etag
      self.isElsewhere = isElsewhere
    }
  }

  /// What goes wrong with the next requests for a file's content, one fault per request.
  package enum Fault: Sendable {
    case status(Int)
    case cut(after: Int)
  }

  package static let commit = "0123456789abcdef0123456789abcdef01234567"

  private struct State {
    var server: LoopbackServer?
    var faults: [Fault] = []
    var token: String?
  }
  private let state = Mutex(State())
  private let files: [String: File]
  private let repository: String

  /// - Parameter repository: `gpt2`, or `datasets/owner/name`.
  package init(_ repository: String, _ files: [String: File]) throws {
    self.repository = repository
    self.files = files
    let server = try LoopbackServer { [weak self] in self?.answer($0) ?? LoopbackServer.Answer(500) }
    state.withLock { $0.server = server }
  }

  package var server: LoopbackServer { state.withLock { $0.server! } }

  package func fail(_ faults: Fault...) { state.withLock { $0.faults += faults } }
  package func require(token: String) { state.withLock { $0.token = token } }

  /// A folder that is empty at first, and a client that knows only this hub.
  package func client(cache: URL, token: String? = nil, isOffline: Bool = false, retries: Int = 3) -> HubClient {
    HubClient(
      environment: HubEnvironment(cache: cache, endpoint: server.url, token: token, isOffline: isOffline),
      http: HTTPClient(policy: RetryPolicy(retries: retries, firstPause: .milliseconds(5), timeout: 60)))
  }

  private func answer(_ request: LoopbackServer.Request) -> LoopbackServer.Answer {
    let path = request.path.split(separator: "?")[0].removingPercentEncoding ?? ""
    if path.hasPrefix("/cdn/") { return content(String(path.dropFirst(5)), request) }
    let required = state.withLock { $0.token }
    if let required, request.headers["authorization"] != "Bearer \(required)" {
      return LoopbackServer.Answer(401, headers: ["X-Error-Code": "GatedRepo"])
    }
    if path.hasPrefix("/api/") { return list(path) }
    let start = "/\(repository)/resolve/main/"
    guard path.hasPrefix(start) else { return LoopbackServer.Answer(404, headers: ["X-Error-Code": "RepoNotFound"]) }
    let name = String(path.dropFirst(start.count))
    guard let file = files[name] else {
      return LoopbackServer.Answer(404, headers: ["X-Error-Code": "EntryNotFound"])
    }
    guard file.isElsewhere else { return content(name, request) }
    return LoopbackServer.Answer(
      302,
      headers: [
        "Location": "\(server.otherURL)/cdn/\(name)", "X-Linked-Etag": "\"\(file.etag)\"",
        "X-Linked-Size": "\(file.bytes.count)", "X-Repo-Commit": Self.commit,
      ])
  }

  private func content(_ name: String, _ request: LoopbackServer.Request) -> LoopbackServer.Answer {
    guard let file = files[name] else { return LoopbackServer.Answer(404) }
    var headers = ["ETag": "\"\(file.etag)\"", "X-Repo-Commit": Self.commit, "Accept-Ranges": "bytes"]
    var answer = LoopbackServer.Answer(body: file.bytes)
    if request.method == "HEAD" {
      headers["Content-Length"] = "\(file.bytes.count)"
    } else {
      let fault = state.withLock { $0.faults.isEmpty ? nil : $0.faults.removeFirst() }
      if case .status(let status)? = fault { return LoopbackServer.Answer(status) }
      if case .cut(let count)? = fault { answer.cutAfter = count }
    }
    if let range = request.range {
      guard range.upperBound < file.bytes.count else { return LoopbackServer.Answer(416) }
      answer.status = 206
      headers["Content-Range"] = "bytes \(range.lowerBound)-\(range.upperBound)/\(file.bytes.count)"
      answer.body = Array(file.bytes[range])
    }
    answer.headers = headers
    return answer
  }

  /// Two entries a page, as many pages as it takes.
  private func list(_ path: String) -> LoopbackServer.Answer {
    let names = files.keys.sorted()
    let page = path.split(separator: "@").count > 1 ? Int(path.split(separator: "@")[1])! : 0
    let shown = names.dropFirst(2 * page).prefix(2)
    let entries = shown.map {
      "{\"type\":\"file\",\"path\":\"\($0)\",\"size\":\(files[$0]!.bytes.count),\"oid\":\"x\"}"
    }
    var headers = ["Content-Type": "application/json"]
    if names.count > 2 * (page + 1) {
      headers["Link"] = "<\(server.url)\(path.split(separator: "@")[0])@\(page + 1)>; rel=\"next\""
    }
    let folder = "{\"type\":\"directory\",\"path\":\"folder\",\"size\":0,\"oid\":\"y\"}"
    return LoopbackServer.Answer(
      headers: headers, body: Array("[\(([folder] + entries).joined(separator: ","))]".utf8))
  }
}

/// A folder that is removed with the object.
package final class TemporaryFolder: Sendable {
  package let url: URL

  package init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("martlet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}
