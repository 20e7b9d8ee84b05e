// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import JupyterDisplay

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Requests over HTTP that follow redirects by hand, so that a token never travels to another host, and that try again
/// where a second try can help.
///
/// Bodies come in ranges of a few megabytes: a cut connection costs one range, and a reader that is slower than the
/// network holds little memory.
package final class HTTPClient: Sendable {
  private let session: URLSession
  private let policy: RetryPolicy
  /// Hosts that have answered, with their ports.
  private let knownHosts = Lock(Set<String>())

  package init(policy: RetryPolicy = RetryPolicy()) {
    self.policy = policy
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = policy.timeout
    configuration.httpCookieStorage = nil
    session = URLSession(configuration: configuration, delegate: RedirectsByHand(), delegateQueue: nil)
  }

  /// One client for the whole process: connections are kept open between requests.
  package static let shared = HTTPClient()

  /// Sends a request, again if the network or the server fails for a moment, and follows redirects.
  ///
  /// - Parameter followsRedirects: with `false`, a redirect to another host is itself the answer: the hub tells there
  ///   what the file is before it sends the client away.
  package func send(_ request: HTTPRequest, followsRedirects: Bool = true) async throws(HTTPError) -> HTTPResponse {
    var failures = 0
    while true {
      do {
        let response = try await follow(request, followsRedirects)
        guard response.isServersTrouble, failures < policy.retries else { return response }
      } catch {
        guard error.mayPass, failures < policy.retries else { throw error }
      }
      failures += 1
      do {
        try await Task.sleep(for: policy.pause(after: failures))
      } catch {
        throw .cancelled(url: request.url.absoluteString)
      }
    }
  }

  private func follow(_ first: HTTPRequest, _ followsRedirects: Bool) async throws(HTTPError) -> HTTPResponse {
    var request = first
    for _ in 0..<10 {
      let response = try await sendOnce(request)
      guard (300..<400).contains(response.status), response.status != 304, let location = response["Location"],
        let target = URL(string: location, relativeTo: request.url)?.absoluteURL
      else { return response }
      let isSameHost = target.host == request.url.host && target.port == request.url.port
      if !followsRedirects, !isSameHost { return response }
      request.url = target
      if !isSameHost { request.headers["Authorization"] = nil }
    }
    throw .redirects(url: first.url.absoluteString)
  }

  private func sendOnce(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    var native = URLRequest(url: request.url)
    native.httpMethod = request.method
    for (name, value) in request.headers { native.setValue(value, forHTTPHeaderField: name) }
    // Ranges and checksums are those of the bytes as they are stored.
    native.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
    do {
      let (body, response) = try await session.data(for: native)
      guard let response = response as? HTTPURLResponse else {
        throw HTTPError.network(url: request.url.absoluteString, reason: "the answer is not an HTTP answer")
      }
      _ = knownHosts.withLock { $0.insert(Self.host(of: request.url)) }
      return HTTPResponse(url: request.url, response, body: body)
    } catch let error as HTTPError {
      throw error
    } catch is CancellationError {
      throw .cancelled(url: request.url.absoluteString)
    } catch {
      if (error as? URLError)?.code == .cancelled { throw .cancelled(url: request.url.absoluteString) }
      let (url, reason) = (request.url.absoluteString, NetworkReason.text(of: error))
      let isKnown = knownHosts.withLock { $0.contains(Self.host(of: request.url)) }
      throw NetworkReason.isNoConnection(error) && !isKnown
        ? .unreachable(url: url, reason: reason) : .network(url: url, reason: reason)
    }
  }

  private static func host(of url: URL) -> String { "\(url.host ?? ""):\(url.port ?? 0)" }
}

/// Answers every redirect with the redirect itself.
private final class RedirectsByHand: NSObject, URLSessionTaskDelegate {
  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
  ) { completionHandler(nil) }
}

/// When to try again, and how often.
package struct RetryPolicy: Sendable {
  /// Further tries after a failed one.
  package var retries = 5
  /// The pause after the first failure; it doubles with each.
  package var firstPause: Duration = .milliseconds(500)
  /// How long to wait for an answer, in seconds.
  package var timeout: Double = 30

  package init(retries: Int = 5, firstPause: Duration = .milliseconds(500), timeout: Double = 30) {
    self.retries = retries
    self.firstPause = firstPause
    self.timeout = timeout
  }

  func pause(after failures: Int) -> Duration { firstPause * (1 << min(failures - 1, 6)) }
}
