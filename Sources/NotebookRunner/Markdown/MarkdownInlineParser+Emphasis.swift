// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension MarkdownInlineParser {
  /// Pairs the delimiter runs in `nodes`; runs and brackets without a partner are text.
  static func resolveEmphasis(_ nodes: [Node]) -> [MarkdownInline] {
    var nodes = nodes
    var closerIndex = 0
    while closerIndex < nodes.count {
      guard case .delimiter(let closer) = nodes[closerIndex], closer.canClose,
        let openerIndex = opener(for: closer, before: closerIndex, in: nodes),
        case .delimiter(let opener) = nodes[openerIndex]
      else {
        closerIndex += 1
        continue
      }
      let used = closer.character == "~" ? closer.count : min(opener.count, closer.count, 2)
      let children = texts(Array(nodes[(openerIndex + 1)..<closerIndex]))
      let inline: MarkdownInline =
        closer.character == "~" ? .strikethrough(children) : used == 2 ? .strong(children) : .emphasis(children)

      var replacement: [Node] = []
      if opener.count > used {
        var rest = opener
        rest.count -= used
        replacement.append(.delimiter(rest))
      }
      replacement.append(.inline(inline))
      let next = openerIndex + replacement.count
      if closer.count > used {
        var rest = closer
        rest.count -= used
        replacement.append(.delimiter(rest))
      }
      nodes.replaceSubrange(openerIndex...closerIndex, with: replacement)
      closerIndex = next
    }
    return texts(nodes)
  }

  private static func opener(for closer: Delimiter, before index: Int, in nodes: [Node]) -> Int? {
    for candidate in stride(from: index - 1, through: 0, by: -1) {
      guard case .delimiter(let opener) = nodes[candidate], opener.character == closer.character, opener.canOpen else {
        continue
      }
      if closer.character == "~" {
        if opener.count == closer.count { return candidate }
        continue
      }
      // CommonMark's rule of three: runs that can do both must not add up to a multiple of three, unless both are one.
      let isAmbiguous = opener.canClose || closer.canOpen
      let sum = opener.originalCount + closer.originalCount
      let areBothMultiples = opener.originalCount.isMultiple(of: 3) && closer.originalCount.isMultiple(of: 3)
      if isAmbiguous, sum.isMultiple(of: 3), !areBothMultiples { continue }
      return candidate
    }
    return nil
  }

  /// Nodes as inlines, with neighbouring texts joined.
  static func texts(_ nodes: [Node]) -> [MarkdownInline] {
    var result: [MarkdownInline] = []
    func append(_ text: String) {
      if case .text(let before) = result.last {
        result[result.count - 1] = .text(before + text)
      } else {
        result.append(.text(text))
      }
    }
    for node in nodes {
      switch node {
      case .inline(.text(let text)): append(text)
      case .inline(let inline): result.append(inline)
      case .delimiter(let run): append(String(repeating: run.character, count: run.count))
      case .bracket(let isImage, _, _): append(isImage ? "![" : "[")
      }
    }
    return result
  }
}
