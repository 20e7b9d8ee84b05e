// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension HTMLSanitizer {
  mutating func attributes(of tag: HTMLTokenizer.Tag, _ element: String, _ space: Space) {
    var seen: Set<String> = []
    for (name, range) in tag.attributes where seen.insert(name).inserted {
      let value = tokenizer.bytes[range]
      if name == "style" {
        let style = StyleDeclarations.filtered(HTMLText.decoded(value))
        guard !style.isEmpty else { continue }
        write(" style=\"\(style.htmlEscaped)\"")
        let isAlignment = style.hasPrefix("text-align:") && (space == .mathML || !style.contains(";"))
        if !isAlignment { hasStyle = true }
      } else if let known = Self.plainName(name, space) {
        guard space == .html || StyleDeclarations.refersOnlyWithin(value) else { continue }
        write(" \(known)=\"")
        HTMLText.append(value, to: &out)
        write("\"")
      } else if let address = address(name, HTMLText.decoded(value), element, space) {
        write(" \(name)=\"\(address.htmlEscaped)\"")
      } else if name == "target", element == "a", value.elementsEqual("_blank".utf8) {
        write(" target=\"_blank\" rel=\"noopener\"")
      }
    }
  }

  /// The name of an attribute that may have any value; nil for others.
  private static func plainName(_ name: String, _ space: Space) -> String? {
    if name.hasPrefix("aria-"), name.utf8.allSatisfy({ HTMLTokenizer.isLetter($0) || $0 == UInt8(ascii: "-") }) {
      return name
    }
    switch space {
    case .html: return HTMLVocabulary.attributes.contains(name) ? name : nil
    case .svg, .mathML: return vocabulary(space).attributes[name]
    }
  }

  /// An address that an element may have; nil otherwise.
  private func address(_ name: String, _ value: String, _ element: String, _ space: Space) -> String? {
    switch (space, name) {
    case (.html, "href"), (.svg, "href"), (.svg, "xlink:href"):
      if element == "a" { return SafeAddress.isLink(value) ? value : nil }
      guard space == .svg else { return nil }
      if element == "image" { return SafeAddress.isImage(value) ? value : nil }
      return value.hasPrefix("#") ? value : nil
    case (.html, "src") where element != "img": return SafeAddress.isMedia(value) ? value : nil
    case (.html, "poster"): return SafeAddress.isImage(value) ? value : nil
    default: return nil
    }
  }
}

/// What an address in a page may be.
enum SafeAddress {
  /// A relative address or one of the harmless schemes.
  static func isLink(_ address: String) -> Bool {
    // Browsers leave out line ends and tabs anywhere, and whatever is below a space at the start.
    let read = address.unicodeScalars.filter { $0.value > 0x20 && $0.value != 0x7F }
    guard let colon = read.firstIndex(of: ":") else { return true }
    let scheme = read[..<colon]
    // Only these characters make a scheme; anything else before the colon is part of a path.
    let isScheme = scheme.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || "0123456789+-.".unicodeScalars.contains($0))
    }
    return !isScheme
      || ["http", "https", "mailto", "ftp", "tel"].contains(String(String.UnicodeScalarView(scheme)).lowercased())
  }

  static func isImage(_ address: String) -> Bool { isData(address, ["data:image/"]) }
  static func isMedia(_ address: String) -> Bool { isData(address, ["data:audio/", "data:video/"]) }

  private static func isData(_ address: String, _ kinds: [String]) -> Bool {
    let start = address.prefix(16).lowercased()
    return kinds.contains { start.hasPrefix($0) }
  }
}
