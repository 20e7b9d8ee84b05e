// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

extension HandlerTable {
  mutating func addKernelInfo(interpreter: any Interpreter) {
    add(KernelInfoRequest.self) { _, request in
      request.reply(
        KernelInfoReply(implementation: interpreter.implementation, languageInfo: interpreter.languageInfo))
    }
  }

  mutating func addConnect(connection: ConnectionFile) {
    add(ConnectRequest.self) { _, request in request.reply(ConnectReply(connection)) }
  }
}
