// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Reads sourcekitd's answer about a symbol.
struct SymbolDescription {
  private let response: SourceKitValue
  private let context: CellContext
  private let preludeLines: Int

  init(_ response: SourceKitValue, context: CellContext, preludeLines: Int) {
    self.response = response
    self.context = context
    self.preludeLines = preludeLines
  }

  /// Nil where the compiler found no symbol.
  var inspection: CellInspection? {
    guard let name = response["key.name"].string else { return nil }
    let declaration = declaration(response) ?? "module \(name)"
    let inner = response["key.secondary_symbols"].elements.compactMap { self.declaration($0) }
    let related = response["key.related_decls"].elements
      .compactMap { $0["key.annotated_decl"].string.map(AnnotatedDeclaration.text) }
    return CellInspection(
      declarations: [declaration] + inner,
      type: response["key.typename"].string,
      documentation: response["key.doc_comment"].string,
      location: location,
      overloads: related)
  }

  private func declaration(_ symbol: SourceKitValue) -> String? {
    (symbol["key.fully_annotated_decl"].string ?? symbol["key.annotated_decl"].string).map(AnnotatedDeclaration.text)
  }

  private var location: String? {
    guard let module = response["key.modulename"].string, !module.isEmpty else { return nil }
    if response["key.filepath"].string == CellAnalyzer.file(context) {
      // A line of the prelude is none of the user's.
      guard let line = response["key.line"].int, line > preludeLines else { return "this cell" }
      return "this cell, line \(line - preludeLines)"
    }
    return Self.location(ofModule: module, context: context)
  }

  static func location(ofModule module: String, context: CellContext) -> String {
    if module == context.moduleName { return "this cell" }
    let order = CompletionOrder(moduleName: context.moduleName, prefix: "")
    return order.sessionNumber(module).map { CellInspection.cellPrefix + "\($0)" } ?? "module \(module)"
  }
}
