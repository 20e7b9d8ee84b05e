// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import JupyterProtocol
import Testing

@Suite struct JSONValueTests {
  @Test(
    "Documents survive parsing and writing",
    arguments: [
      "null", "true", "false", "0", "-7", "9223372036854775807", "2.5", "1e+300", #""""#, #""a\"b\\c/é\u0001🦢""#, "[]",
      "{}", #"{"a":[1,{"b":null}],"c":"d"}"#,
    ])
  func roundTrip(text: String) throws {
    let value = try JSONValue(parsing: text)
    #expect(try value.jsonText == text)
    #expect(try JSONValue(parsing: value.jsonText) == value)
  }

  @Test("Literals, subscripts and the typed views agree")
  func access() {
    let value: JSONValue = ["a": [1, 2.5, "x", nil, true], "b": ["c": "d"]]
    #expect(value["a"]?[0]?.intValue == 1 && value["a"]?[0]?.doubleValue == 1)
    #expect(value["a"]?[1]?.doubleValue == 2.5 && value["a"]?[1]?.intValue == nil)
    #expect(value["a"]?[2]?.stringValue == "x" && value["a"]?[3]?.isNull == true && value["a"]?[4]?.boolValue == true)
    #expect(value["a"]?[5] == nil && value["a"]?[-1] == nil && value["a"]?["b"] == nil && value["x"] == nil)
    #expect(value["b"]?.objectValue == ["c": "d"] && value["a"]?.arrayValue?.count == 5)
  }

  @Test("Numbers that JSON does not have become null", arguments: [Double.nan, .infinity, -.infinity])
  func notNumbers(number: Double) throws {
    #expect(try JSONValue.array([.double(number), 1]).jsonText == "[null,1]")
  }

  @Test("Integers beyond Int become doubles")
  func bigNumbers() throws {
    #expect(try JSONValue(parsing: "18446744073709551616") == .double(18_446_744_073_709_551_616))
  }

  @Test("Broken documents throw", arguments: ["", "{", "nul", "\"a", "{\"a\"}", "1 2"])
  func broken(text: String) {
    #expect(throws: (any Error).self) { try JSONValue(parsing: text) }
  }

  @Test("Nesting without end is refused rather than followed")
  func nesting() {
    #expect(throws: (any Error).self) { try JSONValue(parsing: String(repeating: "[", count: 100_000)) }
  }
}
