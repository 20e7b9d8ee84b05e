// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// Says diagnostics in the words of the notebook: no module names, and where an earlier cell is the reason, which.
struct DiagnosticWording {
  let cell: ParsedCell
  let module: String
  let session: SessionState
  let resolution: SessionState.Resolution

  /// The names that libraries declare at their top level.
  var libraryNames: () -> Set<String> = { [] }

  func reword(_ diagnostics: [CellDiagnostic]) -> [CellDiagnostic] {
    let digest = ErrorDigest(cell: cell, session: session, libraryNames: libraryNames)
    return digest.digest(diagnostics.map(inTheNotebooksWords), isExplained: isCausedElsewhere)
  }

  /// Whether an earlier cell is the cause.
  private func isCausedElsewhere(_ diagnostic: CellDiagnostic) -> Bool {
    guard diagnostic.kind?.hasPrefix("cannot_find_") == true else { return false }
    return cell.references.contains { name in
      diagnostic.message.hasPrefix("'\(name)'")
        && (resolution.obstacles[name] != nil || session.lostNames[name] != nil || session.failedNames[name] != nil)
    }
  }

  private func inTheNotebooksWords(_ diagnostic: CellDiagnostic) -> CellDiagnostic {
    var result = diagnostic
    explainMissingName(&result)
    explainActor(&result)
    explainOldTypes(&result)
    explainOldMembers(&result)
    explainBuilders(&result)
    result.message = withoutModules(result.message)
    result.notes = result.notes.compactMap { note in
      // A note in generated code points at nothing that the user wrote.
      if note.line == nil && note.message.contains("__martlet") { return nil }
      var note = note
      note.message = withoutModules(note.message)
      return note
    }
    return result
  }

  private func explainMissingName(_ diagnostic: inout CellDiagnostic) {
    guard let match = diagnostic.message.firstMatch(of: /cannot find (?:type )?'([^']+)' in scope/) else { return }
    let name = String(match.1)
    if let obstacle = resolution.obstacles[name] {
      let cell = "cell \(obstacle.executionCount)"
      diagnostic.message =
        obstacle.isIndirect
        ? "'\(name)' cannot be used: it uses '\(obstacle.variable)', which has no value, because \(cell) stopped before it was computed"
        : "'\(name)' has no value: \(cell) stopped before it was computed"
      diagnostic.notes = [CellDiagnostic(severity: .note, message: "re-run \(cell)")]
      diagnostic.fixIts = []
    } else if let count = session.lostNames[name] {
      diagnostic.message =
        "'\(name)' was declared in cell \(count) and lost when the worker stopped; %restore brings it back"
      diagnostic.notes = []
      diagnostic.fixIts = []
    } else if let count = session.failedNames[name] {
      diagnostic.message = "'\(name)' does not exist: cell \(count) declares it, but did not compile"
      diagnostic.notes = [CellDiagnostic(severity: .note, message: "correct cell \(count) and re-run it")]
      diagnostic.fixIts = []
    }
  }

  private func explainActor(_ diagnostic: inout CellDiagnostic) {
    if let match = diagnostic.message.firstMatch(
      of:
        /(?:call to )?(\w+ actor)-isolated .*?('[^']+') (?:in a synchronous nonisolated|can not be referenced from a nonisolated)/
    ) {
      diagnostic.message = "\(match.2) belongs to the \(match.1): write 'await' before it"
      diagnostic.notes = []
    }
  }

  /// A value made before its type was declared again has the old type.
  private func explainOldTypes(_ diagnostic: inout CellDiagnostic) {
    var told: Set<String> = []
    for match in diagnostic.message.matches(of: /(Cell_\d+)\.(\w+)/) {
      let (old, name) = (String(match.1), String(match.2))
      guard isOld(name, in: old), told.insert(name).inserted else { continue }
      diagnostic.notes.append(redeclarationNote(name, old: old, holders: holders(of: old)))
    }
  }

  private func redeclarationNote(_ name: String, old: String, holders: [String]) -> CellDiagnostic {
    let message =
      "'\(name)' was declared again in \(newestCell(declaring: name)); a value made before has the type of cell "
      + "\(session.executionCount(of: old))"
    let remedy = holders.isEmpty ? "" : ": run \(holders.joined(separator: ", ")) again"
    return CellDiagnostic(severity: .note, message: message + remedy)
  }

  /// What a figure holds is said by the message of an unavailable function of which no user has heard.
  private func explainBuilders(_ diagnostic: inout CellDiagnostic) {
    let prefix = "'buildExpression' is unavailable: "
    guard diagnostic.message.hasPrefix(prefix) else { return }
    diagnostic.message.removeFirst(prefix.count)
    diagnostic.notes.removeAll { $0.message.contains("marked unavailable here") }
  }

  /// A value of a type that was declared again lacks what only the new declaration has.
  private func explainOldMembers(_ diagnostic: inout CellDiagnostic) {
    guard let match = diagnostic.message.firstMatch(of: /value of type '(?:Cell_\d+\.)?(\w+)' has no member/),
      !diagnostic.notes.contains(where: { $0.message.contains("was declared again") })
    else { return }
    let name = String(match.1)
    let older = session.order.filter { module in
      isOld(name, in: module)
        && session.modules[module]?.declarations.contains { $0.name == name && $0.kind.isType } == true
    }
    for old in older.reversed() {
      let holders = holders(of: old)
      guard !holders.isEmpty else { continue }
      diagnostic.notes.append(redeclarationNote(name, old: old, holders: holders))
      return
    }
  }

  private func isOld(_ name: String, in old: String) -> Bool {
    if old == module { return false }
    if cell.declarations.contains(where: { $0.name == name }) { return true }
    return !session.declarations(of: name).contains { $0.module == old }
  }

  private func newestCell(declaring name: String) -> String {
    if cell.declarations.contains(where: { $0.name == name }) { return "this cell" }
    guard let reference = session.declarations(of: name).last else { return "a later cell" }
    return "cell \(session.executionCount(of: reference.module))"
  }

  /// Variables that this cell uses and whose cells were compiled against the old type.
  private func holders(of old: String) -> [String] {
    cell.references.sorted().compactMap { name in
      guard let reference = session.declarations(of: name).last, reference.declaration.kind == .variable,
        reference.module == old || session.modules[reference.module]?.closure.contains(old) == true
      else { return nil }
      return "cell \(session.executionCount(of: reference.module)) ('\(name)')"
    }
  }

  private func withoutModules(_ message: String) -> String {
    var text = message.replacing(/(Cell_\d+)\.(\w+)/) { match in
      let (module, name) = (String(match.1), String(match.2))
      return isOld(name, in: module) ? "\(name) (of cell \(session.executionCount(of: module)))" : name
    }
    text = text.replacing(/module 'Cell_\d+'/, with: "an earlier cell").replacing(/\ \[#[\w-]+\]$/, with: "")
    return text.replacing("constant '\(Generated.result)'", with: "the expression")
  }
}
