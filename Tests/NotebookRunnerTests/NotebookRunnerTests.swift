// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol
import NotebookRunner
import Testing

@Suite struct NotebookRunnerTests {
  /// A run of code cells in a scripted kernel.
  private struct Trial {
    var exitCode: Int32
    var notebook: Notebook
    var page: String
    var report: String
    var kernel: ScriptedKernel

    var outputs: [[NotebookOutput.Content]] { notebook.cells.map { $0.outputs.map(\.content) } }

    init(
      _ cells: [NotebookCell], _ script: [String: [ScriptedKernel.Step]], metadata: [String: JSONValue] = [:],
      configure: (inout RunOptions) -> Void = { _ in }
    ) throws {
      let folder = try TemporaryFolder()
      let path = folder.file("a.ipynb")
      try Notebook(cells: cells, metadata: metadata).write(path: path)
      var options = RunOptions(notebook: path, output: folder.file("b.ipynb"), html: folder.file("b.html"))
      configure(&options)
      let kernel = ScriptedKernel(script)
      let report = Report()
      let terminal = Terminal(isInteractive: false, width: 60) { report.text += $0 }
      exitCode = NotebookRunner(options, progress: ProgressReport(terminal: terminal)) { _, _ in kernel }.run()
      notebook = (try? Notebook(path: folder.file("b.ipynb"))) ?? Notebook()
      page = (try? String(contentsOfFile: folder.file("b.html"), encoding: .utf8)) ?? ""
      self.report = report.text
      self.kernel = kernel
    }
  }

  private final class Report { var text = "" }

  private func code(_ source: String, tags: [String] = []) -> NotebookCell {
    NotebookCell(
      .code, source, id: source, metadata: tags.isEmpty ? [:] : ["tags": .array(tags.map(JSONValue.string))])
  }

  private func stream(_ text: String) -> NotebookOutput.Content { .stream(name: "stdout", text: text) }

  private func display(_ text: String) -> NotebookOutput.Content {
    .display(MIMEData(data: ["text/plain": .string(text)]))
  }

  @Test func cellsRunInOrderAndTheResultsAreWritten() throws {
    let trial = try Trial(
      [code("a"), NotebookCell(.markdown, "text", id: "m"), code("b")], ["a": [.stream("x")], "b": [.result("3")]])
    #expect(trial.exitCode == 0)
    #expect(trial.kernel.executed.map(\.code) == ["a", "b"])
    #expect(trial.kernel.cellIDs == ["a", "b"])
    #expect(trial.notebook.cells.map(\.executionCount) == [1, nil, 2])
    #expect(trial.outputs[0] == [stream("x")])
    #expect(trial.outputs[2] == [.result(MIMEData(data: ["text/plain": "3"]), executionCount: 1)])
    #expect(trial.page.contains("<pre class=\"result\" tabindex=\"0\">3</pre>"))
    #expect(trial.kernel.isClosed)
  }

  @Test func theKernelIsNotedInTheMetadata() throws {
    let trial = try Trial([code("a")], [:], metadata: ["kept": 1])
    #expect(trial.notebook.metadata["kept"] == 1)
    #expect(trial.notebook.metadata["language_info"]?["version"] == "6.3.1")
    #expect(trial.notebook.metadata["kernelspec"]?["language"] == "swift")
  }

  @Test func theNameOfAnotherSwiftKernelStays() throws {
    let spec: JSONValue = ["name": "mine", "language": "swift", "display_name": "Mine"]
    let trial = try Trial([code("a")], [:], metadata: ["kernelspec": spec])
    #expect(trial.notebook.metadata["kernelspec"] == spec)
  }

  @Test func aNotebookInAnotherLanguageIsNotRun() throws {
    let trial = try Trial([code("a")], [:], metadata: ["language_info": ["name": "python"]])
    #expect(trial.exitCode == RunExitCode.unusable)
    #expect(trial.kernel.executed.isEmpty)
    #expect(trial.report.contains("written in python, the kernel runs swift"))
  }

  @Test func theRunStopsAtTheFirstErrorAndWritesIt() throws {
    var stale = code("c")
    stale.outputs = [NotebookOutput(.stream(name: "stdout", text: "stale"))]
    stale.executionCount = 9
    let trial = try Trial([code("a"), code("b"), stale], ["b": [.stream("x"), .error("Oops")]])
    #expect(trial.exitCode == RunExitCode.failure)
    #expect(trial.kernel.executed.map(\.code) == ["a", "b"])
    #expect(trial.outputs[1].count == 2)
    #expect(trial.outputs[2].isEmpty)
    #expect(trial.notebook.cells[2].executionCount == nil)
    #expect(trial.page.contains("Oops"))
    #expect(trial.report.contains("Oops: value"))
    #expect(trial.report.contains("1 cell not run"))
    #expect(!trial.report.contains("\u{1B}"))
  }

  @Test func errorsCanBeAllowed() throws {
    let trial = try Trial([code("a"), code("b")], ["a": [.error("Oops")]]) { $0.allowErrors = true }
    #expect(trial.exitCode == 0)
    #expect(trial.kernel.executed.map(\.code) == ["a", "b"])
    #expect(trial.kernel.executed.map(\.stopOnError) == [false, false])
  }

  @Test func aCellTaggedRaisesExceptionMayFail() throws {
    let trial = try Trial([code("a", tags: ["raises-exception"]), code("b")], ["a": [.error("Oops")]])
    #expect(trial.exitCode == 0)
    #expect(trial.kernel.executed.map(\.code) == ["a", "b"])
    #expect(trial.report.contains("Oops, expected"))
  }

  @Test func aCellThatShouldFailAndDoesNotIsNoted() throws {
    let trial = try Trial([code("a", tags: ["raises-exception"])], [:])
    #expect(trial.exitCode == 0)
    #expect(trial.report.contains("tagged raises-exception, but did not fail"))
  }

  @Test func skippedAndEmptyCellsKeepWhatTheyHave() throws {
    var skipped = code("s", tags: ["skip-execution"])
    skipped.outputs = [NotebookOutput(.stream(name: "stdout", text: "kept"))]
    let trial = try Trial([skipped, code(" \n"), code("a")], [:])
    #expect(trial.kernel.executed.map(\.code) == ["a"])
    #expect(trial.outputs[0] == [stream("kept")])
  }

  @Test func neighbouringTextsOfOneStreamAreOneOutput() throws {
    let trial = try Trial(
      [code("a")], ["a": [.stream("1"), .stream("2\r"), .stream("e", "stderr"), .stream("3"), .stream("4")]])
    #expect(trial.outputs[0] == [stream("12\r"), .stream(name: "stderr", text: "e"), stream("34")])
  }

  @Test func aDisplayIsUpdatedWhereverItStands() throws {
    let trial = try Trial(
      [code("a"), code("b")],
      [
        "a": [.display("1", id: "d"), .display("other", id: "e")],
        "b": [.update("2", id: "d"), .display("3", id: "d")],
      ])
    #expect(trial.outputs[0] == [display("2"), display("other")])
    #expect(trial.outputs[1] == [display("3")])
  }

  @Test func clearOutputTakesAwayAtOnceOrWithTheNextOutput() throws {
    let trial = try Trial(
      [code("a"), code("b"), code("c"), code("d")],
      [
        "a": [.stream("1"), .clear(wait: false)],
        "b": [.stream("1"), .clear(wait: true)],
        "c": [.stream("1"), .clear(wait: true), .stream("2")],
        "d": [.display("1", id: "d"), .clear(wait: true), .stream("2"), .update("3", id: "d")],
      ])
    #expect(trial.outputs == [[], [stream("1")], [stream("2")], [stream("2")]])
  }

  @Test func aDeadKernelIsAnErrorInTheNotebook() throws {
    let trial = try Trial([code("a"), code("b")], ["a": [.stream("x"), .die("signal 9")]])
    #expect(trial.exitCode == RunExitCode.failure)
    guard case .error(let error) = trial.outputs[0].last else {
      Issue.record("\(trial.outputs)")
      return
    }
    #expect(error.name == "DeadKernelError")
    #expect(trial.report.contains("the kernel died: signal 9"))
  }

  @Test func ctrlCEndsTheRunAndKeepsWhatThereIs() throws {
    let trial = try Trial([code("a"), code("b"), code("c")], ["b": [.stream("x"), .userInterrupt, .hang]])
    #expect(trial.exitCode == RunExitCode.interrupted)
    #expect(trial.outputs[1].first == stream("x"))
    #expect(trial.kernel.executed.count == 2)
  }

  @Test func aCellThatTakesTooLongFails() throws {
    let trial = try Trial([code("a"), code("b")], ["a": [.hang]]) { $0.cellTimeout = .milliseconds(10) }
    #expect(trial.exitCode == RunExitCode.failure)
    guard case .error(let error) = trial.outputs[0].last else {
      Issue.record("\(trial.outputs)")
      return
    }
    #expect(error.name == "CellTimeoutError")
  }

  @Test func aPlaceThatCannotBeWrittenIsToldBeforeAnythingRuns() throws {
    let trial = try Trial([code("a")], [:]) { $0.output = "/no/such/folder/b.ipynb" }
    #expect(trial.exitCode == RunExitCode.unusable)
    #expect(trial.kernel.executed.isEmpty)
    #expect(trial.report.contains("cannot write /no/such/folder/b.ipynb"))
  }

  @Test func eachCellHasItsLineInTheReport() throws {
    let trial = try Trial([code("let aRatherLongLineOfCode = thatDoesNotFitInto(sixty, columns)\nb")], [:])
    let line = trial.report.split(separator: "\n").first { $0.hasPrefix("[1/1] let aRatherLong") }
    #expect(line?.count == 60)
    #expect(line?.hasSuffix(" s") == true)
    #expect(line?.contains("…") == true)
  }
}
