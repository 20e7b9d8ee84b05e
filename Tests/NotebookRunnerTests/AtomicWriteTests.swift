// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import NotebookRunner
import Testing

@Suite struct AtomicWriteTests {
  @Test func anOldFileIsReplacedAndKeepsItsMode() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("old", to: "a.ipynb")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    let notebook = Notebook(cells: [NotebookCell(.code, "1", id: "a")])
    try notebook.write(path: path)
    #expect(try Notebook(path: path) == notebook)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o640)
    #expect(folder.names == ["a.ipynb"])
  }

  @Test func aLinkStaysALink() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("old", to: "real.ipynb")
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link.ipynb"), withDestinationPath: folder.file("real.ipynb"))
    try Notebook().write(path: folder.file("link.ipynb"))
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: folder.file("link.ipynb")) == folder.file("real.ipynb"))
    #expect(try Notebook(path: folder.file("real.ipynb")) == Notebook())
  }

  @Test func whatCannotBeWrittenLeavesNothingBehind() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.file("taken"), withIntermediateDirectories: false)
    #expect(throws: NotebookError.self) { try Notebook().write(path: folder.file("taken")) }
    #expect(throws: NotebookError.self) { try Notebook().write(path: folder.file("no/such/folder.ipynb")) }
    #expect(folder.names == ["taken"])
  }
}
