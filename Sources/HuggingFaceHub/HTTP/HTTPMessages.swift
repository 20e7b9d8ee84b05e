// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

package struct HTTPRequest: Sendable {
  package var url: URL
  package var method: String
  package var headers: [String: String]

  package init(_ url: URL, method: String = "GET", headers: [String: String] = [:]) {
    self.url = url
    self.method = method
    self.headers = headers
  }

  /// Asks for these bytes only; both ends count from 0, the upper one is not included.
  package mutating func ask(for range: Range<Int>) {
    headers["Range"] = "bytes=\(range.lowerBound)-\(range.upperBound - 1)"
  }
}

package struct HTTPResponse: Sendable {
  /// Where the answer came from, after redirects.
  package let url: URL
  package let status: Int
  package let body: Data
  /// Lower-case names.
  private let headers: [String: String]

  init(url: URL, _ response: HTTPURLResponse, body: Data) {
    self.url = url
    status = response.statusCode
    self.body = body
    var headers: [String: String] = [:]
    for (name, value) in response.allHeaderFields { headers["\(name)".lowercased()] = "\(value)" }
    self.headers = headers
  }

  package subscript(header: String) -> String? { headers[header.lowercased()] }

  package var isSuccess: Bool { (200..<300).contains(status) }

  /// Too many requests, or a fault of the server: both may pass.
  var isServersTrouble: Bool { status == 429 || status == 408 || (500..<600).contains(status) }

  /// The size of the whole file, of which the body may be a part.
  package var totalSize: Int? {
    if let range = self["Content-Range"], let slash = range.lastIndex(of: "/") {
      return Int(range[range.index(after: slash)...])
    }
    return self["Content-Length"].flatMap { Int($0) }
  }
}

/// Why a request had no answer.
package enum HTTPError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A cut connection, there was no answer in time, or a host that had answered before and cannot be reached now.
  case network(url: String, reason: String)
  /// A host that has never answered: trying again would only keep a reader without a network waiting.
  case unreachable(url: String, reason: String)
  case redirects(url: String)
  case status(url: String, Int)
  /// The task that asked was cancelled.
  case cancelled(url: String)

  var mayPass: Bool { if case .network = self { true } else { false } }

  package var description: String {
    switch self {
    case .network(let url, let reason), .unreachable(let url, let reason): "\(url): \(reason)"
    case .redirects(let url): "\(url): more than ten redirects"
    case .status(let url, let status): "\(url): the server answered \(status)"
    case .cancelled(let url): "\(url): cancelled"
    }
  }
}

enum NetworkReason {
  /// Foundation's messages on Linux are often empty or name no cause.
  static func text(of error: any Error) -> String {
    guard let error = error as? URLError else { return "\(error)" }
    switch error.code {
    case .cannotFindHost, .dnsLookupFailed: return "the host's name is unknown; is there a network?"
    case .cannotConnectToHost: return "the host refuses the connection"
    case .timedOut: return "there was no answer in time"
    case .networkConnectionLost: return "the connection was cut"
    case .notConnectedToInternet: return "there is no network"
    default: return error.localizedDescription + " (URLError \(error.code.rawValue))"
    }
  }

  /// Whether there is no way to the host at all. A refused connection may be one of a busy server.
  static func isNoConnection(_ error: any Error) -> Bool {
    let codes: [URLError.Code] = [.cannotFindHost, .dnsLookupFailed, .notConnectedToInternet]
    return (error as? URLError).map { codes.contains($0.code) } ?? false
  }
}
