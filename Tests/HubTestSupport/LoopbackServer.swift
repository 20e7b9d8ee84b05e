// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import Glibc

/// An HTTP/1.1 server on the loopback interface whose answers a test decides.
///
/// Each connection has a thread; the server ends with the object.
package final class LoopbackServer: @unchecked Sendable {
  package struct Request: Sendable {
    package var method: String
    /// With the query.
    package var path: String
    /// Lower-case names.
    package var headers: [String: String]
    /// The bytes asked for, where the request names a range with both ends.
    package var range: ClosedRange<Int>? {
      guard let text = headers["range"], text.hasPrefix("bytes=") else { return nil }
      let ends = text.dropFirst(6).split(separator: "-").compactMap { Int($0) }
      return ends.count == 2 && ends[0] <= ends[1] ? ends[0]...ends[1] : nil
    }
  }

  package struct Answer: Sendable {
    package var status = 200
    package var headers: [String: String] = [:]
    package var body: [UInt8] = []
    /// Sends only so many bytes of the body and cuts the connection.
    package var cutAfter: Int?

    package init(_ status: Int = 200, headers: [String: String] = [:], body: [UInt8] = [], cutAfter: Int? = nil) {
      self.status = status
      self.headers = headers
      self.body = body
      self.cutAfter = cutAfter
    }
  }

  package typealias Handler = @Sendable (Request) -> Answer

  package let port: Int
  private let listener: Int32
  private let handler: Handler
  private let lock = NSLock()
  private var seen: [Request] = []

  package init(_ handler: @escaping Handler) throws {
    self.handler = handler
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 64) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    guard isBound else { throw POSIXError(.EADDRINUSE) }
    self.listener = listener
    port = Int(UInt16(bigEndian: address.sin_port))
    let weak = WeakServer(self)
    Thread.detachNewThread { [listener] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { break }
        Thread.detachNewThread {
          weak.server?.serve(connection)
          close(connection)
        }
      }
      close(listener)
    }
  }

  private final class WeakServer: @unchecked Sendable {
    weak var server: LoopbackServer?
    init(_ server: LoopbackServer) { self.server = server }
  }

  deinit { stop() }

  package func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  package var url: URL { URL(string: "http://127.0.0.1:\(port)")! }
  /// The same server under another name, as a redirect to another host.
  package var otherURL: URL { URL(string: "http://localhost:\(port)")! }
  /// Every request so far.
  package var requests: [Request] { lock.withLock { seen } }

  private func serve(_ connection: Int32) {
    var pending: [UInt8] = []
    while let request = Self.read(from: connection, &pending) {
      lock.withLock { seen.append(request) }
      guard Self.send(handler(request), to: connection, withBody: request.method != "HEAD") else { return }
    }
  }

  private static func read(from connection: Int32, _ pending: inout [UInt8]) -> Request? {
    let end = Array("\r\n\r\n".utf8)
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      if let range = pending.firstRange(of: end) {
        let text = String(decoding: pending[..<range.lowerBound], as: UTF8.self)
        pending.removeSubrange(..<range.upperBound)
        var lines = text.components(separatedBy: "\r\n")
        let first = lines.removeFirst().split(separator: " ").map(String.init)
        guard first.count == 3 else { return nil }
        var headers: [String: String] = [:]
        for line in lines {
          guard let colon = line.firstIndex(of: ":") else { continue }
          headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
        return Request(method: first[0], path: first[1], headers: headers)
      }
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      pending += buffer[..<count]
    }
  }

  /// - Returns: false if the connection is to be closed.
  private static func send(_ answer: Answer, to connection: Int32, withBody: Bool) -> Bool {
    var headers = answer.headers
    if headers["Content-Length"] == nil { headers["Content-Length"] = "\(answer.body.count)" }
    let head =
      "HTTP/1.1 \(answer.status) Test\r\n"
      + headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }.joined() + "\r\n"
    var bytes = Array(head.utf8)
    if withBody { bytes += answer.cutAfter.map { Array(answer.body.prefix($0)) } ?? answer.body }
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return answer.cutAfter == nil || !withBody
  }
}
