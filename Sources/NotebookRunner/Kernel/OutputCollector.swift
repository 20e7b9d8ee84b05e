// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol

/// Turns what a kernel publishes into the outputs of a notebook's cells.
package struct OutputCollector {
  /// By position of the cell: the display identifiers of its outputs, in step with them.
  private var displayIDs: [Int: [String?]] = [:]
  /// Cells to be emptied before their next output (`clear_output` with `wait`).
  private var pendingClears: Set<Int> = []

  package init() {}

  /// Forgets what it knows of a cell and removes its outputs.
  package mutating func clear(cell: Int, in notebook: inout Notebook) {
    notebook.cells[cell].outputs = []
    displayIDs[cell] = []
    pendingClears.remove(cell)
  }

  /// Takes one IOPub message that belongs to `cell`. Types that make no output are ignored.
  /// - Throws: `DecodingError` where the content is not what its type demands.
  package mutating func receive(_ message: Message, cell: Int, in notebook: inout Notebook) throws {
    switch message.type {
    case StreamContent.messageType:
      let content: StreamContent = try message.content()
      if !content.text.isEmpty { stream(content, cell: cell, in: &notebook) }
    case DisplayContent.messageType:
      let content: DisplayContent = try message.content()
      append(NotebookOutput(.display(content.value)), displayID: content.displayID, cell: cell, in: &notebook)
    case ExecuteResult.messageType:
      let content: ExecuteResult = try message.content()
      append(
        NotebookOutput(.result(content.value, executionCount: content.executionCount)), displayID: content.displayID,
        cell: cell, in: &notebook)
    case ErrorContent.messageType:
      append(NotebookOutput(.error(try message.content())), displayID: nil, cell: cell, in: &notebook)
    case DisplayContent.updateType:
      let content: DisplayContent = try message.content()
      if let identifier = content.displayID { update(identifier, content.value, in: &notebook) }
    case ClearOutput.messageType:
      let content: ClearOutput = try message.content()
      if content.wait { pendingClears.insert(cell) } else { clear(cell: cell, in: &notebook) }
    default: break
    }
  }

  /// Adds an output that the kernel did not send, such as the error of a cell that ran out of time.
  package mutating func append(_ output: NotebookOutput, cell: Int, in notebook: inout Notebook) {
    append(output, displayID: nil, cell: cell, in: &notebook)
  }

  private mutating func append(
    _ output: NotebookOutput, displayID: String?, cell: Int, in notebook: inout Notebook
  ) {
    if pendingClears.contains(cell) { clear(cell: cell, in: &notebook) }
    notebook.cells[cell].outputs.append(output)
    displayIDs[cell, default: []].append(displayID)
  }

  /// Text joins the output before it where that is the same stream.
  private mutating func stream(_ content: StreamContent, cell: Int, in notebook: inout Notebook) {
    if pendingClears.contains(cell) { clear(cell: cell, in: &notebook) }
    let last = notebook.cells[cell].outputs.count - 1
    guard last >= 0, case .stream(content.name, var text) = notebook.cells[cell].outputs[last].content else {
      append(NotebookOutput(.stream(name: content.name, text: content.text)), cell: cell, in: &notebook)
      return
    }
    // The notebook lets go of the text first: appending in place is what keeps long outputs linear.
    notebook.cells[cell].outputs[last].content = .stream(name: content.name, text: "")
    text += content.text
    notebook.cells[cell].outputs[last].content = .stream(name: content.name, text: text)
  }

  /// Changes every output with this identifier, in whatever cell.
  private func update(_ identifier: String, _ value: MIMEData, in notebook: inout Notebook) {
    for (cell, identifiers) in displayIDs {
      for (index, candidate) in identifiers.enumerated() where candidate == identifier {
        switch notebook.cells[cell].outputs[index].content {
        case .result(_, let count):
          notebook.cells[cell].outputs[index].content = .result(value, executionCount: count)
        default: notebook.cells[cell].outputs[index].content = .display(value)
        }
      }
    }
  }
}
