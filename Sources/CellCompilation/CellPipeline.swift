// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// From a cell's text to a module that can be entered.
package struct CellPipeline: Sendable {
  package var compiler: CellCompiler
  /// Import lines that every cell starts with.
  package var standardImports: [String]
  private let interfaces = SupersededInterfaces()
  /// The names that libraries declare at their top level, for "did you mean"; asked only when a name is not known.
  package var libraryNames: @Sendable () -> Set<String> = { [] }

  package init(compiler: CellCompiler, standardImports: [String]) {
    self.compiler = compiler
    self.standardImports = standardImports
  }

  package enum Outcome: Sendable {
    /// A module that is loaded already, or has just been compiled.
    case module(CellModule, isNew: Bool)
    case failed([CellDiagnostic])
  }

  /// Finds the module of a cell or makes one.
  ///
  /// A cell with the text of a live module, whose names still mean the same, is that module: nothing is compiled, there
  /// is no second copy of its variables, and functions elsewhere see the new values.
  package func module(for cell: ParsedCell, in session: SessionState, number: Int, executionCount: Int) -> Outcome {
    let syntaxErrors = SyntaxDiagnostics.find(in: cell)
    if syntaxErrors.contains(where: { $0.severity == .error }) { return .failed(syntaxErrors) }
    if let known = session.module(matching: cell) {
      return .module(known, isNew: false)
    }
    let resolution = session.resolve(cell)
    let early = UseBeforeDeclaration.find(in: cell, oldNames: resolution.oldNames)
    if !early.isEmpty { return .failed(early) }
    return compile(
      cell, name: "Cell_\(number)", resolution: resolution, in: session, executionCount: executionCount)
  }

  /// - Parameter parts: the cells that the text is put together from, where it is not one cell's.
  func compile(
    _ cell: ParsedCell, name: String, resolution: SessionState.Resolution, parts: [Remaking.Part] = [],
    in session: SessionState, executionCount: Int
  ) -> Outcome {
    let unusable = interfaces.prepare(resolution.superseded, of: session, compiler)
    let prelude = prelude(for: resolution.without(unusable), session: session)
    var context = PassContext(
      module: name, oldNames: resolution.oldNames, stored: resolution.stored, executionCount: executionCount)
    context.operatorLines = resolution.operatorLines
    var generated = CellGenerator.generate(cell, prelude: prelude.joined(separator: "\n"), context: context)
    generated.parts = parts
    do throws(CellCompiler.Failure) {
      let product = try compiler.compile(generated)
      var module = CellModule(
        cell, name: name, resolution: resolution, prelude: prelude, context: context)
      module.library = product.library
      module.isOptimised = product.isOptimised
      module.symbols = ModuleSymbols(ofLibrary: product.library, module: name)
      // What is only compiled again was warned of when its own cell ran.
      if parts.isEmpty { module.warnings = warnings(product.messages, generated, cell, session, resolution) }
      return .module(module, isNew: true)
    } catch {
      return .failed(diagnose(error, generated, cell, session, resolution))
    }
  }

  /// Imports of everything that is alive, for completion and inspection.
  package func languagePrelude(in session: SessionState) -> String {
    (standardImports + session.imports + session.importsOfEverything).joined(separator: "\n")
  }

  private func prelude(for resolution: SessionState.Resolution, session: SessionState) -> [String] {
    standardImports + session.imports + resolution.prelude
  }

  private func warnings(
    _ messages: String, _ generated: GeneratedCell, _ cell: ParsedCell, _ session: SessionState,
    _ resolution: SessionState.Resolution
  ) -> [CellDiagnostic] {
    guard messages.contains(": warning: ") else { return [] }
    let lineCount = cell.text.split(separator: "\n", omittingEmptySubsequences: false).count
    let found = CellWarnings.select(
      DiagnosticParser(cell: generated).parse(messages), module: generated.module, lineCount: lineCount
    ).filter { !CellWarnings.isHidden($0, in: cell) }
    return DiagnosticWording(cell: cell, module: generated.module, session: session, resolution: resolution)
      .reword(found)
  }

  private func diagnose(
    _ failure: CellCompiler.Failure, _ generated: GeneratedCell, _ cell: ParsedCell, _ session: SessionState,
    _ resolution: SessionState.Resolution
  ) -> [CellDiagnostic] {
    let wording = DiagnosticWording(
      cell: cell, module: generated.module, session: session, resolution: resolution, libraryNames: libraryNames)
    let found = failure.stage == .compile ? DiagnosticParser(cell: generated).parse(failure.output) : []
    let errors = wording.reword(found.filter { $0.severity == .error })
    let placed = errors.filter { $0.line != nil }
    if !placed.isEmpty { return placed }
    if !errors.isEmpty { return errors }
    let output = failure.output.split(separator: "\n").suffix(30).joined(separator: "\n")
    return [CellDiagnostic(severity: .error, message: "the compiler failed:\n\(output)")]
  }
}

extension CellModule {
  package init(
    _ cell: ParsedCell, name: String, resolution: SessionState.Resolution, prelude: [String], context: PassContext
  ) {
    self.init(
      name: name, text: cell.text, declarations: cell.declarations, members: cell.members,
      memberNames: cell.memberNames, conformances: cell.conformances, operators: cell.operators,
      operatorDeclarations: cell.operatorDeclarations, imports: cell.imports,
      items: cell.items, storedVariables: cell.storedVariables, oldNames: Set(resolution.oldNames.keys),
      stepCount: cell.stepCount, stepLines: (0..<cell.stepCount).map { cell.lines(ofStep: $0) ?? 1...1 },
      resolved: resolution.resolved, suppliers: resolution.suppliers, operatorLines: resolution.operatorLines,
      context: context, prelude: prelude.joined(separator: "\n"), closure: resolution.closure,
      missingSteps: Set(0..<cell.stepCount), executionCount: context.executionCount)
  }
}

extension SessionState {
  /// The newest module with the cell's text whose names still resolve to what they did when it was compiled.
  package func module(matching cell: ParsedCell) -> CellModule? {
    guard let module = order.reversed().lazy.compactMap({ modules[$0] }).first(where: { $0.text == cell.text }) else {
      return nil
    }
    let now = resolve(cell, asIn: module.name)
    guard now.oldNames.isEmpty, now.obstacles.isEmpty else { return nil }
    for (name, sources) in module.resolved {
      let current = now.resolved[name] ?? []
      let isOverloaded = declarations(of: name).allSatisfy { $0.declaration.kind == .function }
      guard isOverloaded ? Set(sources).isSubset(of: current) : Set(sources) == Set(current) else { return nil }
    }
    // A member or operator that it may use has been declared anew.
    guard now.suppliers.isSuperset(of: module.suppliers), now.operatorLines == module.operatorLines else { return nil }
    // One that has come since may be the better match; but a type that is compiled again is another type.
    if now.suppliers != module.suppliers, !cell.declarations.contains(where: \.kind.isType) { return nil }
    // A name that means something now and did not then, unless it is one that the cell binds itself.
    let isNewName = now.resolved.keys.contains { module.resolved[$0] == nil && !cell.localNames.contains($0) }
    return isNewName ? nil : module
  }
}
