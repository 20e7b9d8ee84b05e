// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

extension HandlerTable {
  mutating func addIsComplete(interpreter: any Interpreter) {
    add(IsCompleteRequest.self, lane: .query) { content, request in
      let reply: IsCompleteReply =
        switch interpreter.isComplete(code: content.code) {
        case .complete: IsCompleteReply(status: .complete)
        case .incomplete(let indent): IsCompleteReply(status: .incomplete, indent: indent)
        case .invalid: IsCompleteReply(status: .invalid)
        case .unknown: IsCompleteReply(status: .unknown)
        }
      request.reply(reply)
    }
  }
}
