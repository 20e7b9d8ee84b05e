// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

extension HandlerTable {
  /// The kernel has no comm targets: an opened comm is closed at once, as the protocol asks, so that the front end
  /// does not wait for its other end. Messages for comms that do not exist change nothing.
  mutating func addComms() {
    add(CommOpen.self) { comm, request in request.publish(CommClose(id: comm.id)) }
    add(CommMessage.self) { _, _ in }
    add(CommClose.self) { _, _ in }
    add(CommInfoRequest.self) { _, request in request.reply(CommInfoReply()) }
  }
}
