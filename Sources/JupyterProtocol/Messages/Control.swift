// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Stops the code that runs. On the control channel.
public struct InterruptRequest: MessageContent, Hashable {
  public static let messageType: MessageType = "interrupt_request"
  public init() {}
}

public struct InterruptReply: MessageContent, Hashable {
  public static let messageType: MessageType = "interrupt_reply"
  public var status = ReplyStatus.ok
  public init() {}
}

/// Ends the kernel. On the control channel; older clients use the shell channel.
public struct ShutdownRequest: MessageContent, Hashable {
  public static let messageType: MessageType = "shutdown_request"

  /// Whether a new kernel takes this one's place.
  public var restart: Bool

  public init(restart: Bool) { self.restart = restart }

  enum CodingKeys: String, CodingKey { case restart }

  public init(from decoder: any Decoder) throws {
    restart = try decoder.container(keyedBy: CodingKeys.self).decode(.restart, default: false)
  }
}

/// Sent before the kernel ends, to the client that asked and, on IOPub, to all others.
public struct ShutdownReply: MessageContent, Hashable {
  public static let messageType: MessageType = "shutdown_reply"

  public var status = ReplyStatus.ok
  public var restart: Bool

  public init(restart: Bool) { self.restart = restart }
}

/// Asks for the ports of the kernel. Deprecated in the protocol.
public struct ConnectRequest: MessageContent, Hashable {
  public static let messageType: MessageType = "connect_request"
  public init() {}
}

public struct ConnectReply: MessageContent, Hashable {
  public static let messageType: MessageType = "connect_reply"

  public var status = ReplyStatus.ok
  public var shellPort: Int
  public var iopubPort: Int
  public var stdinPort: Int
  public var heartbeatPort: Int
  public var controlPort: Int

  public init(_ connection: ConnectionFile) {
    shellPort = connection.ports[.shell] ?? 0
    iopubPort = connection.ports[.iopub] ?? 0
    stdinPort = connection.ports[.stdin] ?? 0
    heartbeatPort = connection.ports[.heartbeat] ?? 0
    controlPort = connection.ports[.control] ?? 0
  }

  enum CodingKeys: String, CodingKey {
    case status
    case shellPort = "shell_port"
    case iopubPort = "iopub_port"
    case stdinPort = "stdin_port"
    case heartbeatPort = "hb_port"
    case controlPort = "control_port"
  }
}
