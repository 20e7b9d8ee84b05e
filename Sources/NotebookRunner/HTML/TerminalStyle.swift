// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// How a terminal shows a character, after the SGR codes of ECMA-48 and xterm's colours.
struct TerminalStyle: Hashable, Sendable {
  enum Color: Hashable, Sendable {
    /// 0 to 7 as the theme has them; 8 to 15 their bright forms.
    case named(Int)
    case rgb(UInt8, UInt8, UInt8)
  }

  var foreground: Color?
  var background: Color?
  var isBold = false
  var isFaint = false
  var isItalic = false
  var isUnderlined = false
  var isStruck = false
  var isInverse = false

  var isPlain: Bool { self == TerminalStyle() }

  /// Changes the style by the parameters of one SGR sequence.
  mutating func apply(_ codes: [Int]) {
    var rest = codes[...]
    while let code = rest.popFirst() {
      switch code {
      case 0: self = TerminalStyle()
      case 1: isBold = true
      case 2: isFaint = true
      case 3: isItalic = true
      case 4, 21: isUnderlined = true
      case 7: isInverse = true
      case 9: isStruck = true
      case 22: (isBold, isFaint) = (false, false)
      case 23: isItalic = false
      case 24: isUnderlined = false
      case 27: isInverse = false
      case 29: isStruck = false
      case 30...37: foreground = .named(code - 30)
      case 38: foreground = Self.extended(&rest) ?? foreground
      case 39: foreground = nil
      case 40...47: background = .named(code - 40)
      case 48: background = Self.extended(&rest) ?? background
      case 49: background = nil
      case 90...97: foreground = .named(code - 82)
      case 100...107: background = .named(code - 92)
      default: break
      }
    }
  }

  /// `5;n` of the palette of 256, or `2;r;g;b`.
  private static func extended(_ codes: inout ArraySlice<Int>) -> Color? {
    switch codes.popFirst() {
    case 5:
      guard let index = codes.popFirst() else { return nil }
      return palette(index)
    case 2:
      guard codes.count >= 3 else { return nil }
      let parts = (0..<3).map { _ in UInt8(clamping: codes.removeFirst()) }
      return .rgb(parts[0], parts[1], parts[2])
    default: return nil
    }
  }

  private static func palette(_ index: Int) -> Color? {
    switch index {
    case 0..<16: return .named(index)
    case 16..<232:
      let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
      let cube = index - 16
      return .rgb(levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6])
    case 232..<256:
      let gray = UInt8(8 + (index - 232) * 10)
      return .rgb(gray, gray, gray)
    default: return nil
    }
  }
}

extension TerminalStyle {
  /// The attributes of a `<span>` that shows this style; the stylesheet knows the classes.
  var htmlAttributes: String {
    var classes: [String] = []
    var declarations: [String] = []
    if isBold { classes.append("ansi-bold") }
    if isFaint { classes.append("ansi-faint") }
    if isItalic { classes.append("ansi-italic") }
    if isUnderlined { classes.append("ansi-underline") }
    if isStruck { classes.append("ansi-strike") }
    if isInverse { classes.append("ansi-inverse") }
    switch foreground {
    case .named(let index): classes.append("ansi-fg-\(index)")
    case .rgb(let red, let green, let blue): declarations.append("color:rgb(\(red),\(green),\(blue))")
    case nil: break
    }
    switch background {
    case .named(let index): classes.append("ansi-bg-\(index)")
    case .rgb(let red, let green, let blue): declarations.append("background:rgb(\(red),\(green),\(blue))")
    case nil: break
    }
    let classAttribute = classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\""
    return classAttribute + (declarations.isEmpty ? "" : " style=\"\(declarations.joined(separator: ";"))\"")
  }
}
