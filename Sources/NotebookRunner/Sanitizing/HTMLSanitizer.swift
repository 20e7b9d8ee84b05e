// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Writes foreign HTML anew, so that it shows what it says and keeps to its place: only known elements and attributes, each
/// closed, nested as a browser nests them, with styles that cannot leave the element around them.
///
/// What comes out is built from lists of what is allowed, never by removing what is known to be bad. A browser reads it as it
/// was meant whatever stood in the source: no element is open at its end, no text is read as markup, and nothing in it
/// loads, submits, redirects or runs.
struct HTMLSanitizer {
  enum Space { case html, svg, mathML }

  struct Element {
    /// As it is written.
    var name: String
    var space: Space
  }

  /// Turns an image's source into a data URI; nil where it is not at hand.
  var imageSource: (String) -> String?
  /// The class of the element around the HTML, which its style sheets are confined to.
  let scope: String

  var tokenizer: HTMLTokenizer
  var out: [UInt8] = []
  var open: [Element] = []
  /// Its style sheets, confined.
  var styleSheet = ""

  /// Whether anything in it has a style beyond the alignment that Markdown gives cells of tables.
  var hasStyle = false

  /// Deeper nesting than a page has would only tire the browser.
  static let maximumDepth = 200

  init(_ html: some StringProtocol, scope: String, imageSource: @escaping (String) -> String? = { $0 }) {
    tokenizer = HTMLTokenizer(html)
    self.scope = scope
    self.imageSource = imageSource
    out.reserveCapacity(tokenizer.bytes.count)
  }

  /// The HTML, with its style sheets, if it has any, before it.
  mutating func html() -> String {
    while let token = tokenizer.next() {
      switch token {
      case .text(let range): text(range)
      case .tag(let tag): if tag.isClosing { end(tag) } else { start(tag) }
      case .raw(let tag, let content): raw(tag, content)
      }
    }
    close(downTo: 0)
    let body = String(decoding: out, as: UTF8.self)
    return styleSheet.isEmpty ? body : "<style>\n\(styleSheet)</style>\n\(body)"
  }

  // MARK: Writing

  mutating func write(_ text: String) { out += text.utf8 }

  mutating func push(_ tag: HTMLTokenizer.Tag, _ name: String, _ space: Space) {
    guard open.count < Self.maximumDepth else { return }
    writeStart(tag, name, space)
    write(">")
    open.append(Element(name: name, space: space))
  }

  /// An element that the source does not have and the nesting needs.
  mutating func push(implied name: String) {
    guard open.count < Self.maximumDepth else { return }
    write("<\(name)>")
    open.append(Element(name: name, space: .html))
  }

  mutating func writeStart(_ tag: HTMLTokenizer.Tag, _ name: String, _ space: Space) {
    write("<\(name)")
    attributes(of: tag, name, space)
  }

  /// Closes elements until `count` are open.
  mutating func close(downTo count: Int) {
    while open.count > count { write("</\(open.removeLast().name)>") }
  }

  mutating func text(_ range: Range<Int>) {
    if tokenizer.bytes[range].contains(where: { !HTMLTokenizer.isSpace($0) }) { openCell() }
    HTMLText.append(tokenizer.bytes[range], to: &out)
  }

  // MARK: Elements

  private mutating func start(_ tag: HTMLTokenizer.Tag) {
    if let last = open.last, last.space != .html, startForeign(tag, in: last) { return }
    let name = HTMLVocabulary.substitutes[tag.name] ?? tag.name
    switch name {
    case "svg", "math":
      openCell()
      startRoot(tag, name == "svg" ? .svg : .mathML)
    case "img": image(tag)
    case _ where HTMLVocabulary.tableParts.contains(name): startTablePart(tag, name)
    case _ where HTMLVocabulary.knows(name): startOrdinary(tag, name)
    default: break
    }
  }

  private mutating func startOrdinary(_ tag: HTMLTokenizer.Tag, _ name: String) {
    openCell()
    if HTMLVocabulary.block.contains(name) { closeOpen("p", through: []) }
    switch name {
    case "li": closeOpen("li", through: ["ul", "ol", "menu", "dir"])
    case "dd", "dt":
      closeOpen("dd", through: ["dl"])
      closeOpen("dt", through: ["dl"])
    case "a": closeOpen("a", through: [])
    case _ where HTMLVocabulary.headings.contains(name):
      if let last = open.last, HTMLVocabulary.headings.contains(last.name) { close(downTo: open.count - 1) }
    default: break
    }
    guard !HTMLVocabulary.void.contains(name) else {
      writeStart(tag, name, .html)
      write(">")
      return
    }
    push(tag, name, .html)
  }

  /// Closes the innermost element of this name, and what is open in it, unless a boundary of tables or one of `limits`
  /// stands between.
  private mutating func closeOpen(_ name: String, through limits: Set<String>) {
    for index in open.indices.reversed() {
      if open[index].name == name { return close(downTo: index) }
      if HTMLVocabulary.boundaries.contains(open[index].name) || limits.contains(open[index].name) { return }
    }
  }

  private mutating func end(_ tag: HTMLTokenizer.Tag) {
    let name = HTMLVocabulary.substitutes[tag.name] ?? tag.name
    let isTablePart = name == "table" || HTMLVocabulary.tableParts.contains(name)
    for index in open.indices.reversed() {
      let element = open[index]
      let isMatch =
        element.space == .html ? element.name == name : element.name.lowercased() == tag.name
      let isHeading = HTMLVocabulary.headings.contains(name) && HTMLVocabulary.headings.contains(element.name)
      if isMatch || isHeading { return close(downTo: index) }
      guard element.space == .html else { continue }
      if isTablePart ? element.name == "table" : HTMLVocabulary.boundaries.contains(element.name) { return }
    }
  }

  private mutating func raw(_ tag: HTMLTokenizer.Tag, _ content: Range<Int>) {
    switch tag.name {
    case "style":
      hasStyle = true
      styleSheet += StyleSheet(tokenizer.bytes[content]).confined(to: "." + scope)
    case "title" where open.last?.space == .svg:
      start(tag)
      HTMLText.append(tokenizer.bytes[content], to: &out)
      end(tag)
    case "textarea", "xmp":
      openCell()
      push(implied: "pre")
      HTMLText.append(tokenizer.bytes[content], to: &out)
      close(downTo: open.count - 1)
    // Scripts, frames and the title of another page show nothing.
    default: break
    }
  }

  private mutating func image(_ tag: HTMLTokenizer.Tag) {
    openCell()
    func value(_ name: String) -> String? {
      tag.attributes.first { $0.name == name }.map { HTMLText.decoded(tokenizer.bytes[$0.value]) }
    }
    let source = value("src") ?? ""
    guard let resolved = imageSource(source), SafeAddress.isImage(resolved) else {
      let alternative = value("alt").flatMap { $0.isEmpty ? nil : $0 } ?? source
      write("<span class=\"missing-image\">[image: \(alternative.htmlEscaped)]</span>")
      return
    }
    write("<img src=\"\(resolved.htmlEscaped)\"")
    attributes(of: tag, "img", .html)
    write(">")
  }
}
