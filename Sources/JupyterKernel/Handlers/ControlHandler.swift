// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

extension HandlerTable {
  mutating func addInterrupt(executor: Executor) {
    add(InterruptRequest.self) { _, request in
      executor.interrupt()
      request.reply(InterruptReply())
    }
  }

  /// The reply leaves before the kernel ends; IOPub tells all the other clients.
  mutating func addShutdown(lifecycle: Lifecycle) {
    add(ShutdownRequest.self) { content, request in
      let reply = ShutdownReply(restart: content.restart)
      request.reply(reply)
      request.publish(reply)
      lifecycle.end(restart: content.restart)
    }
  }
}
