// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Unicode's mathematical alphabets, which MathML uses in place of fonts.
enum TeXAlphabet: String {
  case mathbf, boldsymbol, bm, mathbb, mathcal, mathscr, mathsf, mathtt, mathfrak

  /// `text` in this alphabet; what the alphabet lacks stays as it is.
  func apply(to text: String) -> String { String(String.UnicodeScalarView(text.unicodeScalars.map(apply))) }

  private func apply(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if let exception = exceptions[scalar] { return exception }
    let (capitals, smalls, digits): (UInt32?, UInt32?, UInt32?) =
      switch self {
      case .mathbf: (0x1D400, 0x1D41A, 0x1D7CE)
      case .boldsymbol, .bm: (0x1D468, 0x1D482, 0x1D7CE)
      case .mathbb: (0x1D538, 0x1D552, 0x1D7D8)
      case .mathcal, .mathscr: (0x1D49C, 0x1D4B6, nil)
      case .mathsf: (0x1D5A0, 0x1D5BA, 0x1D7E2)
      case .mathtt: (0x1D670, 0x1D68A, 0x1D7F6)
      case .mathfrak: (0x1D504, 0x1D51E, nil)
      }
    let ranges: [(first: Unicode.Scalar, last: Unicode.Scalar, base: UInt32?)] = [
      ("A", "Z", capitals), ("a", "z", smalls), ("0", "9", digits), ("α", "ω", isBold ? 0x1D6C2 : nil),
      ("Α", "Ω", isBold ? 0x1D6A8 : nil),
    ]
    for range in ranges where range.first <= scalar && scalar <= range.last {
      guard let base = range.base else { return scalar }
      return Unicode.Scalar(base + scalar.value - range.first.value) ?? scalar
    }
    return scalar
  }

  private var isBold: Bool { self == .mathbf || self == .boldsymbol || self == .bm }

  /// Letters that Unicode had before it had the alphabets.
  private var exceptions: [Unicode.Scalar: Unicode.Scalar] {
    switch self {
    case .mathbb: ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"]
    case .mathcal, .mathscr:
      [
        "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ", "g": "ℊ", "o": "ℴ",
      ]
    case .mathfrak: ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"]
    default: [:]
    }
  }
}

extension TeXNode {
  /// The letters and digits in another alphabet; everything else as it is.
  func mapped(to alphabet: TeXAlphabet) -> TeXNode {
    switch self {
    case .row(let nodes): .row(nodes.map { $0.mapped(to: alphabet) })
    case .identifier(let text, _): .identifier(alphabet.apply(to: text), isUpright: true)
    case .number(let text): .number(alphabet.apply(to: text))
    case .scripts(let base, let sub, let sup): .scripts(base: base.mapped(to: alphabet), sub: sub, sup: sup)
    case .accent(let base, let mark, let isOver, let isStretchy):
      .accent(base.mapped(to: alphabet), mark, isOver: isOver, isStretchy: isStretchy)
    default: self
    }
  }
}
