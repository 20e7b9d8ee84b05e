// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import JupyterProtocol
import Testing

@Suite struct ConnectionFileTests {
  private static let sample = """
    {"shell_port": 5001, "iopub_port": 5002, "stdin_port": 5003, "control_port": 5004, "hb_port": 5005,
     "ip": "127.0.0.1", "key": "secret", "transport": "tcp", "signature_scheme": "hmac-sha256",
     "kernel_name": "martlet", "jupyter_session": "/lecture.ipynb"}
    """

  private func read(_ text: String) throws -> ConnectionFile {
    let path = NSTemporaryDirectory() + "connection-\(UUID().uuidString).json"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return try ConnectionFile(path: path)
  }

  @Test("A file as Jupyter writes it is read")
  func tcp() throws {
    let file = try read(Self.sample)
    #expect(file.key == "secret" && file.kernelName == "martlet")
    #expect(file.address(of: .shell) == "tcp://127.0.0.1:5001")
    #expect(file.address(of: .heartbeat) == "tcp://127.0.0.1:5005")
  }

  @Test("With ipc, addresses are paths that end in a dash and the port")
  func ipc() throws {
    let text = Self.sample.replacingOccurrences(of: "\"tcp\"", with: "\"ipc\"")
      .replacingOccurrences(of: "127.0.0.1", with: "/run/kernel-ipc")
    #expect(try read(text).address(of: .control) == "ipc:///run/kernel-ipc-5004")
  }

  @Test("What is written is read again, and only its owner may read it")
  func roundTrip() throws {
    var file = try read(Self.sample)
    file.curve = CurveKeys(publicKey: "p", secretKey: "s")
    let path = NSTemporaryDirectory() + "connection-\(UUID().uuidString).json"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try file.write(path: path)
    #expect(try ConnectionFile(path: path) == file)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test("What cannot be used is named")
  func errors() throws {
    func message(_ old: String, _ new: String) -> String {
      do {
        _ = try read(Self.sample.replacingOccurrences(of: old, with: new))
        return "no error"
      } catch {
        return "\(error)"
      }
    }
    #expect(message("\"tcp\"", "\"udp\"") == "the connection file asks for transport 'udp'; tcp and ipc are supported")
    #expect(message("hmac-sha256", "hmac-md5").contains("signature scheme 'hmac-md5'"))
    #expect(message("5004", "\"x\"").contains("at 'control_port'"))
    #expect(message("\"hb_port\"", "\"other\"").contains("'hb_port' is missing"))
    #expect(message("\"key\"", "\"curve_publickey\"").contains("encryption needs both"))
    #expect(message("{", "").contains("is not readable"))
    #expect(
      throws: ConnectionFileError.unreadable(path: "/nowhere/file.json")
    ) { try ConnectionFile(path: "/nowhere/file.json") }
  }
}
