// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// A piece of TeX-style mathematics.
package indirect enum MathNode: Hashable, Sendable {
  /// How much air a symbol wants around it.
  package enum Kind: Hashable, Sendable { case ordinary, binary, relation, opening, closing, punctuation }

  case symbol(Unicode.Scalar, italic: Bool, kind: Kind)
  /// An upright word: a function name, or what `\mathrm` and `\text` hold.
  case word(String, style: FontStyle = .regular)
  case group([MathNode])
  case scripts(base: MathNode, below: MathNode?, above: MathNode?)
  case fraction(MathNode, MathNode)
  case root(MathNode)
  case accent(Unicode.Scalar, MathNode)
  /// A line over something, or under it.
  case line(MathNode, isOver: Bool)
  /// Empty space, in ems.
  case space(Double)
  /// A command nobody knows; drawn as its source, in a warning colour.
  case unknown(String)
}

/// A stretch of a text: plain, or mathematics between dollar signs.
package enum TextPiece: Hashable, Sendable {
  case plain(String)
  case math([MathNode])
}

/// What the commands of the TeX subset stand for.
enum MathSymbols {
  static let italic: [String: Unicode.Scalar] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "omicron": "ο", "pi": "π", "rho": "ρ", "sigma": "σ", "varsigma": "ς", "tau": "τ",
    "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
  ]
  static let upright: [String: Unicode.Scalar] = [
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "infty": "∞", "partial": "∂", "nabla": "∇",
    "sum": "∑", "prod": "∏", "int": "∫", "ell": "ℓ", "forall": "∀", "exists": "∃", "emptyset": "∅",
    "ldots": "…", "dots": "…", "degree": "°", "%": "%", "$": "$", "#": "#", "&": "&", "_": "_", "{": "{", "}": "}",
    "prime": "′", "|": "‖", "hbar": "ℏ", "Re": "ℜ", "Im": "ℑ", "aleph": "ℵ", "angle": "∠", "neg": "¬", "lnot": "¬",
    "top": "⊤", "bot": "⊥", "perp": "⊥", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱", "dagger": "†", "star": "⋆",
    "bullet": "•", "oint": "∮", "iint": "∬", "triangle": "△", "square": "□", "checkmark": "✓", "S": "§",
    "backslash": "\\",
  ]
  static let binary: [String: Unicode.Scalar] = [
    "pm": "±", "mp": "∓", "times": "×", "div": "÷", "cdot": "⋅", "ast": "∗", "circ": "∘", "cup": "∪", "cap": "∩",
    "oplus": "⊕", "otimes": "⊗", "ominus": "⊖", "odot": "⊙", "wedge": "∧", "land": "∧", "vee": "∨", "lor": "∨",
    "setminus": "∖",
  ]
  static let relation: [String: Unicode.Scalar] = [
    "neq": "≠", "ne": "≠", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "approx": "≈", "sim": "∼", "equiv": "≡",
    "propto": "∝", "in": "∈", "notin": "∉", "subset": "⊂", "ll": "≪", "gg": "≫", "to": "→", "rightarrow": "→",
    "leftarrow": "←", "Rightarrow": "⇒", "mid": "∣", "gets": "←", "Leftarrow": "⇐", "leftrightarrow": "↔",
    "Leftrightarrow": "⇔", "iff": "⇔", "mapsto": "↦", "uparrow": "↑", "downarrow": "↓", "longrightarrow": "⟶",
    "implies": "⇒", "simeq": "≃", "cong": "≅", "asymp": "≍", "prec": "≺", "succ": "≻", "subseteq": "⊆", "supset": "⊃",
    "supseteq": "⊇", "ni": "∋", "parallel": "∥", "models": "⊨", "vdash": "⊢", "triangleq": "≜", "lesssim": "≲",
    "gtrsim": "≳",
  ]
  static let opening: [String: Unicode.Scalar] = ["langle": "⟨", "lfloor": "⌊", "lceil": "⌈", "lvert": "|"]
  static let closing: [String: Unicode.Scalar] = ["rangle": "⟩", "rfloor": "⌋", "rceil": "⌉", "rvert": "|"]
  /// Letters with a second stroke: the sets of numbers, and what expectations are written with.
  static let blackboard: [Character: Unicode.Scalar] = [
    "C": "ℂ", "E": "𝔼", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ",
  ]
  static let functions: Set<String> = [
    "log", "ln", "exp", "sin", "cos", "tan", "tanh", "max", "min", "arg", "argmax", "argmin", "det", "dim", "lim",
    "sup", "inf", "Pr", "sinh", "cosh", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "ker", "gcd", "lg", "mod",
    "bmod",
  ]
  static let spaces: [String: Double] = [
    ",": 0.167, ":": 0.222, ";": 0.278, "!": -0.167, " ": 0.25, "quad": 1, "qquad": 2,
  ]
  static let accents: [String: Unicode.Scalar] = [
    "hat": "ˆ", "bar": "¯", "tilde": "˜", "vec": "→", "dot": "˙", "ddot": "¨", "check": "ˇ", "acute": "´", "grave": "`",
    "breve": "˘",
    "widehat": "ˆ", "widetilde": "˜",
  ]
}
