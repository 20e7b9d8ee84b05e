// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

extension HandlerTable {
  mutating func addInspect(interpreter: any Interpreter) {
    add(InspectRequest.self, lane: .query) { content, request in
      let cursor = min(max(0, content.cursor), content.code.unicodeScalars.count)
      let found = interpreter.inspect(code: content.code, cursor: cursor, detailLevel: content.detailLevel)
      request.reply(InspectReply(found?.mimeData))
    }
  }
}
