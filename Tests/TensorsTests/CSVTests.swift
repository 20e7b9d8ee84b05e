// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import JupyterDisplay
import Tensors
import Testing

@Suite struct CSVTests {
  private func withFile(_ text: String, named name: String = "t.csv", _ body: (String) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "martlet-csv-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try text.write(toFile: folder + "/" + name, atomically: false, encoding: .utf8)
    try body(folder + "/" + name)
  }

  private func error(_ text: String) throws -> String {
    var said = ""
    try withFile(text) { path in
      do { _ = try Tensor(csv: path) } catch { said = "\(error)" }
    }
    return said
  }

  @Test func `columns are numbers or texts, and missing numbers are NaN`() throws {
    let text =
      "\u{feff}name,age,\"height, m\"\r\n\"Ada \"\"A\"\" L\",36,1.65\r\n\"two\nlines\",,NA\r\n\r\nBob, 7 ,-1e-3\r\n"
    try withFile(text) { path in
      let table = try CSVTable(path)
      #expect(table.columns == ["name", "age", "height, m"] && table.count == 3)
      #expect(table.texts("name") == ["Ada \"A\" L", "two\nlines", "Bob"])
      #expect(table["age"][0] == 36 && table["age"][1].isNaN && table["age"][2] == 7)
      #expect(table["height, m"][2] == -1e-3 && table.numbers().shape == [3, 2])
      #expect(table.numbers("height, m").shape == [3, 1])
      #expect(table.description.contains("3 rows × 3 columns"))
      #expect(table.mimeBundle[.html] != nil)
    }
  }

  @Test func `a file of numbers needs no header, and tabs follow from the name`() throws {
    try withFile("1,2\n3,inf\n") {
      let read = try Tensor(csv: $0)
      #expect(read == Tensor([[1, 2], [3, .infinity]]))
    }
    try withFile("a\tb\n1\t2", named: "t.tsv") {
      let read = try Tensor(csv: $0)
      #expect(read == Tensor([[1.0, 2]]))
    }
    try withFile("2020;2021\n1;2\n") {
      let read = try Tensor(csv: $0, header: true, separator: ";")
      #expect(read == Tensor([[1.0, 2]]))
    }
  }

  @Test func `errors name line and column`() throws {
    #expect(try error("a,b\n1,2\n3,x\n").contains("line 3, column 2 ('b'): 'x' is not a number"))
    #expect(try error("a,b\n\"1\n1\",2\n3\n").contains("line 4: has 1 fields, the first row 2"))
    #expect(try error("a,b\n1,\"2\n3,4\n").contains("line 2: a field begins with a quotation mark"))
    #expect(try error("").contains("has no rows"))
    #expect(throws: CSVError.self) { try CSVTable("/nonexistent/t.csv") }
  }

  @Test func `other encodings are named, and pointers and pages called by their name`() throws {
    #expect(try error("version https://git-lfs.github.com/spec/v1\nsize 1\n").contains("it is a Git LFS pointer"))
    #expect(try error("<!DOCTYPE html>").contains("it is an HTML page"))
    try withFile("") { path in
      try Data([0x61, 0x0A, 0xE9, 0x0A]).write(to: URL(filePath: path))
      let latin = #expect(throws: CSVError.self) { try CSVTable(path) }
      #expect("\(latin!)".contains("line 2: the byte 0xE9 is not UTF-8"), "\(latin!)")
      try Data([0xFF, 0xFE, 0x31, 0, 0x0A, 0]).write(to: URL(filePath: path))
      let wide = #expect(throws: CSVError.self) { try CSVTable(path) }
      #expect("\(wide!)".contains("line 1: the text is in UTF-16"), "\(wide!)")
    }
  }

  @Test(arguments: ["npy", "npz", "safetensors"])
  func `pointers and pages in the place of tensors are called by their name`(kind: String) throws {
    for (text, name) in [
      ("version https://git-lfs.github.com/spec/v1\nsize 1\n", "a Git LFS pointer"), ("<html>", "an HTML page"),
    ] {
      try withFile(text, named: "t.\(kind)") { path in
        let error = #expect(throws: (any Error).self) {
          switch kind {
          case "npy": _ = try Tensor<Double>(npy: path)
          case "npz": _ = try NPZ(path)
          default: _ = try Safetensors(path)
          }
        }
        #expect("\(error!)".contains("cannot read it: it is \(name)"), "\(error!)")
      }
    }
  }

  @Test func `what is written is read back to the last bit`() throws {
    try withFile("old") { path in
      var x = RandomState(seed: 3).randn(40, 3)
      x[1, 1] = .nan
      x[2, 2] = -.infinity
      try x.write(csv: path, columns: ["a", "b,c", "d \"e\""])
      let table = try CSVTable(path)
      #expect(table.columns == ["a", "b,c", "d \"e\""] && table["b,c"][1].isNaN && table["a"] == x[0..., 0])
      expectClose(try Tensor(csv: path), x)
      let copy = path + ".copy.csv"
      try table.write(csv: copy)
      expectClose(try Tensor(csv: copy), x)
      try Tensor([1.0, .nan, 3]).write(csv: path)
      expectClose(try Tensor(csv: path), Tensor([[1.0], [.nan], [3]]))
    }
  }

  @Test func `a failed write leaves the old file`() throws {
    try withFile("1,2\n") { path in
      let folder = (path as NSString).deletingLastPathComponent
      #expect(throws: CSVError.self) { try zeros(2, 2).write(csv: folder + "/none/t.csv") }
      #expect(throws: CSVError.self) { try zeros(2, 2).write(csv: folder) }
      let read = try Tensor(csv: path)
      #expect(read == Tensor([[1.0, 2]]))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["t.csv"])
    }
  }
}
