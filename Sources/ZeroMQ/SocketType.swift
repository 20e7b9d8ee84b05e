// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CZeroMQ

/// The pattern that a socket follows.
public enum SocketType: Sendable {
  case router, dealer, xpub, pub, sub, req, rep, pair

  var code: Int32 {
    switch self {
    case .router: ZMQ_ROUTER
    case .dealer: ZMQ_DEALER
    case .xpub: ZMQ_XPUB
    case .pub: ZMQ_PUB
    case .sub: ZMQ_SUB
    case .req: ZMQ_REQ
    case .rep: ZMQ_REP
    case .pair: ZMQ_PAIR
    }
  }
}

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
  /// An XPUB hands over every subscription, also repeated ones.
  case xpubVerbose
  /// An XPUB's subscriptions take effect only through `accept(subscription:)`.
  case xpubManual
  case subscribe([UInt8])
}

extension SocketOption {
  var code: Int32 {
    switch self {
    case .linger: ZMQ_LINGER
    case .sendHighWaterMark: ZMQ_SNDHWM
    case .receiveHighWaterMark: ZMQ_RCVHWM
    case .routingID: ZMQ_ROUTING_ID
    case .routerHandover: ZMQ_ROUTER_HANDOVER
    case .xpubVerbose: ZMQ_XPUB_VERBOSE
    case .xpubManual: ZMQ_XPUB_MANUAL
    case .subscribe: ZMQ_SUBSCRIBE
    }
  }

  var number: Int32? {
    switch self {
    case .linger(let value), .sendHighWaterMark(let value), .receiveHighWaterMark(let value): value
    case .routerHandover, .xpubVerbose, .xpubManual: 1
    case .routingID, .subscribe: nil
    }
  }

  var bytes: [UInt8] {
    switch self {
    case .routingID(let value), .subscribe(let value): value
    default: []
    }
  }
}
