// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import FileFormats
import Testing

@Suite struct JSONObjectReaderTests {
  private func read(_ text: String, _ wanted: Set<String> = ["text"]) throws -> JSONObjectReader {
    try JSONObjectReader.read(Array(text.utf8)[...], wanted: wanted)
  }

  // Python's json.loads takes all of these.
  @Test(arguments: [
    (#"{"text": "a"}"#, "a"),
    (#" { "text" : "a" } "#, "a"),
    (#"{"score": NaN, "text": "a", "low": -Infinity, "high": Infinity}"#, "a"),
    (#"{"text": "x\ud800y"}"#, "x\u{FFFD}y"),
    (#"{"text": "x\udc00\ud83d"}"#, "x\u{FFFD}\u{FFFD}"),
    (#"{"text": "\ud83d\u0041"}"#, "\u{FFFD}A"),
    (#"{"text": "\ud83d\ud83d\ude00"}"#, "\u{FFFD}😀"),
    (#"{"text": "\ud83d\udc26 \u00e4\n\t\\\/\""}"#, "🐦 ä\n\t\\/\""),
    (#"{"text": "first", "text": "last"}"#, "last"),
    (#"{"a": [1, {"text": "inner"}, []], "b": {}, "text": "outer"}"#, "outer"),
    (#"{"t\u0065xt": "a"}"#, "a"),
    (#"{"text": -1.50e+3}"#, "-1.50e+3"),
    (#"{"text": 123456789012345678901234567890}"#, "123456789012345678901234567890"),
    (#"{"text": true}"#, "true"),
    (#"{"text": NaN}"#, "NaN"),
    (#"{"text": [1, {"a": null}]}"#, #"[1, {"a": null}]"#),
  ]) func `what Python reads is read`(text: String, expected: String) throws {
    #expect(try read(text).values["text"] == .text(expected))
  }

  @Test func `null, missing and unwanted members are told apart`() throws {
    let object = try read(#"{"text": null, "url": "u", "n": 1}"#, ["text", "n", "other"])
    #expect(object.values == ["text": .null, "n": .text("1")])
    #expect(object.names == ["text", "url", "n"])
    #expect(try read("{}").names.isEmpty)
  }

  @Test func `bytes that are not UTF-8 become the replacement character`() throws {
    let bytes = Array(#"{"text": "a"#.utf8) + [0xE9] + Array(#"b"}"#.utf8)
    #expect(try JSONObjectReader.read(bytes[...], wanted: ["text"]).values["text"] == .text("a\u{FFFD}b"))
  }

  @Test(arguments: [
    "", "{", "[1]", "\"a\"", "{\"text\"}", "{\"text\":}", "{\"text\": 01}", "{\"text\": 1.}", "{\"text\": .5}",
    "{\"text\": +1}", "{\"text\": nul}", "{\"text\": nan}", "{\"text\": \"a}", "{\"text\": \"\\x\"}",
    "{\"text\": \"\\u12g4\"}",
    "{\"text\": \"a\"} {}", "{\"text\": [1,]}", "{\"text\": [1 2]}", "{\"text\": [}", "{\"text\": {]}",
    "{\"a\": {\"b\" 1}}",
    "{text: 1}", "{\"text\": 1,}", "{'text': 1}", "{\"text\": \"\\",
  ]) func `what is no JSON object is refused`(text: String) {
    #expect(throws: JSONObjectReader.Problem.self) { try read(text) }
  }

  @Test func `a problem is placed at its byte`() {
    let cut = #expect(throws: JSONObjectReader.Problem.self) { try read(#"{"text": "abc"#) }
    #expect(cut?.reason == "it ends too early")
    let word = #expect(throws: JSONObjectReader.Problem.self) { try read(#"{"text": maybe, "a": 1}"#) }
    #expect(word?.position == 9 && word?.reason == "a value is missing")
  }

  @Test func `a million brackets are passed over without the stack`() throws {
    let depth = 1_000_000
    let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(try read("{\"a\": \(deep), \"text\": \"b\"}").values["text"] == .text("b"))
    #expect(throws: JSONObjectReader.Problem.self) {
      try read("{\"a\": " + String(repeating: "{\"a\":[", count: depth))
    }
  }
}
