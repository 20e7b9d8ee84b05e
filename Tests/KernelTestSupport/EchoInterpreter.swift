// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterKernel
import JupyterProtocol

/// The smallest interpreter: its language has one command a line, and most commands say back what follows them.
///
/// `print`, `complain` (stderr), `show`, `update` and `value` put out their text; `clear` empties the output; `page`
/// answers with a payload; `ask` puts out what the user answers; `late` asks and prints only once
/// `releaseLateOutput()` is called; `wait` runs until it is interrupted; `fail` ends the cell.
package final class EchoInterpreter: Interpreter {
  private struct State {
    var cells: [CellRequest] = []
    var interruptions = 0
    var isWaiting = false
    var lateOutputIsReleased = false
    var shutdowns: [Bool] = []
  }

  private let state = Monitor(State())

  package init() {}

  package let languageInfo = LanguageInfo(
    name: "echo", version: "1.0", mimeType: "text/plain", fileExtension: ".echo", codeMirrorMode: "null")
  package let implementation = ImplementationInfo(
    name: "echo-kernel", version: "1.0", banner: "Says what you say.",
    helpLinks: [HelpLink(text: "Jupyter", url: "https://jupyter.org")])

  package func start() {}

  package func execute(_ cell: CellRequest, frontEnd: any FrontEnd) -> CellOutcome {
    state.update { $0.cells.append(cell) }
    var payload: [JSONValue] = []
    for line in cell.code.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1)
      let text = words.count > 1 ? String(words[1]) : ""
      switch words.first {
      case "print": frontEnd.stream(.stdout, text + "\n")
      case "complain": frontEnd.stream(.stderr, text + "\n")
      case "show": frontEnd.display(DisplayData(data: ["text/plain": .string(text)], displayID: "shown"))
      case "update": frontEnd.updateDisplay(DisplayData(data: ["text/plain": .string(text)], displayID: "shown"))
      case "clear": frontEnd.clearOutput(wait: true)
      case "value": frontEnd.result(DisplayData(data: ["text/plain": .string(text)]))
      case "page": payload.append(["source": "page", "start": 0, "data": ["text/plain": .string(text)]])
      case "ask":
        let answer = frontEnd.input(prompt: text, password: text == "password")
        frontEnd.stream(.stdout, (answer.map { "answer: \($0)" } ?? "no answer") + "\n")
      case "late": printLate(text, frontEnd)
      case "wait":
        if waitForInterruption() { return .error(error("Interrupted", "the cell was interrupted")) }
      default: return .error(error("EchoError", text))
      }
    }
    return .ok(payload: payload)
  }

  package func evaluate(expression: String, frontEnd: any FrontEnd) -> ExpressionOutcome {
    expression.hasPrefix("fail")
      ? .error(error("EchoError", expression)) : .ok(DisplayData(data: ["text/plain": .string(expression)]))
  }

  package func interrupt() { state.update { $0.interruptions += 1 } }

  package func complete(code: String, cursor: Int) -> Completions {
    let before = String(String.UnicodeScalarView(code.unicodeScalars.prefix(cursor)))
    let word = before.split(separator: " ", omittingEmptySubsequences: false).last.map(String.init) ?? ""
    let matches = ["print", "page", "value"].filter { $0.hasPrefix(word) }
    return Completions(
      matches: matches, cursorStart: cursor - word.unicodeScalars.count, cursorEnd: cursor,
      types: matches.map { CompletionType(text: $0, type: "keyword", signature: "") })
  }

  package func inspect(code: String, cursor: Int, detailLevel: Int) -> DisplayData? {
    guard code.hasPrefix("print") else { return nil }
    return DisplayData(data: ["text/plain": .string("print, at \(cursor), level \(detailLevel)")])
  }

  package func isComplete(code: String) -> Completeness {
    switch code.last {
    case "{": .incomplete(indent: "  ")
    case "}": .invalid
    case "?": .unknown
    default: .complete
    }
  }

  package func shutdown(restart: Bool) {
    state.update {
      $0.shutdowns.append(restart)
      $0.interruptions += 1
    }
  }

  private func error(_ name: String, _ value: String) -> CellError {
    CellError(name: name, value: value, traceback: ["\(name): \(value)"])
  }
}

extension EchoInterpreter {
  /// All cells so far.
  package var cells: [CellRequest] { state.update { $0.cells } }

  /// The `restart` flags with which the interpreter was shut down.
  package var shutdowns: [Bool] { state.update { $0.shutdowns } }

  /// Lets what `late` lines hold back be printed.
  package func releaseLateOutput() { state.update { $0.lateOutputIsReleased = true } }

  /// Returns once a `wait` line is being run.
  package func untilWaiting() -> Bool { state.wait(milliseconds: 10_000) { $0.isWaiting ? true : nil } ?? false }

  /// False where nobody interrupts for a long time.
  private func waitForInterruption() -> Bool {
    let before = state.update { state in
      state.isWaiting = true
      return state.interruptions
    }
    defer { state.update { $0.isWaiting = false } }
    return state.wait(milliseconds: 20_000) { $0.interruptions > before ? true : nil } ?? false
  }

  private func printLate(_ text: String, _ frontEnd: any FrontEnd) {
    _ = KernelThread("late output") { [state] in
      guard state.wait(milliseconds: 10_000, until: { $0.lateOutputIsReleased ? true : nil }) != nil else { return }
      let answer = frontEnd.input(prompt: "too late", password: false)
      frontEnd.stream(.stdout, (answer ?? text) + "\n")
    }
  }
}
