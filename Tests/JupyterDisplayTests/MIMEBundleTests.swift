// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Foundation
import JupyterDisplay
import Testing

@Suite struct MIMEBundleTests {
  private func parsed(_ json: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }

  private func data(_ bundle: MIMEBundle) throws -> [String: Any] {
    try #require(try parsed(bundle.json())["data"] as? [String: Any])
  }

  @Test func everyCharacterSurvivesItsEscape() throws {
    let controls = String(String.UnicodeScalarView((0..<0x80).compactMap(Unicode.Scalar.init)))
    for text in [controls, "\"quoted\" \\ back/slash", "naïve 日本 🐦\u{2028}", "", "\u{7f}\u{0}end"] {
      #expect(try data(MIMEBundle(plainText: text))["text/plain"] as? String == text)
    }
  }

  @Test(arguments: Array(0..<40) + [255, 256, 1000]) func base64IsFoundations(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 97 &+ 251) }
    let bundle = MIMEBundle(plainText: "").adding(.png, .binary(bytes))
    #expect(try data(bundle)["image/png"] as? String == Data(bytes).base64EncodedString())
  }

  @Test func typesAreSortedSoThatEqualBundlesGiveEqualBytes() {
    let one = MIMEBundle(plainText: "t").adding(.svg, "<svg/>").adding(.html, "<b>").addingMetadata(.svg, json: "{}")
    let other = MIMEBundle().adding(.html, "<b>").addingMetadata(.svg, json: "{}").adding(.svg, "<svg/>")
      .adding(.plainText, "t")
    #expect(one.json() == other.json())
    #expect(
      one.json()
        == #"{"data":{"image/svg+xml":"<svg/>","text/html":"<b>","text/plain":"t"},"metadata":{"image/svg+xml":{}}}"#)
  }

  @Test func jsonTravelsAsJSONAndNotAsAString() throws {
    let contents = try data(JSON(#"{"a": [1, null]}"#).mimeBundle)
    let object = try #require(contents["application/json"] as? [String: Any])
    #expect((object["a"] as? [Any])?.count == 2)
    #expect(contents["text/plain"] as? String == #"{"a": [1, null]}"#)
  }

  @Test func theDisplaysNameIsTransient() throws {
    let json = try parsed(MIMEBundle(plainText: "x").json(displayID: "a\"b"))
    #expect((json["transient"] as? [String: Any])?["display_id"] as? String == "a\"b")
    #expect(try parsed(MIMEBundle(plainText: "x").json())["transient"] == nil)
  }

  @Test func aLaterFormOfOneTypeTakesThePlaceOfTheFirst() {
    var bundle = MIMEBundle(plainText: "old").adding(.plainText, "new")
    #expect(bundle[.plainText] == .text("new"))
    bundle[.plainText] = nil
    #expect(bundle.contents.isEmpty)
  }

  @Test func richTextHasItsTypeAndPlainText() throws {
    let cases: [(any Displayable, String)] = [
      (HTML("<p>"), "text/html"), (Markdown("# m"), "text/markdown"), (LaTeX("$x$"), "text/latex"),
      (SVG("<svg/>"), "image/svg+xml"), (PNG([1, 2, 3]), "image/png"), (JSON("[]"), "application/json"),
    ]
    for (value, type) in cases {
      let bundle = MIMEBundle(showing: value)
      #expect(Set(bundle.contents.keys.map(\.rawValue)) == [type, "text/plain"])
    }
    #expect(try data(PNG([1, 2, 3]).mimeBundle)["image/png"] as? String == "AQID")
  }

  @Test func aTypesOwnBundleIsPreferredToPlainText() {
    struct Swatch: Displayable {
      var mimeBundle: MIMEBundle { MIMEBundle(plainText: "red").adding(.html, "<i>") }
    }
    #expect(MIMEBundle(showing: Swatch())[.html] == .text("<i>"))
    let erased: Any = Swatch()
    #expect(MIMEBundle(showing: erased)[.html] == .text("<i>"))
    let optional: Swatch? = Swatch()
    #expect(MIMEBundle(showing: optional)[.html] == .text("<i>"))
  }
}
