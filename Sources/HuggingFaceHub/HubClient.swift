// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import JupyterDisplay

/// Files of the Hugging Face Hub: from the cache that Python shares, else downloaded into it.
///
/// ```swift
/// let config = try await HubClient().file("config.json", of: .model("gpt2"))
/// ```
/// A download shows its progress, is resumed where an earlier one broke off, is tried again when the connection is cut,
/// is checked against the hub's checksum, and is safe beside other processes that fetch the same file.
public struct HubClient: Sendable {
  public var environment: HubEnvironment
  private let http: HTTPClient
  /// What carries its requests.
  package var transport: HTTPClient { http }

  public init(environment: HubEnvironment = HubEnvironment()) {
    self.init(environment: environment, http: .shared)
  }

  package init(environment: HubEnvironment, http: HTTPClient) {
    self.environment = environment
    self.http = http
  }

  private var cache: HubCache { HubCache(root: environment.cache) }

  /// A file that is in the cache already; the network is not asked.
  public func cachedFile(_ path: String, of repository: HubRepository) -> URL? { cache.file(path, of: repository) }

  /// The place of a file on this machine, after downloading it if need be.
  /// - Throws: ``HubError``.
  public func file(_ path: String, of repository: HubRepository) async throws(HubError) -> URL {
    if let file = cache.file(path, of: repository) { return file }
    guard !environment.isOffline else {
      throw .offline(file: path, repository: "\(repository)", cache: environment.cache.path)
    }
    let remote = try await describe(path, repository)
    let blob = cache.blob(remote.etag, of: repository)
    if !FileManager.default.fileExists(atPath: blob.path) {
      let lock = try await FileLock.acquire(cache.lock(remote.etag, of: repository))
      // Another process may have fetched it while we waited.
      if !FileManager.default.fileExists(atPath: blob.path) {
        try await Download(remote: remote, name: "\(repository.id)/\(path)", blob: blob, http: http).run()
      }
      withExtendedLifetime(lock) {}
    }
    return try cache.link(path, to: remote.etag, commit: remote.commit, of: repository)
  }

  /// The folder that holds these files of a repository, after downloading those that are missing.
  /// - Parameter files: at least one.
  public func folder(containing files: [String], of repository: HubRepository) async throws(HubError) -> URL {
    guard let last = files.last else {
      trap("HubClient.folder: the list of files is empty; name at least one file of \(repository)")
    }
    for path in files.dropLast() { _ = try await file(path, of: repository) }
    var folder = try await file(last, of: repository)
    for _ in last.split(separator: "/") { folder.deleteLastPathComponent() }
    return folder
  }

  /// What the hub says about a file: where it is, how large, and its checksum.
  private func describe(_ path: String, _ repository: HubRepository) async throws(HubError) -> RemoteDescription {
    let url = repository.fileURL(path, endpoint: environment.endpoint)
    let request = HTTPRequest(url, method: "HEAD", headers: environment.headers)
    let response = try await asking(for: path, repository) { () async throws(HTTPError) in
      try await http.send(request, followsRedirects: false)
    }
    try check(response, path, repository)
    guard let tag = response["X-Linked-Etag"] ?? response["ETag"],
      let size = (response["X-Linked-Size"] ?? response["Content-Length"]).flatMap({ Int($0) })
    else {
      throw .unreadableAnswer(
        url: url.absoluteString, reason: "the answer lacks the file's size or ETag; is HF_ENDPOINT a hub?")
    }
    let etag = tag.replacingOccurrences(of: "W/", with: "").trimmingCharacters(in: CharacterSet(charactersIn: "\""))
    return RemoteDescription(
      url: url, headers: environment.headers, size: size, etag: etag,
      commit: response["X-Repo-Commit"] ?? repository.revision)
  }

  /// The paths and sizes of a repository's files, sorted by path.
  /// - Parameter folder: only what lies below it; empty for all.
  public func files(of repository: HubRepository, in folder: String = "") async throws(HubError) -> [HubFile] {
    guard !environment.isOffline else {
      throw .offline(file: "the list of files", repository: "\(repository)", cache: environment.cache.path)
    }
    var files: [HubFile] = []
    var next: URL? = repository.listURL(folder, endpoint: environment.endpoint)
    while let url = next {
      let request = HTTPRequest(url, headers: environment.headers)
      let response = try await asking(for: "the list of files", repository) { () async throws(HTTPError) in
        try await http.send(request)
      }
      try check(response, folder, repository)
      do {
        files += try JSONDecoder().decode([HubFile].self, from: response.body).filter { $0.type == "file" }
      } catch {
        throw .unreadableAnswer(url: url.absoluteString, reason: "the list of files is not what the hub sends")
      }
      next = response["Link"].flatMap(Self.nextPage)
    }
    return files.sorted { $0.path < $1.path }
  }

  /// A file to be read in parts without downloading the whole.
  package func remoteFile(_ path: String, of repository: HubRepository) async throws(HubError) -> RemoteFile {
    guard !environment.isOffline else {
      throw .offline(file: path, repository: "\(repository)", cache: environment.cache.path)
    }
    let remote = try await describe(path, repository)
    return RemoteFile(url: remote.url, size: remote.size, version: nil, headers: remote.headers, client: http)
  }

  private func asking(
    for path: String, _ repository: HubRepository, _ body: () async throws(HTTPError) -> HTTPResponse
  ) async throws(HubError) -> HTTPResponse {
    do {
      return try await body()
    } catch {
      throw .unreachable(file: path, repository: "\(repository)", reason: "\(error)")
    }
  }

  private func check(_ response: HTTPResponse, _ path: String, _ repository: HubRepository) throws(HubError) {
    // A redirect to another host has told all that was asked.
    if response.isSuccess || (300..<400).contains(response.status) { return }
    switch (response.status, response["X-Error-Code"]) {
    case (_, "EntryNotFound"), (404, nil): throw .noSuchFile(file: path, repository: "\(repository)")
    case (_, "RepoNotFound"), (_, "RevisionNotFound"), (404, _):
      throw .noSuchRepository(repository: "\(repository)", endpoint: environment.endpoint.absoluteString)
    // The hub answers 401 also for what does not exist, so that private names stay private.
    case (401, nil) where environment.token == nil:
      throw .noSuchRepository(repository: "\(repository)", endpoint: environment.endpoint.absoluteString)
    case (401, _), (403, _): throw .forbidden(repository: "\(repository)", hasToken: environment.token != nil)
    default: throw .server(url: response.url.absoluteString, status: response.status)
    }
  }

  /// `<https://…>; rel="next"`.
  private static func nextPage(_ link: String) -> URL? {
    for part in link.split(separator: ",") where part.contains("rel=\"next\"") {
      guard let start = part.firstIndex(of: "<"), let end = part.firstIndex(of: ">") else { continue }
      return URL(string: String(part[part.index(after: start)..<end]))
    }
    return nil
  }
}

/// A file in a repository.
public struct HubFile: Sendable, Decodable, Hashable {
  public let path: String
  /// In bytes.
  public let size: Int
  let type: String
}

/// What the hub says about a file before it is fetched.
struct RemoteDescription {
  let url: URL
  let headers: [String: String]
  let size: Int
  let etag: String
  let commit: String
}
