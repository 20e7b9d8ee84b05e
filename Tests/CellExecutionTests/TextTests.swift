// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import CellExecution
import Glibc
import Testing
import WorkerProtocol

@Suite struct UTF8StreamDecoderTests {
  private func decoded(_ pieces: [ArraySlice<UInt8>]) -> String {
    var decoder = UTF8StreamDecoder()
    return pieces.map { decoder.decode($0) }.joined() + decoder.finish()
  }

  private func pieces(of bytes: [UInt8], _ random: inout some RandomNumberGenerator) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + Int.random(in: 1...4, using: &random))
      pieces.append(bytes[start..<end])
      start = end
    }
    return pieces
  }

  @Test(arguments: 1...40) func anyCutOfAnyTextGivesTheText(seed: UInt64) {
    var random = Xorshift(seed: seed)
    let alphabet: [Character] = ["a", "é", "日", "🐦", "\n", "👩‍👩‍👧", "\u{0}", "ß"]
    let text = String((0..<200).map { _ in alphabet.randomElement(using: &random)! })
    let bytes = Array(text.utf8)
    #expect(decoded(pieces(of: bytes, &random)) == text)
  }

  @Test(arguments: 1...200) func anyCutOfAnyBytesGivesTheSameText(seed: UInt64) {
    var random = Xorshift(seed: seed)
    let interesting: [UInt8] = [0x41, 0x80, 0xbf, 0xc0, 0xc3, 0xe0, 0xe2, 0xed, 0xf0, 0xf4, 0xf8, 0xff, 0x9f, 0xa9]
    let bytes = (0..<60).map { _ in interesting.randomElement(using: &random)! }
    let whole = String(decoding: bytes, as: UTF8.self)
    let cut = pieces(of: bytes, &random)
    #expect(decoded(cut) == whole, "\(cut.map(Array.init))")
  }

  @Test func aCharacterWaitsForItsLastByte() {
    var decoder = UTF8StreamDecoder()
    #expect(decoder.decode([0xf0, 0x9f]) == "")
    #expect(decoder.decode([0x90]) == "")
    #expect(decoder.decode([0xa6, 0x41]) == "🐦A")
    #expect(decoder.finish() == "")
  }

  @Test func anUnfinishedCharacterAtTheEndIsShownAsSuch() {
    var decoder = UTF8StreamDecoder()
    #expect(decoder.decode([0x41, 0xe2, 0x82]) == "A")
    #expect(decoder.finish() == "\u{fffd}")
    #expect(decoder.finish() == "")
  }
}

@Suite struct TrapTextTests {
  private func text(_ message: String, signal: Int32 = SIGILL, address: UInt64 = 0, failure: String? = nil) -> String {
    var ending = Ending(.trapped(signal: signal))
    ending.message = message
    ending.faultAddress = address
    return TrapText.message(of: ending, runtimeFailure: failure)
  }

  @Test func theRuntimesPlacesAreLeftOut() {
    #expect(text("Swift/ContiguousArrayBuffer.swift:692: Fatal error: Index out of range\n") == "Index out of range")
    #expect(text("cell:Cell_3:2: Fatal error: my words\n") == "my words")
    #expect(text("cell:Cell_3:2: Precondition failed: a: b\n") == "a: b")
    #expect(text("cell:Cell_3:2: Assertion failed\n", failure: nil).contains("Cell_3") == false)
    #expect(text("cell:Cell_3:2: Precondition failed\n").contains("Cell_3") == false)
    #expect(text("cell:Cell_3:9: Fatal error\n") == "Fatal error")
  }

  @Test func castsNameTheTypesAndNoAddresses() {
    #expect(
      text("Could not cast value of type 'Swift.Int' (0x7f0011223344) to 'Swift.String' (0x7f0011223355).\n")
        == "Could not cast value of type 'Int' to 'String'.")
  }

  @Test func failuresWithoutMessageAreTheCompilersWords() {
    #expect(text("", failure: "arithmetic overflow") == "Arithmetic overflow")
  }

  @Test func signalsArePlainWords() {
    #expect(text("", signal: SIGSEGV, address: 8) == "Null pointer access (address 0x8)")
    #expect(text("", signal: SIGSEGV, address: 0x1234_5678) == "Bad memory access at 0x12345678")
    #expect(text("", signal: SIGABRT) == "abort() was called")
    #expect(text("", signal: SIGFPE) == "Arithmetic exception")
    #expect(text("", signal: SIGILL).contains("stopped itself"))
    var ending = Ending(.trapped(signal: SIGSEGV))
    ending.stackOverflow = true
    #expect(TrapText.message(of: ending) == "Stack overflow: endless recursion?")
  }
}

@Suite struct MagicTests {
  @Test func magicsAreSingleLines() {
    #expect(Magic("%help") == .help)
    #expect(Magic("  %who  \n\n") == .who)
    #expect(Magic("%restore") == .restore)
    #expect(Magic("%reset") == .reset)
    #expect(Magic("%nothing at all") == .unknown("nothing"))
    #expect(Magic("%") == .unknown(""))
  }

  @Test func swiftIsNoMagic() {
    for text in ["", "1 % 2", "let a = 1\n%who", "%who\nlet a = 1", "// %who"] {
      #expect(Magic(text) == nil, "\(text)")
    }
  }
}

@Suite struct SymbolizerTests {
  @Test func functionsHaveTheUsersNames() {
    #expect(Symbolizer.functionName("$s6Cell_31fyS2iF") == "f")
    #expect(Symbolizer.functionName("$s6Cell_35PointV4normSdyF") == "Point.norm")
    #expect(Symbolizer.functionName("$s6Cell_31fyS2iFS2iXEfU_") == "closure in f")
    #expect(Symbolizer.functionName("$s6Cell_35PointV1xSdvg")?.hasPrefix("Point.x") == true)
  }

  @Test func theTopLevelHasNoName() {
    #expect(Symbolizer.functionName("Cell_3_main") == nil)
    #expect(Symbolizer.functionName("malloc") == nil)
    #expect(Symbolizer.functionName("") == nil)
  }
}

/// A small generator of numbers, the same on every run.
private struct Xorshift: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
