// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Glibc
import JupyterProtocol

extension ConnectionFile {
  /// A fresh connection with a random key.
  /// - Parameter folder: private to the user; holds the sockets of the ipc transport.
  /// - Throws: `RunError.kernelNotStarted` when the system has no free ports.
  static func fresh(
    _ transport: Transport, folder: String, kernelName: String
  ) throws(RunError) -> ConnectionFile {
    var generator = SystemRandomNumberGenerator()
    let key = (0..<4).map { _ in String(generator.next(), radix: 16) }.joined(separator: "-")
    let numbers = transport == .ipc ? Array(1...Channel.allCases.count) : try freePorts(Channel.allCases.count)
    return ConnectionFile(
      transport: transport, ip: transport == .ipc ? "\(folder)/kernel" : "127.0.0.1",
      ports: Dictionary(uniqueKeysWithValues: zip(Channel.allCases, numbers)), key: key, kernelName: kernelName)
  }

  /// Ports that are free now. All are held until all are known, so that none is given twice.
  private static func freePorts(_ count: Int) throws(RunError) -> [Int] {
    var descriptors: [Int32] = []
    defer { for descriptor in descriptors { close(descriptor) } }
    var ports: [Int] = []
    for _ in 0..<count {
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      if descriptor >= 0 { descriptors.append(descriptor) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let isBound = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
        }
      }
      guard isBound else { throw .kernelNotStarted(reason: "no free port: \(String(cString: strerror(errno)))") }
      ports.append(Int(UInt16(bigEndian: address.sin_port)))
    }
    return ports
  }
}
