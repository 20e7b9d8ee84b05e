// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import JupyterProtocol
import ZeroMQ

/// What the kernel's cases run over.
package enum TestTransport: String, CaseIterable, Sendable {
  case memory, ipc, tcp

  /// Addresses that nobody uses.
  package func connection(key: String) throws -> ConnectionFile {
    switch self {
    case .memory: return ConnectionFile(transport: .ipc, ip: "memory", ports: Self.numbered, key: key)
    case .ipc:
      // A socket's path is at most 107 bytes long.
      var template = Array("/tmp/kernel-test-XXXXXX".utf8CString)
      guard mkdtemp(&template) != nil else { throw ZeroMQError.createFailed(reason: "no temporary folder") }
      let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      return ConnectionFile(transport: .ipc, ip: folder + "/socket", ports: Self.numbered, key: key)
    case .tcp: return ConnectionFile(transport: .tcp, ip: "127.0.0.1", ports: try Self.freePorts(), key: key)
    }
  }

  private static let numbered = Dictionary(
    uniqueKeysWithValues: Channel.allCases.enumerated().map { ($1, $0 + 1) })

  /// Ports that the system gave to sockets which are closed again: Jupyter finds a kernel's ports in the same way.
  private static func freePorts() throws -> [Channel: Int] {
    let context = Context()
    var ports: [Channel: Int] = [:]
    var open: [Socket] = []
    for channel in Channel.allCases {
      let socket = try Socket(context, .router, [.linger(milliseconds: 0)])
      try socket.bind("tcp://127.0.0.1:*")
      ports[channel] = socket.boundAddress.split(separator: ":").last.flatMap { Int($0) }
      open.append(socket)
    }
    return ports
  }
}
