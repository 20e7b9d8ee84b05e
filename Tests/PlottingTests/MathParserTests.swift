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

  @Test(arguments: [
    "\\mathbf{W} \\cdot \\hat{x}", "\\sqrt[3]{x}", "\\mathbb{E}[X] \\in \\mathbb{R}^n", "\\left\\langle a, b \\right.",
    "\\overline{ab} \\Leftrightarrow \\lfloor x \\rfloor", "\\forall \\epsilon > 0 \\exists \\delta \\ldots",
  ])
  func `commands of the field are known`(text: String) {
    func unknown(_ node: MathNode) -> Bool {
      switch node {
      case .unknown: true
      case .group(let nodes): nodes.contains(where: unknown)
      case .scripts(let base, let below, let above): [base, below, above].compactMap { $0 }.contains(where: unknown)
      case .fraction(let a, let b): unknown(a) || unknown(b)
      case .root(let body), .accent(_, let body), .line(let body, _): unknown(body)
      default: false
      }
    }
    guard case .math(let nodes)? = MathParser.pieces(of: "$\(text)$").first else { return #expect(Bool(false)) }
    #expect(!nodes.contains(where: unknown))
  }

  @Test func `mathematics can be read aloud`() {
    #expect(MathParser.plainText("TRAIN $\\beta$s>0") == "TRAIN βs>0")
    #expect(MathParser.plainText("$-log_{10}(p) \\leq \\frac{a+b}{2}$") == "−log_10(p) ≤ (a+b)/2")
    #expect(MathParser.plainText("costs $5") == "costs $5")
  }
}
