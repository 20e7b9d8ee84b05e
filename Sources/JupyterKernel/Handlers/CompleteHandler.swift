// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

extension HandlerTable {
  mutating func addComplete(interpreter: any Interpreter) {
    add(CompleteRequest.self, lane: .query) { content, request in
      let found = interpreter.complete(code: content.code, cursor: content.cursorInCode)
      request.reply(
        CompleteReply(
          matches: found.matches, cursorStart: found.cursorStart, cursorEnd: found.cursorEnd,
          metadata: found.typesMetadata))
    }
  }
}

extension CompleteRequest {
  /// The cursor, brought into the code: clients differ in how they count.
  fileprivate var cursorInCode: Int { min(max(0, cursor), code.unicodeScalars.count) }
}

extension Completions {
  /// JupyterLab's and VS Code's list of typed matches. Each entry repeats the range.
  fileprivate var typesMetadata: [String: JSONValue] {
    guard !types.isEmpty else { return [:] }
    let entries = types.map { type -> JSONValue in
      [
        "text": .string(type.text), "type": .string(type.type), "signature": .string(type.signature),
        "start": .int(cursorStart), "end": .int(cursorEnd),
      ]
    }
    return ["_jupyter_types_experimental": .array(entries)]
  }
}
