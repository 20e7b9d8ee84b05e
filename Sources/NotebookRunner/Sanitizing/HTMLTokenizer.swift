// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Cuts HTML into tags and text as a browser does (HTML Standard, 13.2.5), but for what is never closed: there a browser
/// takes everything that follows into the comment, the attribute or the `<textarea>`; here the mark is text, or the tag
/// counts for nothing, and what follows stays. Linear in the length, whatever the text.
struct HTMLTokenizer {
  /// A start or end tag. Ranges are places in the bytes.
  struct Tag {
    /// In lower case.
    var name: String
    var isClosing = false
    var isSelfClosing = false
    /// Names in lower case; of two with the same name the first counts.
    var attributes: [(name: String, value: Range<Int>)] = []
    /// The tag itself.
    var range: Range<Int>
  }

  enum Token {
    case text(Range<Int>)
    case tag(Tag)
    /// An element whose content is text whatever it looks like, such as a style sheet, with its content.
    case raw(Tag, content: Range<Int>)
  }

  let bytes: [UInt8]
  private var position = 0
  /// Closing marks that were looked for and not found: they are not behind any later place either.
  private var missing: Set<String> = []
  /// A text of broken tags must not be read to its end for each of them.
  private var brokenTags = 0
  private static let mostBrokenTags = 32

  init(_ html: some StringProtocol) { bytes = Array(html.utf8) }

  mutating func next() -> Token? {
    var start = position
    while position < bytes.count {
      let mark = position
      guard bytes[position] == UInt8(ascii: "<") else {
        position += 1
        continue
      }
      // A comment or declaration is nothing; the text before and behind it are two.
      if let end = endOfDeclaration(mark) {
        position = end
        if start < mark { return .text(start..<mark) }
        start = end
        continue
      }
      guard start == mark else {
        if isTagStart(mark) { return .text(start..<mark) }
        position += 1
        continue
      }
      if let tag = tag(at: mark) {
        position = tag.range.upperBound
        return content(of: tag)
      }
      position = mark + 1
    }
    return start < position ? .text(start..<position) : nil
  }

  /// The content of elements that hold text only, up to their closing tag.
  private mutating func content(of tag: Tag) -> Token {
    guard !tag.isClosing, !tag.isSelfClosing, HTMLVocabulary.rawText.contains(tag.name),
      let close = find("</\(tag.name)", ignoringCase: true, endsName: true), let end = find(">", from: close)
    else { return .tag(tag) }
    let content = position..<close
    position = end + 1
    return .raw(tag, content: content)
  }

  /// Passes over everything up to the closing tag of an element, if there is one.
  mutating func skipContent(of name: String) -> Bool {
    guard let close = find("</\(name)", ignoringCase: true, endsName: true), let end = find(">", from: close) else {
      return false
    }
    position = end + 1
    return true
  }

  // MARK: Declarations

  /// Behind `<!-- … -->`, `<![CDATA[ … ]]>`, `<! … >`, `<? … >` and `</ … >` without a name.
  private mutating func endOfDeclaration(_ start: Int) -> Int? {
    guard start + 1 < bytes.count else { return nil }
    switch bytes[start + 1] {
    case UInt8(ascii: "!"):
      if begins("<!--", at: start) {
        if begins("<!-->", at: start) { return start + 5 }
        if begins("<!--->", at: start) { return start + 6 }
        return find("-->", from: start + 4).map { $0 + 3 }
      }
      if begins("<![CDATA[", at: start), let end = find("]]>", from: start) { return end + 3 }
      return find(">", from: start).map { $0 + 1 }
    case UInt8(ascii: "?"): return find(">", from: start).map { $0 + 1 }
    case UInt8(ascii: "/"):
      guard start + 2 < bytes.count, !Self.isLetter(bytes[start + 2]) else { return nil }
      return find(">", from: start).map { $0 + 1 }
    default: return nil
    }
  }

  private func begins(_ text: StaticString, at start: Int) -> Bool {
    start + text.utf8CodeUnitCount <= bytes.count
      && text.withUTF8Buffer { bytes[start..<start + $0.count].elementsEqual($0) }
  }

  private mutating func find(
    _ text: String, from start: Int? = nil, ignoringCase: Bool = false, endsName: Bool = false
  ) -> Int? {
    guard !missing.contains(text) else { return nil }
    let pattern = Array(text.utf8)
    var place = start ?? position
    while place + pattern.count <= bytes.count {
      guard let first = bytes[place...].firstIndex(of: pattern[0]), first + pattern.count <= bytes.count else { break }
      place = first + 1
      let isFound = bytes[first..<first + pattern.count].elementsEqual(pattern) {
        $0 == $1 || ignoringCase && Self.isLetter($0) && $0 | 0x20 == $1
      }
      guard isFound else { continue }
      if endsName, first + pattern.count < bytes.count {
        let next = bytes[first + pattern.count]
        guard next == UInt8(ascii: ">") || next == UInt8(ascii: "/") || Self.isSpace(next) else { continue }
      }
      return first
    }
    missing.insert(text)
    return nil
  }

  // MARK: Tags

  private func isTagStart(_ start: Int) -> Bool {
    guard start + 1 < bytes.count, brokenTags < Self.mostBrokenTags else { return false }
    if Self.isLetter(bytes[start + 1]) { return true }
    return bytes[start + 1] == UInt8(ascii: "/") && start + 2 < bytes.count && Self.isLetter(bytes[start + 2])
  }

  private mutating func tag(at start: Int) -> Tag? {
    guard isTagStart(start) else { return nil }
    var place = start + 1
    var tag = Tag(name: "", range: start..<start)
    if bytes[place] == UInt8(ascii: "/") {
      tag.isClosing = true
      place += 1
    }
    tag.name = name(&place) { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ">") || Self.isSpace($0) }
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: ">") {
        tag.isSelfClosing = bytes[place - 1] == UInt8(ascii: "/")
        tag.range = start..<place + 1
        return tag
      }
      if byte == UInt8(ascii: "/") || Self.isSpace(byte) {
        place += 1
        continue
      }
      guard let attribute = attribute(&place) else { break }
      tag.attributes.append(attribute)
    }
    brokenTags += 1
    return nil
  }

  private func name(_ place: inout Int, ends: (UInt8) -> Bool) -> String {
    let start = place
    while place < bytes.count, !ends(bytes[place]) { place += 1 }
    return String(
      decoding: bytes[start..<place].lazy.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  /// Nil where a quotation mark has no partner.
  private func attribute(_ place: inout Int) -> (name: String, value: Range<Int>)? {
    // An equals sign that stands first belongs to the name.
    let isOdd = bytes[place] == UInt8(ascii: "=")
    if isOdd { place += 1 }
    let name =
      (isOdd ? "=" : "")
      + name(&place) {
        $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ">") || Self.isSpace($0)
      }
    var next = place
    while next < bytes.count, Self.isSpace(bytes[next]) { next += 1 }
    guard next < bytes.count, bytes[next] == UInt8(ascii: "=") else { return (name, place..<place) }
    next += 1
    while next < bytes.count, Self.isSpace(bytes[next]) { next += 1 }
    guard next < bytes.count else { return nil }
    if bytes[next] == UInt8(ascii: "\"") || bytes[next] == UInt8(ascii: "'") {
      guard let close = bytes[(next + 1)...].firstIndex(of: bytes[next]) else { return nil }
      place = close + 1
      return (name, next + 1..<close)
    }
    place = next
    while place < bytes.count, bytes[place] != UInt8(ascii: ">"), !Self.isSpace(bytes[place]) { place += 1 }
    return (name, next..<place)
  }

  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D || byte == 0x0C
  }
}

extension HTMLTokenizer {
  /// A piece of HTML by itself: tags, comments and quotation marks that it leaves open do not reach into what follows.
  static func closed(_ html: String) -> String {
    guard html.utf8.contains(UInt8(ascii: "<")) else { return html }
    var tokenizer = HTMLTokenizer(html)
    var (result, end): ([UInt8], Int) = ([], 0)
    /// Comments and declarations between the tokens are whole, and stay.
    func takeGap(to start: Int) { result += tokenizer.bytes[end..<start] }
    while let token = tokenizer.next() {
      switch token {
      case .text(let range):
        takeGap(to: range.lowerBound)
        for byte in tokenizer.bytes[range] {
          if byte == UInt8(ascii: "<") { result += "&lt;".utf8 } else { result.append(byte) }
        }
        end = range.upperBound
      case .tag(let tag):
        takeGap(to: tag.range.lowerBound)
        let isOpenText = !tag.isClosing && !tag.isSelfClosing && HTMLVocabulary.rawText.contains(tag.name)
        if !isOpenText { result += tokenizer.bytes[tag.range] }
        end = tag.range.upperBound
      case .raw(let tag, _):
        takeGap(to: tag.range.lowerBound)
        end = tag.range.lowerBound
        takeGap(to: tokenizer.position)
        end = tokenizer.position
      }
    }
    takeGap(to: tokenizer.bytes.count)
    return String(decoding: result, as: UTF8.self)
  }
}
