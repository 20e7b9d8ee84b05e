// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

import Plotting
import Testing

@Suite struct MathParserTests {
  @Test func `dollar signs part plain text from mathematics`() {
    let pieces = MathParser.pieces(of: "TRAIN $\\beta$s > 0")
    #expect(
      pieces == [.plain("TRAIN "), .math([.symbol("β", italic: true, kind: .ordinary)]), .plain("s > 0")])
  }

  @Test func `a lone dollar sign is a character`() {
    #expect(MathParser.pieces(of: "costs $5") == [.plain("costs $5")])
    #expect(MathParser.pieces(of: "\\$5 and \\$6") == [.plain("$5 and $6")])
  }

  @Test func `the lectures' formulas are read`() {
    let minusLog = MathParser.pieces(of: "$-log_{10}(p)$")
    guard case .math(let nodes)? = minusLog.first else { return #expect(Bool(false), "\(minusLog)") }
    #expect(nodes.first == .symbol("−", italic: false, kind: .binary))
    #expect(nodes.count == 7)
    #expect(
      MathParser.pieces(of: "$\\neq$") == [.math([.symbol("≠", italic: false, kind: .relation)])])
  }

  @Test(arguments: ["${$", "$}$", "$\\$", "$_$", "$^^$", "$\\frac$", "$\\frac{a$", "$\\mathrm{x$", "$\\sqrt$", "$$"])
  func `broken mathematics never stops the parser`(text: String) {
    _ = MathParser.pieces(of: text)
  }
}
