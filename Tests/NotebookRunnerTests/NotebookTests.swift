// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol
import NotebookRunner
import Testing

@Suite struct NotebookTests {
  @Test(arguments: ["empty.ipynb", "outputs.ipynb", "text.ipynb", "format-4.0.ipynb"])
  func whatNbformatWroteComesBackByteForByte(name: String) throws {
    let bytes = try Fixture.bytes(name)
    #expect(try Notebook(json: bytes).json == bytes)
  }

  @Test func theContentIsReadWithItsTypes() throws {
    let notebook = try Notebook(json: Fixture.bytes("outputs.ipynb"))
    #expect(notebook.cells.map(\.kind) == [.markdown, .raw, .code, .code])
    #expect(notebook.language == "swift")
    let cell = notebook.cells[3]
    #expect(cell.source == "print(1)\n")
    #expect(cell.id == "cell-3")
    #expect(cell.tags == ["raises-exception"])
    #expect(cell.executionCount == 3)
    #expect(cell.outputs[0].content == .stream(name: "stdout", text: "1\n2\r3"))
    guard case .display(let value) = cell.outputs[2].content else {
      Issue.record("not a display: \(cell.outputs[2])")
      return
    }
    #expect(value.data["text/plain"] == "a\nb")
    #expect(value.data["application/vnd.test+json"] == ["a", "b"])
    #expect(cell.outputs[3].content == .result(MIMEData(data: ["text/plain": "3"]), executionCount: 3))
  }

  @Test func membersThatTheFormatDoesNotDefineStay() throws {
    let text = """
      {
       "cells": [
        {
         "cell_type": "code",
         "execution_count": null,
         "future": {
          "a": 1
         },
         "metadata": {},
         "outputs": [
          {
           "novel": true,
           "output_type": "hologram"
          },
          {
           "extra": 2,
           "name": "stdout",
           "output_type": "stream",
           "text": [
            "x"
           ]
          }
         ],
         "source": []
        }
       ],
       "metadata": {},
       "nbformat": 4,
       "nbformat_minor": 9,
       "top": "level"
      }

      """
    #expect(String(decoding: try Notebook(json: Array(text.utf8)).json, as: UTF8.self) == text)
  }

  @Test func otherLayoutsOfTheSameNotebookAreReadToo() throws {
    let text =
      #"{"nbformat":4,"nbformat_minor":5,"metadata":{"x":NaN},"cells":[{"cell_type":"code","id":"a","#
      + #""source":"one\ntwo","metadata":{},"outputs":[],"execution_count":null}]}"#
    let notebook = try Notebook(json: Array(text.utf8))
    #expect(notebook.cells[0].source == "one\ntwo")
    #expect(String(decoding: notebook.json, as: UTF8.self).contains("\"x\": NaN"))
  }

  @Test func textWithoutJSONNamesLineAndColumn() {
    #expect(throws: NotebookError.invalidJSON(line: 2, column: 7, problem: "a value was expected")) {
      try Notebook(json: Array("{\n \"é\": x}".utf8))
    }
  }

  @Test func aTruncatedFileIsSaidToEndTooEarly() throws {
    let bytes = try Fixture.bytes("outputs.ipynb")
    for length in stride(from: 0, to: bytes.count - 3, by: 7) {
      do {
        _ = try Notebook(json: Array(bytes.prefix(length)))
        Issue.record("\(length) bytes were read as a notebook")
      } catch {
        #expect("\(error)".contains("the file ends too early"), "at \(length): \(error)")
      }
    }
  }

  @Test func anOlderFormatIsRefusedWithTheRemedy() throws {
    let bytes = try Fixture.bytes("format-3.ipynb")
    #expect(throws: NotebookError.unsupportedVersion(3)) { try Notebook(json: bytes) }
    #expect("\(NotebookError.unsupportedVersion(3))".contains("nbconvert --to notebook"))
  }

  @Test(
    arguments: [
      ("[]", "not a notebook: the document is not an object"),
      ("{}", "not a notebook: 'nbformat' is missing"),
      (#"{"nbformat": 4}"#, "not a notebook: there is no list 'cells'"),
      (#"{"nbformat": 4, "cells": [1]}"#, "not a notebook: cell 1 is not an object"),
      (
        #"{"nbformat": 4, "cells": [{"cell_type": "heading", "source": ""}]}"#,
        "not a notebook: cell 1 has none of the types code, markdown and raw"
      ),
      (#"{"nbformat": 4, "cells": [{"cell_type": "code"}]}"#, "not a notebook: the source of cell 1 is not text"),
      (
        #"{"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "outputs": 1}]}"#,
        "not a notebook: 'outputs' of cell 1 has the wrong type"
      ),
    ])
  func whatIsNoNotebookIsRefusedWithTheReason(text: String, message: String) {
    do {
      _ = try Notebook(json: Array(text.utf8))
      Issue.record("read as a notebook")
    } catch {
      #expect("\(error)" == message)
    }
  }

  @Test func deepNestingIsRefusedAndDoesNotCrash() {
    let text = String(repeating: "[", count: 100_000)
    #expect(throws: NotebookError.self) { try Notebook(json: Array(text.utf8)) }
  }

  @Test func aFileThatIsNotThereIsNamed() {
    #expect(throws: NotebookError.unreadable(path: "/nowhere.ipynb", reason: "there is no such file")) {
      try Notebook(path: "/nowhere.ipynb")
    }
  }
}
