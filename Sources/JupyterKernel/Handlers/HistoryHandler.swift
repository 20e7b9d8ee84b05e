// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

extension HandlerTable {
  mutating func addHistory(_ store: HistoryStore) {
    add(HistoryRequest.self) { content, request in
      let entries = store.entries(content.access).map { entry -> JSONValue in
        let code = JSONValue.string(entry.code)
        let output = entry.output.map { JSONValue.string($0) } ?? .null
        return [.int(HistoryStore.session), .int(entry.line), content.output ? [code, output] : code]
      }
      request.reply(HistoryReply(history: entries))
    }
  }
}
