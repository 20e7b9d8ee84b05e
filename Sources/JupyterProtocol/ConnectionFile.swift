// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import FoundationEssentials

/// Where a kernel's five sockets are and what key signs its messages: the file that a front end writes for a kernel.
public struct ConnectionFile: Hashable, Sendable {
  public enum Transport: String, Codable, Sendable { case tcp, ipc }

  public var transport: Transport
  /// An address for tcp; the start of the sockets' paths for ipc.
  public var ip: String
  public var ports: [Channel: Int]
  /// Signs messages; empty for none.
  public var key: String
  public var kernelName: String?
  /// Encrypts all five channels with CurveZMQ; nil for clear text.
  public var curve: CurveKeys?

  public init(
    transport: Transport, ip: String, ports: [Channel: Int], key: String, kernelName: String? = nil,
    curve: CurveKeys? = nil
  ) {
    self.transport = transport
    self.ip = ip
    self.ports = ports
    self.key = key
    self.kernelName = kernelName
    self.curve = curve
  }

  /// ZeroMQ's address of a channel: `tcp://127.0.0.1:5555`, or `ipc:///run/kernel-1`.
  public func address(of channel: Channel) -> String {
    let port = ports[channel] ?? 0
    switch transport {
    case .tcp: return "tcp://\(ip):\(port)"
    case .ipc: return "ipc://\(ip)-\(port)"
    }
  }
}

extension ConnectionFile {
  /// Reads a connection file.
  /// - Throws: `ConnectionFileError`.
  public init(path: String) throws(ConnectionFileError) {
    guard let data = FileManager.default.contents(atPath: path) else { throw .unreadable(path: path) }
    do {
      self = try JSONDecoder().decode(ConnectionFile.self, from: data)
    } catch let error as ConnectionFileError {
      throw error
    } catch {
      throw .malformed(path: path, reason: (error as? DecodingError)?.summary ?? "\(error)")
    }
  }

  /// Writes the file for its owner only: who reads the key can run code.
  /// - Throws: `ConnectionFileError`.
  public func write(path: String) throws(ConnectionFileError) {
    let written = (try? JSONEncoder().encode(self)).map {
      FileManager.default.createFile(atPath: path, contents: $0, attributes: [.posixPermissions: 0o600])
    }
    guard written == true else { throw .unwritable(path: path) }
  }
}

extension ConnectionFile: Codable {
  enum CodingKeys: String, CodingKey {
    case transport, ip, key
    case signatureScheme = "signature_scheme"
    case kernelName = "kernel_name"
    case shell = "shell_port"
    case control = "control_port"
    case iopub = "iopub_port"
    case stdin = "stdin_port"
    case heartbeat = "hb_port"
    case curvePublicKey = "curve_publickey"
    case curveSecretKey = "curve_secretkey"
  }

  private static let portKeys: [(Channel, CodingKeys)] = [
    (.shell, .shell), (.control, .control), (.iopub, .iopub), (.stdin, .stdin), (.heartbeat, .heartbeat),
  ]

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let scheme = try container.decode(.signatureScheme, default: "hmac-sha256")
    guard scheme == "hmac-sha256" else { throw ConnectionFileError.unsupportedSignatureScheme(scheme) }
    let publicKey = try container.decodeIfPresent(String.self, forKey: .curvePublicKey)
    let secretKey = try container.decodeIfPresent(String.self, forKey: .curveSecretKey)
    switch (publicKey, secretKey) {
    case (let publicKey?, let secretKey?): curve = CurveKeys(publicKey: publicKey, secretKey: secretKey)
    case (nil, nil): curve = nil
    default: throw ConnectionFileError.incompleteCurveKeys
    }
    let transport = try container.decode(.transport, default: "tcp")
    guard let known = Transport(rawValue: transport) else {
      throw ConnectionFileError.unsupportedTransport(transport)
    }
    self.transport = known
    ip = try container.decode(.ip, default: "127.0.0.1")
    key = try container.decode(.key, default: "")
    kernelName = try container.decodeIfPresent(String.self, forKey: .kernelName)
    ports = [:]
    for (channel, key) in Self.portKeys { ports[channel] = try container.decode(Int.self, forKey: key) }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(transport, forKey: .transport)
    try container.encode(ip, forKey: .ip)
    try container.encode(key, forKey: .key)
    try container.encode("hmac-sha256", forKey: .signatureScheme)
    try container.encodeIfPresent(kernelName, forKey: .kernelName)
    try container.encodeIfPresent(curve?.publicKey, forKey: .curvePublicKey)
    try container.encodeIfPresent(curve?.secretKey, forKey: .curveSecretKey)
    for (channel, key) in Self.portKeys { try container.encode(ports[channel] ?? 0, forKey: key) }
  }
}
