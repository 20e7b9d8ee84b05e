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
