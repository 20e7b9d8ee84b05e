// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

extension CellAnalyzer {
  /// Looks up the symbol at or just before the cursor; inside an argument list where no symbol is, the function called.
  /// - Parameter cursor: in Unicode code points of `code`; values outside are brought into its bounds.
  /// - Returns: nil where there is no symbol or the compiler knows nothing of it.
  func inspect(
    _ context: CellContext, code: String, cursor: Int
  ) throws(LanguageServiceError) -> CellInspection? {
    let text = CellText(prelude: context.prelude, code: code, cursor: cursor)
    try open(context, source: text.source)
    defer { close(context) }

    let calls = CallScanner(text)
    let touched = calls.isInText ? nil : text.identifier(around: text.cursor)
    if let touched, let found = try symbol(context, text, at: touched.lowerBound) { return found }
    if let touched, touched.upperBound < text.count, text[touched.upperBound] == "(",
      let found = try signatures(context, text, at: touched.upperBound + 1)
    {
      return found
    }
    if let touched, let found = try overloads(context, text, of: touched) { return found }
    if let callee = calls.enclosing.first {
      let found = try symbol(context, text, at: callee.lowerBound)
      // What is known of the function itself is answer enough where the compiler cannot say which overloads fit.
      guard var help = try? signatures(context, text, at: text.cursor) else { return found }
      help.location = found?.location
      help.type = found?.type
      help.documentation = help.documentation ?? found?.documentation
      return help
    }
    if let callee = calls.justClosed { return try symbol(context, text, at: callee.lowerBound) }
    guard touched == nil, !calls.isInText, let before = identifierBefore(text) else { return nil }
    return try symbol(context, text, at: before.lowerBound)
  }

  /// The last name on the cursor's line before the cursor, over spaces and punctuation.
  private func identifierBefore(_ text: CellText) -> Range<Int>? {
    var place = text.cursor
    while place > 0, text[place - 1] != "\n", !CellText.isIdentifierPart(text[place - 1]) { place -= 1 }
    guard place > 0, text[place - 1] != "\n" else { return nil }
    return text.identifier(around: place)
  }

  private func symbol(
    _ context: CellContext, _ text: CellText, at place: Int
  ) throws(LanguageServiceError) -> CellInspection? {
    try library.send("cursorinfo", query(context, text, at: place)) { response in
      SymbolDescription(response, context: context, preludeLines: text.preludeLines).inspection
    }
  }

  /// Everything of that name, where the compiler cannot say which of several is meant: `max` by itself, `[1].map`.
  private func overloads(
    _ context: CellContext, _ text: CellText, of name: Range<Int>
  ) throws(LanguageServiceError) -> CellInspection? {
    let word = text.text(name)
    let found = try candidates(
      context, source: text.source, offset: text.byteOffset(name.lowerBound), prefix: word, skipsForeign: false)
    let same = found.filter { $0.kind != .keyword && $0.name.prefix { $0 != "(" } == word }
    let order = CompletionOrder(moduleName: context.moduleName, prefix: word)
    let ranked = same.enumerated().sorted { first, second in
      let (one, other) = (order.rank(first.element), order.rank(second.element))
      return one == other ? first.offset < second.offset : one.lexicographicallyPrecedes(other)
    }.map(\.element)
    var signatures: [String] = []
    for candidate in ranked {
      guard let signature = candidate.signature, !signatures.contains(signature) else { continue }
      signatures.append(signature)
    }
    guard !signatures.isEmpty else { return nil }
    let modules = Set(ranked.map(\.module).filter { !$0.isEmpty })
    return CellInspection(
      declarations: signatures, documentation: ranked.lazy.compactMap(\.summary).first,
      location: modules.count == 1 ? SymbolDescription.location(ofModule: modules.first!, context: context) : nil)
  }

  /// The overloads that fit a call being typed.
  private func signatures(
    _ context: CellContext, _ text: CellText, at place: Int
  ) throws(LanguageServiceError) -> CellInspection? {
    try library.send("signaturehelp", query(context, text, at: place)) { response in
      var all = response["key.signatures"].elements.compactMap { signature in
        signature["key.name"].string.map { (text: $0, documentation: signature["key.doc_comment"].string) }
      }
      guard !all.isEmpty else { return nil }
      let active = response["key.active_signature"].int ?? 0
      if all.indices.contains(active) { all.insert(all.remove(at: active), at: 0) }
      return CellInspection(
        declarations: all.map(\.text), documentation: all.lazy.compactMap(\.documentation).first)
    }
  }

  private func query(_ context: CellContext, _ text: CellText, at place: Int) -> [String: SourceKitArgument] {
    [
      "key.name": .string(Self.file(context)),
      "key.sourcefile": .string(Self.file(context)),
      "key.primary_file": .string(Self.file(context)),
      "key.sourcetext": .string(text.source),
      "key.offset": .int(text.byteOffset(place)),
      "key.compilerargs": arguments(context),
    ]
  }

  /// Cursor requests read the text of an open document, not of the request.
  private func open(_ context: CellContext, source: String) throws(LanguageServiceError) {
    let request: [String: SourceKitArgument] = [
      "key.name": .string(Self.file(context)),
      "key.sourcefile": .string(Self.file(context)),
      "key.sourcetext": .string(source),
      "key.compilerargs": arguments(context),
      "key.syntactic_only": .bool(true),
      "key.enablesyntaxmap": .bool(false),
      "key.enablesubstructure": .bool(false),
      "key.enablediagnostics": .bool(false),
    ]
    _ = try library.send("editor.open", request) { _ in }
  }

  private func close(_ context: CellContext) {
    // Nothing depends on it: opening the same name again replaces the document.
    _ = try? library.send("editor.close", ["key.name": .string(Self.file(context))]) { _ in }
  }
}
