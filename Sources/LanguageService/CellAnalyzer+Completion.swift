// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension CellAnalyzer {
  /// Completes the name before the cursor.
  /// - Parameter cursor: in Unicode code points of `code`; values outside are brought into its bounds.
  func complete(
    _ context: CellContext, code: String, cursor: Int
  ) throws(LanguageServiceError) -> CellCompletions {
    let text = CellText(prelude: context.prelude, code: code, cursor: cursor)
    let start = text.identifierStart(endingAt: text.cursor)
    let nothing = CellCompletions(items: [], replacing: start..<text.cursor)
    if start < text.cursor, CellText.isDigit(text[start]) { return nothing }
    let prefix = text.text(start..<text.cursor)
    let isMember = start > 0 && text[start - 1] == "."
    let candidates = try candidates(
      context, source: text.source, offset: text.byteOffset(start), prefix: prefix,
      skipsForeign: prefix.isEmpty && !isMember)

    let erased = candidates.map(\.bytesToErase).max() ?? 0
    let range = max(start - erased, 0)..<text.cursor
    let list = CompletionList(
      order: CompletionOrder(moduleName: context.moduleName, prefix: prefix),
      erased: text.text(range.lowerBound..<start))
    return CellCompletions(items: list.items(candidates), replacing: range)
  }

  /// Names of functions, types and variables that code at the top level can use, C libraries' left out.
  func topLevelNames(_ context: CellContext) throws(LanguageServiceError) -> [String] {
    let text = CellText(prelude: context.prelude, code: "", cursor: 0)
    let found = try candidates(
      context, source: text.source, offset: text.byteOffset(text.cursor), prefix: "", skipsForeign: true)
    let names = found.filter { $0.kind != .keyword && $0.kind != .module }.map { String($0.name.prefix { $0 != "(" }) }
    return Set(names).filter { !$0.isEmpty && !$0.hasPrefix("_") }.sorted()
  }

  func candidates(
    _ context: CellContext, source: String, offset: Int, prefix: String, skipsForeign: Bool
  ) throws(LanguageServiceError) -> [CompletionCandidate] {
    let session: [String: SourceKitArgument] = [
      "key.name": .string(Self.file(context)), "key.offset": .int(offset),
    ]
    let options: [String: SourceKitArgument] = [
      "key.codecomplete.filtertext": .string(prefix),
      "key.codecomplete.fuzzymatching": .bool(false),
      "key.codecomplete.hideunderscores": .bool(!prefix.hasPrefix("_")),
      "key.codecomplete.hidelowpriority": .bool(false),
      "key.codecomplete.includeexactmatch": .bool(true),
      "key.codecomplete.addinnerresults": .bool(false),
      "key.codecomplete.addinneroperators": .bool(false),
    ]
    let request = session.merging([
      "key.sourcefile": .string(Self.file(context)),
      "key.sourcetext": .string(source),
      "key.compilerargs": arguments(context),
      "key.codecomplete.options": .dictionary(options),
    ]) { $1 }
    let found = try library.send("codecomplete.open", request) { response in
      response["key.results"].elements.compactMap { CompletionCandidate($0, skipsForeign: skipsForeign) }
    }
    _ = try library.send("codecomplete.close", session) { _ in }
    return found
  }
}
