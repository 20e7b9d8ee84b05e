// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Character references of HTML: every numeric one, and the named ones met in prose.
enum HTMLEntity {
  /// The text for `name`, which stands between `&` and `;`; nil when unknown (the source then stays as it is).
  static func value(named name: String) -> String? {
    guard name.hasPrefix("#") else { return named[name] }
    let digits = name.dropFirst()
    let code: UInt32? =
      digits.hasPrefix("x") || digits.hasPrefix("X") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let code else { return nil }
    return String(code == 0 ? "\u{FFFD}" : Unicode.Scalar(code).map(Character.init) ?? "\u{FFFD}")
  }

  private static let named: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "copy": "©", "reg": "®", "deg": "°",
    "plusmn": "±", "times": "×", "divide": "÷", "middot": "·", "bull": "•", "hellip": "…", "ndash": "–", "mdash": "—",
    "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "laquo": "«", "raquo": "»", "larr": "←", "uarr": "↑",
    "rarr": "→", "darr": "↓", "harr": "↔", "rArr": "⇒", "lArr": "⇐", "minus": "−", "le": "≤", "ge": "≥", "ne": "≠",
    "asymp": "≈", "equiv": "≡", "infin": "∞", "radic": "√", "sum": "∑", "prod": "∏", "int": "∫", "part": "∂",
    "nabla": "∇", "isin": "∈", "forall": "∀", "exist": "∃", "empty": "∅", "cap": "∩", "cup": "∪", "sub": "⊂",
    "sup": "⊃", "sect": "§", "para": "¶", "euro": "€", "pound": "£", "micro": "µ", "frac12": "½", "frac14": "¼",
    "sup2": "²", "sup3": "³", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ",
    "Omega": "Ω", "thinsp": "\u{2009}", "ensp": "\u{2002}", "emsp": "\u{2003}", "zwj": "\u{200D}", "zwnj": "\u{200C}",
    "shy": "\u{AD}", "auml": "ä", "ouml": "ö", "uuml": "ü", "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü", "szlig": "ß",
    "eacute": "é", "egrave": "è", "agrave": "à", "ccedil": "ç", "ntilde": "ñ", "aring": "å", "oslash": "ø",
    "check": "✓", "star": "☆", "hearts": "♥", "dagger": "†",
  ]
}
