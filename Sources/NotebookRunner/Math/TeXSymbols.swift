// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// What TeX's control words stand for.
enum TeXSymbols {
  static let identifiers: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "varpi": "ϖ", "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "ϕ",
    "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "ell": "ℓ", "hbar": "ℏ", "imath": "ı", "jmath": "ȷ",
  ]

  static let uprightIdentifiers: [String: String] = [
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "infty": "∞", "emptyset": "∅", "varnothing": "∅", "Re": "ℜ", "Im": "ℑ",
    "aleph": "ℵ", "partial": "∂", "nabla": "∇", "top": "⊤", "bot": "⊥", "angle": "∠", "degree": "°", "dagger": "†",
    "ddagger": "‡", "S": "§", "checkmark": "✓",
  ]

  static let operators: [String: String] = [
    "cdot": "⋅", "times": "×", "div": "÷", "pm": "±", "mp": "∓", "ast": "∗", "star": "⋆", "circ": "∘", "bullet": "•",
    "oplus": "⊕", "otimes": "⊗", "odot": "⊙", "cap": "∩", "cup": "∪", "setminus": "∖", "wedge": "∧", "land": "∧",
    "vee": "∨", "lor": "∨", "neg": "¬", "lnot": "¬", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠",
    "neq": "≠",
    "ll": "≪", "gg": "≫", "approx": "≈", "sim": "∼", "simeq": "≃", "cong": "≅", "equiv": "≡", "propto": "∝", "in": "∈",
    "notin": "∉", "ni": "∋", "subset": "⊂", "subseteq": "⊆", "supset": "⊃", "supseteq": "⊇", "mid": "∣", "nmid": "∤",
    "parallel": "∥", "perp": "⊥", "to": "→", "rightarrow": "→", "leftarrow": "←", "gets": "←", "leftrightarrow": "↔",
    "Rightarrow": "⇒", "Leftarrow": "⇐", "Leftrightarrow": "⇔", "implies": "⟹", "iff": "⟺", "mapsto": "↦",
    "longrightarrow": "⟶", "uparrow": "↑", "downarrow": "↓", "forall": "∀", "exists": "∃", "colon": ":", "ldots": "…",
    "dots": "…", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱", "prime": "′", "lvert": "|", "rvert": "|", "vert": "|",
    "lVert": "‖", "rVert": "‖", "Vert": "‖", "|": "‖", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋",
    "lceil": "⌈", "rceil": "⌉", "{": "{", "}": "}", "lbrace": "{", "rbrace": "}", "lbrack": "[", "rbrack": "]",
    "coloneqq": "≔", "triangleq": "≜", "models": "⊨", "vdash": "⊢", "%": "%", "$": "$", "&": "&", "#": "#", "_": "_",
  ]

  static let largeOperators: [String: String] = [
    "sum": "∑", "prod": "∏", "coprod": "∐", "bigcup": "⋃", "bigcap": "⋂", "bigoplus": "⨁", "bigotimes": "⨂",
    "bigvee": "⋁", "bigwedge": "⋀",
  ]

  /// Their bounds stand beside them.
  static let integrals: [String: String] = ["int": "∫", "iint": "∬", "oint": "∮"]

  static let functions: Set<String> = [
    "log", "ln", "lg", "exp", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "arcsin", "arccos",
    "arctan", "dim", "ker", "deg", "arg", "hom",
  ]

  static let limitFunctions: Set<String> = [
    "max", "min", "sup", "inf", "lim", "limsup", "liminf", "argmax", "argmin", "det", "Pr", "gcd",
  ]

  /// In em; TeX's values.
  static let spaces: [String: Double] = [
    ",": 0.167, ":": 0.222, ">": 0.222, ";": 0.278, "!": -0.167, " ": 0.25, "quad": 1, "qquad": 2, "enspace": 0.5,
    "thinspace": 0.167,
  ]

  static let accents: [String: (mark: String, isStretchy: Bool)] = [
    "hat": ("^", false), "widehat": ("^", true), "bar": ("¯", false), "overline": ("¯", true), "tilde": ("~", false),
    "widetilde": ("~", true), "vec": ("→", false), "dot": ("˙", false), "ddot": ("¨", false),
    "overrightarrow": ("→", true), "overbrace": ("⏞", true),
  ]

  static let underAccents: [String: (mark: String, isStretchy: Bool)] = [
    "underline": ("_", true), "underbrace": ("⏟", true),
  ]
}

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
