// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CZeroMQ

/// What can be set on a socket, before it is bound or connected.
public enum SocketOption: Sendable {
  /// How long unsent messages keep a closing socket alive; -1 for ever.
  case linger(milliseconds: Int32)
  /// Messages queued for sending before they are dropped or block; 0 for no limit.
  case sendHighWaterMark(Int32)
  /// Messages queued on arrival; 0 for no limit.
  case receiveHighWaterMark(Int32)
  /// The name by which a ROUTER knows this peer.
  case routingID([UInt8])
  /// A ROUTER gives a known name to the client that comes back with it.
  case routerHandover
  /// A ROUTER says of a message that nobody can take that it is unroutable, rather than dropping it.
  case routerMandatory
  /// An XPUB hands over every subscription, also repeated ones.
  case xpubVerbose
  /// An XPUB's subscriptions take effect only through `accept(subscription:)`.
  case xpubManual
  case subscribe([UInt8])
  /// Only clients that encrypt with CurveZMQ are served. Keys are 40 characters of Z85.
  case curveServer
  case curveSecretKey(String)
  case curvePublicKey(String)
  /// The public key of the server that a client connects to.
  case curveServerKey(String)
}

extension SocketOption {
  enum Value {
    case number(Int32)
    case bytes([UInt8])
  }

  /// What ZeroMQ calls it. Errors name an option without its value, which can be a secret.
  var encoded: (name: String, code: Int32, value: Value) {
    switch self {
    case .linger(let time): ("ZMQ_LINGER", ZMQ_LINGER, .number(time))
    case .sendHighWaterMark(let count): ("ZMQ_SNDHWM", ZMQ_SNDHWM, .number(count))
    case .receiveHighWaterMark(let count): ("ZMQ_RCVHWM", ZMQ_RCVHWM, .number(count))
    case .routingID(let name): ("ZMQ_ROUTING_ID", ZMQ_ROUTING_ID, .bytes(name))
    case .routerHandover: ("ZMQ_ROUTER_HANDOVER", ZMQ_ROUTER_HANDOVER, .number(1))
    case .routerMandatory: ("ZMQ_ROUTER_MANDATORY", ZMQ_ROUTER_MANDATORY, .number(1))
    case .xpubVerbose: ("ZMQ_XPUB_VERBOSE", ZMQ_XPUB_VERBOSE, .number(1))
    case .xpubManual: ("ZMQ_XPUB_MANUAL", ZMQ_XPUB_MANUAL, .number(1))
    case .subscribe(let topic): ("ZMQ_SUBSCRIBE", ZMQ_SUBSCRIBE, .bytes(topic))
    case .curveServer: ("ZMQ_CURVE_SERVER", ZMQ_CURVE_SERVER, .number(1))
    case .curveSecretKey(let key): ("ZMQ_CURVE_SECRETKEY", ZMQ_CURVE_SECRETKEY, .key(key))
    case .curvePublicKey(let key): ("ZMQ_CURVE_PUBLICKEY", ZMQ_CURVE_PUBLICKEY, .key(key))
    case .curveServerKey(let key): ("ZMQ_CURVE_SERVERKEY", ZMQ_CURVE_SERVERKEY, .key(key))
    }
  }
}

extension SocketOption.Value {
  /// ZeroMQ tells Z85 text from a binary key by the terminating zero.
  static func key(_ text: String) -> Self { .bytes(Array(text.utf8) + [0]) }
}
