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
