// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol
import Testing

/// What cells print and show.
@Suite struct OutputTests {
  private func kinds(_ run: CellRun) -> [String] {
    run.frontEnd.events.map { event in
      switch event {
      case .stream(let name, let text): "\(name.rawValue): \(text)"
      case .display(let data): "display: \(data.data["text/plain"]?.stringValue ?? "")"
      case .update(let data): "update: \(data.data["text/plain"]?.stringValue ?? "")"
      case .result(let data): "result: \(data.data["text/plain"]?.stringValue ?? "")"
      case .clear(let wait): "clear: \(wait)"
      case .input(let prompt, let password): "input: \(prompt) \(password)"
      }
    }
  }

  @Test func outputAndDisplaysComeInTheOrderOfTheCell() throws {
    let notebook = try Notebook()
    let run = notebook.run(
      """
      print("one")
      display(2)
      print("three")
      let h = display("four")
      h.update("five")
      print("six")
      clearOutput(wait: true)
      print("seven")
      8
      """
    )
    #expect(
      kinds(run) == [
        "stdout: one\n", "display: 2", "stdout: three\n", "display: \"four\"", "update: \"five\"", "stdout: six\n",
        "clear: true", "stdout: seven\n", "result: 8",
      ])
    #expect(notebook.run("h.update(9)").frontEnd.events.count == 1)
  }

  @Test func anUpdateNamesItsDisplay() throws {
    let notebook = try Notebook()
    let run = notebook.run("let h = display(1)\nh.update(2)\nh.id")
    let names = run.frontEnd.events.compactMap { event -> String? in
      switch event {
      case .display(let data), .update(let data): data.displayID
      default: nil
      }
    }
    #expect(names.count == 2 && names[0] == names[1])
    #expect(run.result == "\"\(names[0])\"")
  }

  @Test func everyWayOfWritingArrives() throws {
    let notebook = try Notebook()
    let run = notebook.run(
      """
      import Foundation
      print("swift")
      puts("c")
      fputs("err\\n", stderr)
      FileHandle.standardOutput.write(Data("handle\\n".utf8))
      FileHandle.standardError.write(Data("err handle\\n".utf8))
      _ = write(1, "raw\\n", 4)
      struct Err: TextOutputStream { mutating func write(_ s: String) { fputs(s, stderr) } }
      var err = Err()
      print("to err", to: &err)
      """
    )
    #expect(run.error == nil, "\(run.traceback)")
    #expect(run.err == "err\nerr handle\nto err\n")
    for line in ["swift", "c", "handle", "raw"] { #expect(run.out.contains(line + "\n"), "\(line)") }
  }

  @Test func progressBarsMove() throws {
    let notebook = try Notebook()
    let run = notebook.run(
      """
      import Foundation
      print("\\r10%", terminator: "")
      usleep(400_000)
      print("\\r20%", terminator: "")
      usleep(400_000)
      """
    )
    #expect(run.out == "\r10%\r20%")
    #expect(run.frontEnd.events.count >= 2, "the first part did not wait for the second")
  }

  @Test func bytesThatAreNotTextDoNotBreakTheStream() throws {
    let notebook = try Notebook()
    let run = notebook.run(
      """
      import Foundation
      let bytes: [UInt8] = [65, 0xff, 0xfe, 66, 0xe2, 0x82, 0xac, 10]
      _ = bytes.withUnsafeBytes { write(1, $0.baseAddress!, $0.count) }
      print("after")
      """
    )
    #expect(run.out == "A\u{fffd}\u{fffd}B€\nafter\n")
  }

  @Test func manyLinesAreFewMessages() throws {
    let notebook = try Notebook()
    let run = notebook.run("for i in 0..<300_000 { print(i) }")
    #expect(run.error == nil)
    let size = (0..<300_000).map { "\($0)\n".utf8.count }.reduce(0, +)
    #expect(run.out.utf8.count == size)
    #expect(run.out.hasSuffix("299999\n"))
    #expect(run.frontEnd.events.count < 2000, "\(run.frontEnd.events.count) messages")
  }

  @Test func lateTasksWriteToTheCellThatStartedThem() throws {
    let notebook = try Notebook()
    let run = notebook.run(
      "import Foundation\nThread.detachNewThread { usleep(300_000); print(\"late\") }\nprint(\"early\")")
    #expect(run.frontEnd.wait(for: "late\n", on: .stdout))
    #expect(run.out == "early\nlate\n")
  }

  @Test func readLineAsksTheFrontEnd() throws {
    let notebook = try Notebook()
    let run = notebook.run(
      """
      let a = readLine()
      let b = readLine(prompt: "word: ", password: true)
      let c = readLine(strippingNewline: false)
      (a, b, c)
      """,
      answers: ["first é", "", "third"])
    #expect(run.result == "(\"first é\", \"\", \"third\\n\")")
    #expect(kinds(run).contains("input: word:  true"))
  }

  @Test func withoutInputReadLineIsNilAndSaysSo() throws {
    let notebook = try Notebook()
    let run = notebook.run("let a = readLine()\nlet b = readLine()\n(a, b)")
    #expect(run.result == "(nil, nil)")
    #expect(run.err == "readLine() returned nil: this front end cannot ask for input.\n")
  }

  @Test func resultsShowThemselves() throws {
    let notebook = try Notebook()
    #expect(notebook.value("1 + 1") == "2")
    #expect(notebook.value("\"text\"") == "\"text\"")
    #expect(notebook.value("()") == nil)
    #expect(notebook.value("let a = 1") == nil)
    #expect(notebook.value("3;") == nil)
    #expect(notebook.value("print(1)") == nil)
    #expect(notebook.value("Int?.none") == "nil")
    notebook.run(
      """
      struct Swatch: Displayable {
        var mimeBundle: MIMEBundle { MIMEBundle(plainText: "red").adding(.html, "<b>red</b>") }
      }
      """
    )
    let run = notebook.run("Swatch()")
    guard case .result(let data)? = run.frontEnd.events.first else {
      Issue.record("no result")
      return
    }
    #expect(data.data["text/html"]?.stringValue == "<b>red</b>")
    #expect(data.data["text/plain"]?.stringValue == "red")
  }

  @Test func aWrongBundleIsToldAndDoesNotBreakTheWorker() throws {
    let notebook = try Notebook()
    let run = notebook.run("display(JSON(\"{broken\"))\nprint(\"after\")")
    #expect(kinds(run).first?.contains("not valid JSON") == true)
    #expect(run.out == "after\n")
  }
}
