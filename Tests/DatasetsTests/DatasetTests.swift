// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Datasets
import Foundation
import HubTestSupport
import HuggingFaceHub
import Testing

@Suite struct DatasetTests {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func write(_ text: String, _ name: String) throws -> URL {
    try DatasetFixtures.write(text.utf8, name, in: folder)
  }

  @Test func `parquet documents come in order, without the empty ones, with the fields asked for`() async throws {
    let rows = try DatasetFixtures.rows()
    let wanted = rows.text.indices.filter { rows.text[$0]?.isEmpty == false }
    let documents = try await Dataset.parquet(DatasetFixtures.url("zstd-v2.parquet"), fields: ["id", "count"])
      .documents()
    #expect(documents.map(\.text) == wanted.map { rows.text[$0]! })
    #expect(documents.map(\.position.row) == wanted)
    #expect(documents.map { $0.fields["id"] } == wanted.map { rows.id[$0] })
    #expect(documents.map { $0.fields["count"] } == wanted.map { rows.count[$0].map(String.init) })
  }

  @Test func `a limit counts documents with text only`() async throws {
    let all = try await Dataset.parquet(DatasetFixtures.url("plain.parquet")).texts()
    for limit in [0, 1, 299, 500] {
      #expect(
        try await Dataset.parquet(DatasetFixtures.url("plain.parquet")).limit(limit).texts() == Array(all.prefix(limit))
      )
    }
  }

  @Test(arguments: ["plain.parquet", "gzip-pages.parquet"])
  func `reading goes on behind any document`(name: String) async throws {
    let dataset = Dataset.parquet(DatasetFixtures.url(name))
    let all = try await dataset.documents()
    for index in [0, 100, 270, 271, all.count - 1] {
      let rest = try await dataset.resuming(after: all[index].position).documents()
      #expect(rest == Array(all[(index + 1)...]))
    }
    let elsewhere = DocumentPosition(file: "other.parquet", row: 3)
    await #expect(throws: DatasetError.noSuchPosition(elsewhere, name: DatasetFixtures.url(name).path)) {
      try await dataset.resuming(after: elsewhere).documents()
    }
  }

  @Test func `packed JSON lines of two members are one file, and can be resumed`() async throws {
    let dataset = Dataset.jsonLines(DatasetFixtures.url("lines.json.gz"), fields: ["url"])
    let documents = try await dataset.documents()
    let rows = try DatasetFixtures.rows()
    #expect(documents.map(\.text) == rows.text[..<200].compactMap { $0?.isEmpty == false ? $0 : nil })
    #expect(documents.last?.fields["url"] == "https://example.org/199")
    let rest = try await dataset.resuming(after: documents[130].position).documents()
    #expect(rest == Array(documents[131...]))
  }

  @Test func `a packed file that was cut gives the documents before the cut, then the error`() async throws {
    let bytes = try DatasetFixtures.bytes("lines.json.gz")
    let url = try DatasetFixtures.write(bytes.prefix(bytes.count * 3 / 4), "cut.json.gz", in: folder)
    let whole = try await Dataset.jsonLines(DatasetFixtures.url("lines.json.gz")).texts()
    var texts: [String] = []
    let error = await #expect(throws: DatasetError.self) {
      for try await document in Dataset.jsonLines(url) { texts.append(document.text) }
    }
    #expect(texts.count > 50 && texts == Array(whole.prefix(texts.count)))
    guard case .damaged(let file, _, let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(file == url.path && reason.contains("cut"))
  }

  @Test func `a damaged page gives the documents before it, then the error`() async throws {
    var bytes = try DatasetFixtures.bytes("checksums.parquet")
    let rows = try DatasetFixtures.rows()
    let row = 700
    let text = try #require(rows.text[row])
    // The last occurrence: texts of all columns of the third row group come last.
    let pattern = Array(text.utf8)
    let place = stride(from: bytes.count - pattern.count, to: 0, by: -1).first {
      Array(bytes[$0..<$0 + pattern.count]) == pattern
    }!
    bytes[place] ^= 1
    let url = try DatasetFixtures.write(bytes, "bad.parquet", in: folder)
    var read: [Int] = []
    await #expect(throws: DatasetError.self) {
      for try await document in Dataset.parquet(url) { read.append(document.position.row) }
    }
    let sound = rows.text.indices.filter { rows.text[$0]?.isEmpty == false }
    #expect(read.count > 400 && read == Array(sound.prefix(read.count)) && read.last! < row)
  }

  @Test func `a line that is no JSON is named, after the ones before it`() async throws {
    let url = try write("{\"text\": \"a\"}\n\n{\"text\": \"b\"}\n{\"text\": \"c\"\n{\"text\": \"d\"}\n", "x.jsonl")
    var texts: [String] = []
    let error = await #expect(throws: DatasetError.self) {
      for try await document in Dataset.jsonLines(url) { texts.append(document.text) }
    }
    #expect(texts == ["a", "b"])
    #expect("\(error!)".contains("damaged at line 4"), "\(error!)")
    let other = try write("{\"txt\": \"a\"}\n", "y.jsonl")
    let missing = await #expect(throws: DatasetError.self) { try await Dataset.jsonLines(other).texts() }
    #expect("\(missing!)".contains("no field \"text\"; it has \"txt\""))
  }

  @Test func `comma-separated values obey RFC 4180`() async throws {
    let url = try write(
      "id,text,lang\r\n1,plain,en\r\n2,\"with, comma\",en\r\n\r\n3,\"two\nlines and \"\"quotes\"\"\",de\r\n4,,fr\r\n5,\"\"\"\",en",
      "x.csv")
    let documents = try await Dataset.csv(url, fields: ["id", "lang"]).documents()
    #expect(documents.map(\.text) == ["plain", "with, comma", "two\nlines and \"quotes\"", "\""])
    #expect(documents.map { $0.fields["id"] } == ["1", "2", "3", "5"])
    #expect(documents.map(\.position.row) == [0, 1, 2, 4])
    let tabs = try write("a\ttext\n1\tx\n", "x.tsv")
    #expect(try await Dataset.csv(tabs, separator: "\t").texts() == ["x"])
  }

  @Test func `a record of another length and an open quote are placed`() async throws {
    let short = await #expect(throws: DatasetError.self) {
      try await Dataset.csv(try write("id,text\n1,a\n2\n", "a.csv")).texts()
    }
    #expect("\(short!)".contains("line 3: 1 fields, but the first line names 2"), "\(short!)")
    let open = await #expect(throws: DatasetError.self) {
      try await Dataset.csv(try write("id,text\n1,\"a\n", "b.csv")).texts()
    }
    #expect("\(open!)".contains("line 2: a field begins with a quotation mark"), "\(open!)")
  }

  @Test func `JSON that only Python writes and broken characters do not end a data set`() async throws {
    let url = try write(
      "\u{FEFF}{\"text\": \"a\", \"score\": NaN}\n{\"text\": \"b\\ud83d\", \"score\": -Infinity}\n"
        + "{\"text\": null, \"score\": 1}\n{\"text\": \"c\", \"score\": [0.50]}\n", "x.jsonl")
    let documents = try await Dataset.jsonLines(url, fields: ["score"]).documents()
    #expect(documents.map(\.text) == ["a", "b\u{FFFD}", "c"])
    #expect(documents.map { $0.fields["score"] } == ["NaN", "-Infinity", "[0.50]"])
    let list = try write("[\n{\"text\": \"a\"}\n]\n", "list.json")
    let error = await #expect(throws: DatasetError.self) { try await Dataset.jsonLines(list).texts() }
    #expect("\(error!)".contains("one JSON list"), "\(error!)")
  }

  @Test func `other encodings than UTF-8 are named`() async throws {
    let wide = Array("id,text\n1,a\n".data(using: .utf16LittleEndian)!)
    for name in ["a.csv", "a.jsonl", "a.txt"] {
      let url = try DatasetFixtures.write([0xFF, 0xFE] + wide, name, in: folder)
      let dataset = name.hasSuffix("csv") ? Dataset.csv(url) : name.hasSuffix("txt") ? .text(url) : .jsonLines(url)
      let error = await #expect(throws: DatasetError.self) { try await dataset.texts() }
      #expect("\(error!)".contains("in UTF-16, not UTF-8; convert it"), "\(error!)")
    }
    let latin = try DatasetFixtures.write(
      Array("id,text\n1,M".utf8) + [0xFC] + Array("nchen\n".utf8), "b.csv", in: folder)
    let error = await #expect(throws: DatasetError.self) { try await Dataset.csv(latin).texts() }
    #expect("\(error!)".contains("b.csv, line 2: the byte 0xFC is not UTF-8; the file may be in Latin-1"), "\(error!)")
    let marked = try write("\u{FEFF}text,id\r\na,1\r\n", "c.csv")
    #expect(try await Dataset.csv(marked, fields: ["id", "id"]).documents().first?.fields == ["id": "1"])
  }

  @Test(arguments: ["csv", "jsonl", "parquet", "txt"])
  func `a pointer or a page in a file's place is called that`(kind: String) async throws {
    let pointer =
      "version https://git-lfs.github.com/spec/v1\noid sha256:\(String(repeating: "0", count: 64))\nsize 1\n"
    for (text, name) in [(pointer, "a Git LFS pointer"), ("<!DOCTYPE html>\n<title>Log in</title>", "an HTML page")] {
      let url = try write(text, "x.\(kind)")
      let dataset: Dataset =
        switch kind {
        case "csv": .csv(url)
        case "jsonl": .jsonLines(url)
        case "parquet": .parquet(url)
        default: .text(url)
        }
      if kind == "txt", name == "an HTML page" {
        #expect(try await dataset.texts().count == 2)
      } else {
        let error = await #expect(throws: DatasetError.self) { try await dataset.texts() }
        #expect("\(error!)".contains("cannot be read: it is \(name), not the file itself"), "\(error!)")
      }
    }
  }

  @Test func `plain text is read by lines, paragraphs or files, and a folder in order`() async throws {
    _ = try write("one\r\ntwo\n\n \nthree\nfour", "texts/b.txt")
    _ = try write("zero\n", "texts/a/z.txt")
    _ = try write("not this", "texts/c.md")
    let texts = folder.url.appendingPathComponent("texts")
    #expect(try await Dataset.text(texts).texts() == ["zero", "one", "two", " ", "three", "four"])
    #expect(try await Dataset.text(texts, by: .paragraph).texts() == ["zero", "one\ntwo", "three\nfour"])
    #expect(try await Dataset.text(texts, by: .file).texts() == ["zero", "one\ntwo\n\n \nthree\nfour"])
    let empty = folder.url.appendingPathComponent("nothing")
    try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
    await #expect(throws: DatasetError.self) { try await Dataset.text(empty).texts() }
  }

  @Test func `lines longer than a chunk stay whole`() async throws {
    let long = String(repeating: "0123456789", count: 900_000)
    let url = try write("a\n\(long)\nb\n", "long.txt")
    #expect(try await Dataset.text(url).texts() == ["a", long, "b"])
  }

  @Test func `a buffer changes nothing but the time, and may be left early`() async throws {
    let dataset = Dataset.parquet(DatasetFixtures.url("plain.parquet"))
    let all = try await dataset.documents()
    #expect(try await dataset.buffered(7).documents() == all)
    for try await document in dataset.buffered(3) where document.position.row > 20 { break }
  }
}
