// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import JupyterDisplay

/// A file on a server, read in ranges.
package struct RemoteFile: Sendable {
  package let url: URL
  package let size: Int
  /// The server's name for the content; a change between two ranges is an error, not a mixture.
  package let version: String?
  private let headers: [String: String]
  private let client: HTTPClient

  /// Asks the server for the size.
  package static func open(
    _ url: URL, headers: [String: String] = [:], client: HTTPClient = .shared
  ) async throws(HTTPError) -> RemoteFile {
    var request = HTTPRequest(url, headers: headers)
    request.ask(for: 0..<1)
    let response = try await client.send(request)
    guard response.isSuccess else { throw .status(url: url.absoluteString, response.status) }
    guard response.status == 206, let size = response.totalSize else {
      throw .network(url: url.absoluteString, reason: "the server cannot send parts of files (HTTP ranges)")
    }
    return RemoteFile(url: url, size: size, version: response["ETag"], headers: headers, client: client)
  }

  package init(url: URL, size: Int, version: String?, headers: [String: String], client: HTTPClient) {
    self.url = url
    self.size = size
    self.version = version
    self.headers = headers
    self.client = client
  }

  /// The bytes of a range that lies within the file; a connection that is cut is opened again.
  package func read(_ range: Range<Int>) async throws(HTTPError) -> Data {
    guard range.lowerBound >= 0, range.upperBound <= size else {
      trap("RemoteFile.read: the range \(range) is not within the \(size) bytes of \(url.absoluteString)")
    }
    guard !range.isEmpty else { return Data() }
    var request = HTTPRequest(url, headers: headers)
    request.ask(for: range)
    let response = try await client.send(request)
    guard response.isSuccess else { throw .status(url: url.absoluteString, response.status) }
    if let version, let now = response["ETag"], now != version {
      throw .network(
        url: url.absoluteString, reason: "the file changed on the server while it was being read; start again")
    }
    // A server may ignore the range and send everything.
    if response.status == 200, response.body.count == size {
      return response.body.subdata(in: range.lowerBound..<range.upperBound)
    }
    guard response.body.count == range.count else {
      throw .network(
        url: url.absoluteString,
        reason: "asked for \(range.count) bytes at \(range.lowerBound), got \(response.body.count)")
    }
    return response.body
  }
}
