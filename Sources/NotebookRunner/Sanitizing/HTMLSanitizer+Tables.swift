// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension HTMLSanitizer {
  /// Where only parts of a table may stand, opens a cell for what is none: a browser would move it out of the table.
  mutating func openCell() {
    guard let last = open.last, last.space == .html else { return }
    switch last.name {
    case "colgroup":
      close(downTo: open.count - 1)
      openCell()
    case "table", "thead", "tbody", "tfoot":
      push(implied: "tr")
      push(implied: "td")
    case "tr": push(implied: "td")
    default: break
    }
  }

  /// A part of a table closes the parts before it; outside of a table it counts for nothing.
  mutating func startTablePart(_ tag: HTMLTokenizer.Tag, _ name: String) {
    guard let table = open.lastIndex(where: { $0.name == "table" }), open.count + 2 < Self.maximumDepth else { return }
    func closeInside(_ parents: Set<String>) {
      let parent = open[table...].lastIndex { parents.contains($0.name) } ?? table
      close(downTo: parent + 1)
    }
    switch name {
    case "td", "th":
      closeInside(["tr"])
      if open.last?.name != "tr" { push(implied: "tr") }
    case "tr": closeInside(["thead", "tbody", "tfoot"])
    case "col": closeInside(["colgroup"])
    default: close(downTo: table + 1)
    }
    guard name != "col" else {
      if open.last?.name != "colgroup" { push(implied: "colgroup") }
      writeStart(tag, name, .html)
      write(">")
      return
    }
    push(tag, name, .html)
  }
}
