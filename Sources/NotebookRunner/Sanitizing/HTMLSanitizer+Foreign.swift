// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension HTMLSanitizer {
  static func vocabulary(_ space: Space) -> ForeignVocabulary { space == .svg ? .svg : .mathML }

  /// An `<svg>` or `<math>` element in HTML.
  mutating func startRoot(_ tag: HTMLTokenizer.Tag, _ space: Space) {
    writeForeign(tag, tag.name, space)
  }

  /// - Returns: false for an element of HTML, which has been taken out of the figure or formula it stands in, as a
  ///   browser does: a figure that is not closed must not take the text behind it.
  mutating func startForeign(_ tag: HTMLTokenizer.Tag, in parent: Element) -> Bool {
    let vocabulary = Self.vocabulary(parent.space)
    if vocabulary.textOnly.contains(parent.name) {
      // In such text a browser takes words of HTML for what they are; here they are text without a look.
      if HTMLVocabulary.inline.contains(tag.name) || vocabulary.elements[tag.name] != nil { return true }
    } else if let name = vocabulary.elements[tag.name] {
      writeForeign(tag, name, parent.space)
      return true
    }
    if vocabulary.hidden.contains(tag.name) {
      if !tag.isSelfClosing { _ = tokenizer.skipContent(of: tag.name) }
      return true
    }
    let name = HTMLVocabulary.substitutes[tag.name] ?? tag.name
    guard HTMLVocabulary.knows(name), name != "a" else { return true }
    close(downTo: (open.lastIndex { $0.space == .html } ?? -1) + 1)
    return false
  }

  private mutating func writeForeign(_ tag: HTMLTokenizer.Tag, _ name: String, _ space: Space) {
    guard tag.isSelfClosing else { return push(tag, name, space) }
    guard open.count < Self.maximumDepth else { return }
    writeStart(tag, name, space)
    write("/>")
  }
}
